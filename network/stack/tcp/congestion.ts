/**
 * How much may be in the network: slow start and congestion avoidance (RFC 5681 §3.1), counted in bytes (RFC 3465),
 * fast recovery as NewReno does it (RFC 6582) or with SACK (RFC 6675), and what a timeout does (RFC 5681 §3.1).
 * All in bytes.
 */
export class Congestion {
  /** SMSS */
  segment: number;
  /** cwnd */
  window: number;
  /** ssthresh: "arbitrarily high" at first, RFC 5681 §3.1. */
  threshold = 0x7fff_ffff;
  phase: 'open' | 'fast-recovery' | 'after-timeout' = 'open';
  /** What was sent when recovery began: it ends when all of that is acknowledged. RFC 6582 §3.2. Position. */
  recoveryPoint = 0;
  #counted = 0;

  /** @param synLost then the first window is one segment, RFC 5681 §3.1 */
  constructor(segment: number, synLost = false) {
    this.segment = segment;
    this.window = synLost ? segment : initialWindow(segment);
  }

  /** New data was acknowledged outside fast recovery; `flight`: bytes under way before that. */
  acknowledged(bytes: number, flight: number): void {
    // A window that the program does not fill proves nothing: it must not grow (RFC 5681 §4.1, RFC 7661 §4.3).
    if (flight < this.window / 2) return;
    if (this.window < this.threshold) {
      // RFC 3465 §2.2: L = 2, and 1 after a timeout (§2.3).
      this.window += Math.min(bytes, this.phase === 'after-timeout' ? this.segment : 2 * this.segment);
      return;
    }
    this.#counted += bytes;
    if (this.#counted < this.window) return;
    this.#counted -= this.window;
    this.window += this.segment;
  }

  /** Three duplicate ACKs, or as much SACKed. RFC 5681 §3.2 step 2, RFC 6675 §5 step 4. */
  lossDetected(flight: number, recoveryPoint: number, sack: boolean): void {
    this.threshold = Math.max(Math.floor(flight / 2), 2 * this.segment);
    // Without SACK the three that have left the network are added: RFC 5681 §3.2 step 3.
    this.window = sack ? this.threshold : this.threshold + 3 * this.segment;
    this.phase = 'fast-recovery';
    this.recoveryPoint = recoveryPoint;
    this.#counted = 0;
  }

  /** Another segment has left the network: RFC 5681 §3.2 step 4, without SACK only. */
  inflate(): void {
    this.window += this.segment;
  }

  /** A part of what was lost is repaired: RFC 6582 §3.2 step 3. */
  partiallyAcknowledged(bytes: number): void {
    this.window = Math.max(this.segment, this.window - bytes + (bytes >= this.segment ? this.segment : 0));
  }

  /** All that was sent before the loss has arrived. RFC 6582 §3.2 step 3, the form that sends no burst. */
  recovered(flight: number, sack: boolean): void {
    if (this.phase === 'fast-recovery' && !sack)
      this.window = Math.min(this.threshold, Math.max(flight, this.segment) + this.segment);
    this.phase = 'open';
  }

  /** The retransmission timer ran out. The threshold moves once for one loss: RFC 5681 §3.1, equation 4. */
  timedOut(flight: number, recoveryPoint: number, first: boolean): void {
    if (first) this.threshold = Math.max(Math.floor(flight / 2), 2 * this.segment);
    this.window = this.segment;
    this.phase = 'after-timeout';
    this.recoveryPoint = recoveryPoint;
    this.#counted = 0;
  }

  /** Nothing was sent for longer than a timeout: RFC 5681 §4.1. */
  restart(): void {
    this.window = Math.min(this.window, initialWindow(this.segment));
  }
}

/** RFC 6928 §2, as Linux does since 2011: about ten segments. Bytes. */
export const initialWindow = (segment: number): number => Math.min(10 * segment, Math.max(2 * segment, 14_600));
