/**
 * Bytes in a circle that grows by doubling: most connections carry little, and a buffer of 256 KiB for each would be
 * what a port scan fills a host with. Offsets count from the first byte held.
 */
export class ByteRing {
  #bytes = new Uint8Array(0);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Puts `from[start … end)` at `offset`, which may leave a gap before it; `length` is not changed by it. */
  place(offset: number, from: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.#make(offset + size);
    const bytes = this.#bytes;
    const at = (this.#first + offset) & (bytes.length - 1);
    const straight = Math.min(size, bytes.length - at);
    bytes.set(start === 0 && straight === from.length ? from : from.subarray(start, start + straight), at);
    if (straight < size) bytes.set(from.subarray(start + straight, end), 0);
  }

  /** So many more bytes that were placed now count. */
  extend(count: number): void {
    this.#length += count;
  }

  /** Copies bytes `offset … offset + count` to `into[at …)`. */
  copy(offset: number, count: number, into: Uint8Array, at: number): void {
    const bytes = this.#bytes;
    const start = (this.#first + offset) & (bytes.length - 1);
    const straight = Math.min(count, bytes.length - start);
    into.set(bytes.subarray(start, start + straight), at);
    if (straight < count) into.set(bytes.subarray(0, count - straight), at + straight);
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.#first = (this.#first + count) & Math.max(0, this.#bytes.length - 1);
    this.#length -= count;
  }

  #make(room: number): void {
    if (room <= this.#bytes.length) return;
    let size = Math.max(4096, this.#bytes.length);
    while (size < room) size *= 2;
    const old = this.#bytes;
    const bytes = new Uint8Array(size);
    // All of the old circle, not only `length`: what was placed after a gap moves along.
    bytes.set(old.subarray(this.#first), 0);
    bytes.set(old.subarray(0, this.#first), old.length - this.#first);
    this.#bytes = bytes;
    this.#first = 0;
  }
}
