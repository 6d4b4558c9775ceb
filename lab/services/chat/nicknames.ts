/**
 * Random nicks that no two members ever share while the room runs. Which ones are gone is kept as one bit each: the
 * digits grow from three when half are used, so a nick is found in two draws on average and 50,000 joins cost 128 KiB.
 */
export class Nicknames {
  readonly #random: (count: number) => Uint8Array;
  #digits = 2;
  #used = new Uint8Array(0);
  #left = 0;

  constructor(random: (count: number) => Uint8Array) {
    this.#random = random;
  }

  /** @returns `anon-` and at least three hex digits */
  take(): string {
    if (this.#left === 0) this.#grow();
    for (;;) {
      const number = this.#draw();
      const at = number >> 3;
      const bit = 1 << (number & 7);
      const used = this.#used[at] ?? 0;
      if ((used & bit) !== 0) continue;
      this.#used[at] = used | bit;
      this.#left -= 1;
      return `anon-${number.toString(16).padStart(this.#digits, '0')}`;
    }
  }

  #grow(): void {
    this.#digits += 1;
    const space = 16 ** this.#digits;
    this.#used = new Uint8Array(space / 8);
    this.#left = space / 2;
  }

  #draw(): number {
    let number = 0;
    for (const byte of this.#random(4)) number = ((number << 8) | byte) >>> 0;
    return number % 16 ** this.#digits;
  }
}
