/** How often a room looks for visitors whose time is up. Milliseconds. */
export const SWEEP_MS = 1_000;

/**
 * The time in which a room could hear its visitors. A process that was stopped, or busy for seconds, must not count
 * that time against people whose lines are waiting to be read, so one step is never longer than a sweep and a half.
 */
export class RoomClock {
  ms = 0;
  #last: number | undefined;

  /** @param now milliseconds that only go forward */
  step(now: number): void {
    if (this.#last !== undefined) this.ms += Math.min(now - this.#last, SWEEP_MS * 1.5);
    this.#last = now;
  }

  /** The next step starts from zero: nobody was here. */
  rest(): void {
    this.#last = undefined;
  }
}
