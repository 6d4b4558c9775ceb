interface Watch {
  readonly waiting: Set<() => void>;
  readonly onAbort: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Runs `run` once when `signal` aborts, in the order of asking. A signal gets one listener however many wait for it: a
 * port scan waits at 64 sockets with one signal, and Node takes eleven listeners for a leak.
 * @returns the way to call it off
 */
export function whenAborted(signal: AbortSignal, run: () => void): () => void {
  const { waiting, onAbort } = watches.get(signal) ?? watch(signal);
  // Two who give the same function are still two.
  const once = (): void => run();
  waiting.add(once);
  return () => {
    waiting.delete(once);
    if (waiting.size > 0 || watches.get(signal)?.waiting !== waiting) return;
    watches.delete(signal);
    signal.removeEventListener('abort', onAbort);
  };
}

function watch(signal: AbortSignal): Watch {
  const waiting = new Set<() => void>();
  const onAbort = (): void => {
    watches.delete(signal);
    for (const run of waiting) run();
  };
  const made = { waiting, onAbort };
  watches.set(signal, made);
  signal.addEventListener('abort', onAbort, { once: true });
  return made;
}
