import { millisecond } from '../../network/time/clock.ts';
import type { Wall } from './wall.ts';

/** How far virtual time may fall behind, real ms; a page that slept must not run through its whole night at once. */
const MOST_LAG_MS = 250;

/**
 * How virtual time follows the wall: `ratio` virtual seconds in a real one. 1 is real time, 0.001 shows a millisecond in
 * a second, 0 is frozen, 60 hurries. It says only when things are due: what happens, and in which order, it cannot touch.
 */
export class Pace {
  readonly #wall: Wall;
  #ratio = 0;
  #wallAt: number;
  #virtualAt = 0;

  constructor(wall: Wall) {
    this.#wall = wall;
    this.#wallAt = wall.now();
  }

  get ratio(): number {
    return this.#ratio;
  }

  /** @param now the virtual moment (ns) from which the new ratio counts */
  change(ratio: number, now: number): void {
    if (!(ratio >= 0 && Number.isFinite(ratio))) throw new RangeError(`Time cannot pass at a ratio of ${ratio}.`);
    this.#ratio = ratio;
    this.restart(now);
  }

  /** It is `now` (virtual ns), whatever it should have been. */
  restart(now: number): void {
    this.#wallAt = this.#wall.now();
    this.#virtualAt = now;
  }

  /** The virtual moment that the wall asks for, ns. */
  get target(): number {
    return this.#virtualAt + Math.floor((this.#wall.now() - this.#wallAt) * millisecond * this.#ratio);
  }

  /** Real ms until a virtual moment is due; null when time stands still. */
  until(moment: number): number | null {
    if (this.#ratio === 0) return null;
    return Math.max(0, (moment - this.target) / millisecond / this.#ratio);
  }

  /** Lets go of what cannot be caught up with. @param now how far virtual time has come, ns */
  slip(now: number): void {
    if (this.target - now > MOST_LAG_MS * millisecond * this.#ratio) this.restart(now);
  }
}
