/** Counts bytes and sums them up (FNV-1a, 32 bits), so that two ends can compare what they had without keeping it. */
export class Tally {
  bytes = 0;
  #sum = 0x811c9dc5;

  add(piece: Uint8Array): void {
    let sum = this.#sum;
    for (const byte of piece) sum = Math.imul(sum ^ byte, 0x01000193);
    this.#sum = sum;
    this.bytes += piece.length;
  }

  /** `3f0c91aa` */
  get sum(): string {
    return (this.#sum >>> 0).toString(16).padStart(8, '0');
  }
}
