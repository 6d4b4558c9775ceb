import { Clock } from '../../network/time/clock.ts';

/** Paces a virtual clock by the wall, so that our network can speak with a kernel. */
export class WallClock {
  readonly clock = new Clock();
  readonly #start = process.hrtime.bigint();
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #closed = false;

  /** Runs all that is due by now. Call it before and after anything comes in from outside. */
  catchUp(): void {
    this.clock.runUntil(Number(process.hrtime.bigint() - this.#start));
    this.#plan();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#immediate) clearImmediate(this.#immediate);
  }

  #plan(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#immediate) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
    const { next } = this.clock;
    if (this.#closed || next === null) return;
    const wait = (next - Number(process.hrtime.bigint() - this.#start)) / 1e6;
    // A timer of Node counts whole milliseconds; what is nearer is waited for in turns of the event loop.
    if (wait < 1.5) this.#immediate = setImmediate(() => this.catchUp());
    else this.#timer = setTimeout(() => this.catchUp(), wait - 0.5);
  }
}
