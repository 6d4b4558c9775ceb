/** The real world's time, as far as a scene needs it. */
export interface Wall {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Runs once after `ms`. @returns the way to call it off */
  after(ms: number, run: () => void): () => void;
  /** Runs once everything that waits only for promises has run: in a later turn of the event loop, as soon as can be. */
  turn(run: () => void): void;
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
}

/** What this JavaScript may offer; a page has no setImmediate, and its setTimeout waits at least 4 ms. */
const world = globalThis as unknown as {
  readonly performance: { now(): number };
  readonly setImmediate?: (run: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
};

/** The wall of a page, and of Node. */
export function realWall(): Wall {
  return {
    now: () => world.performance.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    turn: world.setImmediate ?? channelTurn() ?? ((run) => void setTimeout(run, 0)),
  };
}

function channelTurn(): ((run: () => void) => void) | null {
  if (world.setImmediate !== undefined || world.MessageChannel === undefined) return null;
  const { port1, port2 } = new world.MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(null);
  };
}
