import { ByteRing } from './byte-ring.ts';

/**
 * What the program gave and the peer has not acknowledged: RFC 9293 §3.10.2's queue and the retransmission queue in
 * one, because a segment that must go again may be cut differently. Positions as in `sequence.ts`.
 */
export class SendBuffer {
  readonly #ring = new ByteRing();
  readonly capacity: number;
  /** Position of the first byte held. */
  start = 1;

  /** @param capacity bytes */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.#ring.length;
  }

  /** Position after the last byte held: where the FIN goes. */
  get end(): number {
    return this.start + this.#ring.length;
  }

  get free(): number {
    return this.capacity - this.#ring.length;
  }

  /** @returns how many bytes were taken */
  append(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.free);
    if (taken <= 0) return 0;
    this.#ring.place(this.#ring.length, bytes, 0, taken);
    this.#ring.extend(taken);
    return taken;
  }

  copy(position: number, count: number, into: Uint8Array, at: number): void {
    this.#ring.copy(position - this.start, count, into, at);
  }

  /** Everything before `position` has arrived. */
  acknowledge(position: number): void {
    const count = Math.min(position, this.end) - this.start;
    if (count <= 0) return;
    this.#ring.drop(count);
    this.start += count;
  }
}
