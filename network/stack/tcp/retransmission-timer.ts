import { millisecond, second } from '../../time/clock.ts';

/** RFC 6298 §2.1 */
const firstTimeout = second;
/**
 * RFC 6298 §2.4 asks for at least one second in all. Linux keeps the variation's part at 200 ms or more instead, well
 * above anybody's delayed ACK, and repairs a lost tail five times sooner; so does this.
 */
const leastVariation = 200 * millisecond;
/** RFC 6298 §2.5: at least 60 s. Linux takes 120 s. */
const longestTimeout = 120 * second;
/** RFC 6298 §5.7: for data, when already the SYN had to be sent again and nothing has been measured. */
const timeoutAfterLostSyn = 3 * second;

/** How long to wait for an ACK: RFC 6298 §2. All times ns. */
export class RetransmissionTimeout {
  #smoothed: number | null = null;
  #variation = 0;
  #base = firstTimeout;
  #doublings = 0;

  /** RTO, with its back-off. */
  get value(): number {
    return Math.min(longestTimeout, this.#base * 2 ** this.#doublings);
  }

  /** SRTT; null before the first measurement. */
  get smoothed(): number | null {
    return this.#smoothed;
  }

  /**
   * A round trip of `time`, never of a segment sent twice unless a timestamp tells which (Karn, RFC 6298 §3). It ends
   * the back-off.
   */
  measured(time: number): void {
    if (this.#smoothed === null) {
      this.#smoothed = time;
      this.#variation = time / 2;
    } else {
      this.#variation = 0.75 * this.#variation + 0.25 * Math.abs(this.#smoothed - time);
      this.#smoothed = 0.875 * this.#smoothed + 0.125 * time;
    }
    this.#doublings = 0;
    this.#base = this.#smoothed + Math.max(leastVariation, 4 * this.#variation);
  }

  /** It ran out: RFC 6298 §5.5. */
  backOff(): void {
    if (this.value < longestTimeout) this.#doublings += 1;
  }

  /** The handshake is done. RFC 6298 §5.7. */
  handshakeDone(synLost: boolean): void {
    if (this.#smoothed !== null) return;
    this.#doublings = 0;
    this.#base = synLost ? timeoutAfterLostSyn : firstTimeout;
  }
}
