import type { Random } from '../time/random.ts';
import type { LinkQuality } from '../trace/event.ts';
import type { Flight } from './flight.ts';

/**
 * What chance does to the frames of one direction of one cable. Every purpose draws from a branch of its own, so that
 * a cable that starts to lose frames still delays the others as it would have.
 */
export class Hazard {
  readonly #loss: Random;
  readonly #jitter: Random;
  readonly #duplicate: Random;
  readonly #reorder: Random;
  readonly #errors: Random;
  /** Share of bits the distance below was drawn for, and good bits until the next bad one. */
  #share = 0;
  #good = 0;

  constructor(random: Random) {
    this.#loss = random.branch('loss');
    this.#jitter = random.branch('jitter');
    this.#duplicate = random.branch('duplicate');
    this.#reorder = random.branch('reorder');
    this.#errors = random.branch('bit-errors');
  }

  isLost(quality: LinkQuality): boolean {
    return this.#loss.happens(quality.loss);
  }

  isDoubled(quality: LinkQuality): boolean {
    return this.#duplicate.happens(quality.duplicate);
  }

  isHeldBack(quality: LinkQuality): boolean {
    return this.#reorder.happens(quality.reorder);
  }

  /** ns more on the way. */
  lateness(quality: LinkQuality): number {
    return quality.jitter > 0 ? this.#jitter.fraction() * quality.jitter : 0;
  }

  /** Inverts the bits whose turn it is. One draw an error, not one a frame: the distance between errors is geometric. */
  damage(flight: Flight, quality: LinkQuality): void {
    if (quality.bitErrors !== this.#share) {
      this.#share = quality.bitErrors;
      this.#good = this.#distance();
    }
    if (this.#share === 0) return;
    const bits = flight.bits;
    const wrong: number[] = [];
    let at = this.#good;
    for (; at < bits; at += 1 + this.#distance()) wrong.push(at);
    this.#good = at - bits;
    if (wrong.length > 0) flight.flip(wrong);
  }

  #distance(): number {
    if (this.#share === 0) return 0;
    return Math.floor(Math.log(1 - this.#errors.fraction()) / Math.log1p(-this.#share));
  }
}

/** Nothing can happen there: the frame need not be looked at. */
export const isIdeal = (quality: LinkQuality): boolean =>
  quality.loss === 0 &&
  quality.duplicate === 0 &&
  quality.reorder === 0 &&
  quality.bitErrors === 0 &&
  quality.jitter === 0;
