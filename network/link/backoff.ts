import type { Random } from '../time/random.ts';

/** IEEE 802.3 cl. 4.4.2, for 10 and 100 Mb/s; all in bits. */
const slotBits = 512;
export const gapBits = 96;
export const jamBits = 32;
/** Preamble and start frame delimiter. */
export const preambleBits = 64;
const attemptLimit = 16;
const backoffLimit = 10;

/** Truncated binary exponential back-off. IEEE 802.3 cl. 4.2.3.2.5. */
export class Backoff {
  readonly #random: Random;
  /** Collisions of the frame at the head of the queue. */
  attempts = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  reset(): void {
    this.attempts = 0;
  }

  /** After a collision. @returns how long to wait, null when it is time to give up */
  next(): { readonly slots: number; readonly bits: number } | null {
    this.attempts += 1;
    if (this.attempts >= attemptLimit) return null;
    const slots = this.#random.below(2 ** Math.min(this.attempts, backoffLimit));
    return { slots, bits: slots * slotBits };
  }
}
