import { ByteRing } from './byte-ring.ts';

/** Data beyond a gap: octets `left … right`, positions. */
interface Island {
  left: number;
  right: number;
  /** The larger, the later something was added: SACK tells the latest first (RFC 2018 §4). */
  touched: number;
}

/**
 * A peer that sends every second byte could make as many islands as half a window has bytes, each to be searched for
 * every segment. 512 are more than the gaps that a full window of ordinary segments can have; what would make another
 * one is not kept, and not acknowledged either.
 */
const mostIslands = 512;

/**
 * The receive buffer: in-order bytes that wait for the program, and beyond the first gap what came early. Bytes that
 * are there stay as they are, whatever a second copy says (RFC 9293 §3.10.7.4: data that was received is trimmed off).
 */
export class Reassembly {
  readonly #ring = new ByteRing();
  readonly #islands: Island[] = [];
  #touch = 0;
  /** RCV.NXT as far as data goes: the position of the first byte that is missing. */
  next = 1;

  /** Bytes in order that the program has not taken. */
  get readable(): number {
    return this.#ring.length;
  }

  /** Stretches of data beyond the first gap. */
  get islandCount(): number {
    return this.#islands.length;
  }

  /**
   * Takes `bytes[start … end)`, which begin at `position`; the caller has trimmed them to the window.
   * @returns how many bytes became readable
   */
  take(position: number, bytes: Uint8Array, start: number, end: number): number {
    const skip = Math.max(0, this.next - position);
    const from = start + skip;
    if (from >= end) return 0;
    const left = position + skip;
    if (this.#islands.length === 0 && left === this.next) {
      this.#ring.place(this.#ring.length, bytes, from, end);
      return this.#advance(end - from);
    }
    return this.#merge(left, left + (end - from), bytes, from);
  }

  /** @returns up to `most` bytes, no longer held here */
  read(most: number): Uint8Array {
    const count = Math.min(most, this.#ring.length);
    const bytes = new Uint8Array(count);
    if (count > 0) {
      this.#ring.copy(0, count, bytes, 0);
      this.#ring.drop(count);
    }
    return bytes;
  }

  /** Up to `most` islands for a SACK option as left, right, left …, the one touched last first. RFC 2018 §4. */
  islands(most: number): number[] {
    const latest = [...this.#islands].sort((a, b) => b.touched - a.touched).slice(0, most);
    return latest.flatMap(({ left, right }) => [left, right]);
  }

  /** Offset in the ring of a position. */
  #offset(position: number): number {
    return this.#ring.length + position - this.next;
  }

  #advance(count: number): number {
    this.#ring.extend(count);
    this.next += count;
    return count;
  }

  #merge(left: number, right: number, bytes: Uint8Array, from: number): number {
    const islands = this.#islands;
    let index = islands.findIndex((island) => island.right >= left);
    if (index < 0) index = islands.length;
    const merged: Island = { left, right, touched: ++this.#touch };
    let at = left;
    let joined = 0;
    for (let other = islands[index]; other && other.left <= right; other = islands[index + ++joined]) {
      if (at < other.left) this.#place(at, other.left, bytes, from + at - left);
      at = Math.max(at, other.right);
      merged.left = Math.min(merged.left, other.left);
      merged.right = Math.max(merged.right, other.right);
    }
    if (joined === 0 && left !== this.next && islands.length >= mostIslands) return 0;
    if (at < right) this.#place(at, right, bytes, from + at - left);
    if (merged.left === this.next) {
      islands.splice(index, joined);
      return this.#advance(merged.right - merged.left);
    }
    islands.splice(index, joined, merged);
    return 0;
  }

  #place(left: number, right: number, bytes: Uint8Array, from: number): void {
    this.#ring.place(this.#offset(left), bytes, from, from + right - left);
  }
}
