import type { Clock, Timer } from '../../time/clock.ts';

/**
 * A timer that is put off far more often than it runs (every ACK restarts the retransmission timer, RFC 6298 §5.3).
 * Putting it off only notes the new time: what stands in the clock's queue looks there when its turn comes.
 */
export class LazyTimer {
  readonly #clock: Clock;
  readonly #run: () => void;
  readonly #due: () => void;
  #queued: Timer | null = null;
  /** ns; -1: off */
  #at = -1;

  constructor(clock: Clock, run: () => void) {
    this.#clock = clock;
    this.#run = run;
    this.#due = () => this.#turn();
  }

  get running(): boolean {
    return this.#at >= 0;
  }

  /** When it will run, ns; -1 when it is off. */
  get at(): number {
    return this.#at;
  }

  /** @param delay ns from now, instead of what was set before */
  set(delay: number): void {
    this.#at = this.#clock.now + Math.round(delay);
    if (this.#queued && this.#queued.at <= this.#at) return;
    this.#queued?.cancel();
    this.#queued = this.#clock.at(this.#at, this.#due);
  }

  /** Off, and nothing left in the clock's queue when it is for good. */
  stop(forGood = false): void {
    this.#at = -1;
    if (!forGood) return;
    this.#queued?.cancel();
    this.#queued = null;
  }

  #turn(): void {
    this.#queued = null;
    if (this.#at < 0) return;
    if (this.#at > this.#clock.now) {
      this.#queued = this.#clock.at(this.#at, this.#due);
      return;
    }
    this.#at = -1;
    this.#run();
  }
}
