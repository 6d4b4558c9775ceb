import type { Clock } from './line-session.ts';

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  #now = 0;
  #planned: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  schedule(run: () => void, ms: number): () => void {
    const planned = { at: this.#now + ms, run };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** How many things are still planned. */
  get pending(): number {
    return this.#planned.length;
  }

  /** Runs what falls into the next `ms`, in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#planned.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#planned = this.#planned.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  /** Time passes and nothing runs: the process was busy. */
  block(ms: number): void {
    this.#now += ms;
  }
}

/** Bytes that look random and are the same in every run (Lehmer's generator). Only for tests. */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return (state >> 8) & 0xff;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}
