/** One line without its end. When `tooLong`, `bytes` are only its first part and the rest is skipped. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly tooLong: boolean;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a byte stream into lines ended by LF or CRLF. Never throws, never holds more than one line: a line without end
 * is reported once, as soon as it is over the limit, and skipped up to its end. Lines may be views into the bytes
 * given, so copy what is kept.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  /** The unfinished line, kept only while there is one: an idle connection costs nothing. */
  #partial: Uint8Array | undefined;
  #length = 0;
  #skipping = false;

  /** @param maxBytes the longest line, in bytes, its end not counted */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of the unfinished line past the limit: how long a line without end already is. */
  get overrun(): number {
    return this.#skipping ? this.#length - this.#maxBytes : 0;
  }

  /** @returns the lines that these bytes complete (or make too long) */
  push(bytes: Uint8Array): Line[] {
    const lines: Line[] = [];
    this.each(bytes, (line) => {
      lines.push(line);
      return true;
    });
    return lines;
  }

  /**
   * Hands over lines one at a time and stops after the one for which `take` returns false.
   * @returns how many of the bytes were used
   */
  each(bytes: Uint8Array, take: (line: Line) => boolean): number {
    let start = 0;
    while (start < bytes.length) {
      const end = bytes.indexOf(LF, start);
      const piece = bytes.subarray(start, end === -1 ? bytes.length : end);
      start = end === -1 ? bytes.length : end + 1;
      const line = end === -1 ? this.#keep(piece) : this.#finish(piece);
      if (line !== undefined && !take(line)) break;
    }
    return start;
  }

  #finish(piece: Uint8Array): Line | undefined {
    const skipped = this.#skipping;
    const whole = skipped ? piece : this.#joined(piece);
    this.#partial = undefined;
    this.#length = 0;
    this.#skipping = false;
    if (skipped) return undefined;
    const bytes = whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    if (bytes.length > this.#maxBytes) return { bytes: bytes.subarray(0, this.#maxBytes), tooLong: true };
    return { bytes, tooLong: false };
  }

  #keep(piece: Uint8Array): Line | undefined {
    const length = this.#length + piece.length;
    // One more byte than the limit is fine as long as it may be the CR of a CRLF.
    const fits = length <= this.#maxBytes || (length === this.#maxBytes + 1 && piece.at(-1) === CR);
    if (this.#skipping || !fits) {
      const first = this.#skipping ? undefined : this.#joined(piece).slice(0, this.#maxBytes);
      this.#partial = undefined;
      this.#length = length;
      this.#skipping = true;
      return first === undefined ? undefined : { bytes: first, tooLong: true };
    }
    this.#partial ??= new Uint8Array(this.#maxBytes + 1);
    this.#partial.set(piece, this.#length);
    this.#length = length;
    return undefined;
  }

  #joined(piece: Uint8Array): Uint8Array {
    if (this.#partial === undefined) return piece;
    const room = this.#maxBytes + 2 - this.#length;
    const tail = piece.length > room ? piece.subarray(0, room) : piece;
    const whole = new Uint8Array(this.#length + tail.length);
    whole.set(this.#partial.subarray(0, this.#length));
    whole.set(tail, this.#length);
    return whole;
  }
}
