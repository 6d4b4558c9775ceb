/**
 * Credit-based flow control, for one direction of one socket. The sender may have at most `size` bytes under way; the
 * receiver gives credit back once its program has consumed them.
 */
export class SendWindow {
  #left: number;

  /** @param size bytes */
  constructor(size: number) {
    this.#left = size;
  }

  /** Bytes that may be sent now. */
  get left(): number {
    return this.#left;
  }

  take(bytes: number): void {
    this.#left -= bytes;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }
}

/** The other end of a `SendWindow`. Credit goes back in quarters of the window, not with every chunk. */
export class ReceiveWindow {
  readonly #size: number;
  #waiting = 0;
  #owed = 0;

  /** @param size bytes, the same as the sender's */
  constructor(size: number) {
    this.#size = size;
  }

  /** @returns false if the sender sent more than it had credit for. */
  arrived(bytes: number): boolean {
    this.#waiting += bytes;
    return this.#waiting + this.#owed <= this.#size;
  }

  /** @returns the credit to give back now, often 0. */
  consumed(bytes: number): number {
    this.#waiting -= bytes;
    this.#owed += bytes;
    if (this.#owed * 4 < this.#size) return 0;
    const credit = this.#owed;
    this.#owed = 0;
    return credit;
  }

  /** Bytes that arrived and were not consumed. */
  get waiting(): number {
    return this.#waiting;
  }
}
