/**
 * Seeded chance (sfc32 by Chris Doty-Humphrey, public domain: small, fast, passes PractRand). Each user takes a branch
 * of its own by name, so that one more frame on one cable does not change what happens on another.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  readonly #seed: string;

  /** @param seed any text; the same text gives the same numbers */
  constructor(seed: string) {
    this.#seed = seed;
    this.#a = hash(seed, 0x9e3779b9);
    this.#b = hash(seed, 0x243f6a88);
    this.#c = hash(seed, 0xb7e15162);
    for (let round = 0; round < 12; round += 1) this.uint32();
  }

  /** An independent source for `name`. Asking for it draws nothing from this one. */
  branch(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  /** 0 … 2^32 - 1 */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** 0 ≤ x < 1 */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number, 0 ≤ x < below. */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  /** True with probability `share` (0 … 1). Draws nothing where the answer is certain. */
  happens(share: number): boolean {
    if (share <= 0) return false;
    return share >= 1 || this.fraction() < share;
  }
}

/** FNV-1a over the text's UTF-16 units, with an avalanche at the end. */
function hash(text: string, start: number): number {
  let value = start;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return (value ^ (value >>> 15)) | 0;
}
