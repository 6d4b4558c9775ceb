/** Duplicate ACKs, or segments SACKed above, that prove a loss. RFC 5681 §3.2, RFC 6675 §2. */
export const duplicateThreshold = 3;

/**
 * What a sender knows of the data under way (RFC 6675 §3, §4): which has arrived beyond a gap, which is held for lost,
 * which was sent again. Positions; everything before the acknowledged one is forgotten. It also serves connections
 * without SACK: after a timeout all is lost, and nothing is SACKed.
 */
export class Scoreboard {
  readonly #sacked: { left: number; right: number }[] = [];
  /** What is not SACKed below this is lost. */
  lostBelow = 0;
  /** HighRxt: what is lost below this was sent again. */
  resentBelow = 0;

  get isEmpty(): boolean {
    return this.#sacked.length === 0;
  }

  /** The end of the highest block; 0 when there is none. */
  get highest(): number {
    return this.#sacked[this.#sacked.length - 1]?.right ?? 0;
  }

  /** RFC 6675 §4 Update(). @returns true when the block tells something new */
  add(left: number, right: number): boolean {
    const sacked = this.#sacked;
    let index = 0;
    for (let block = sacked[index]; block && block.right < left; block = sacked[++index]);
    const first = sacked[index];
    if (first && first.left <= left && right <= first.right) return false;
    const merged = { left, right };
    let joined = 0;
    for (let other = first; other && other.left <= right; other = sacked[index + ++joined]) {
      merged.left = Math.min(merged.left, other.left);
      merged.right = Math.max(merged.right, other.right);
    }
    sacked.splice(index, joined, merged);
    return true;
  }

  /** Everything before `position` has arrived. */
  acknowledge(position: number): void {
    const sacked = this.#sacked;
    for (let block = sacked[0]; block && block.left < position; block = sacked[0]) {
      if (block.right > position) {
        block.left = position;
        break;
      }
      sacked.shift();
    }
  }

  /** RFC 6675 §4 IsLost() for all at once: `lostBelow` moves up to where it no longer holds. */
  findLost(segment: number): void {
    let bytes = 0;
    for (let index = this.#sacked.length - 1, blocks = 1; index >= 0; index -= 1, blocks += 1) {
      const block = this.#sacked[index];
      if (!block) return;
      bytes += block.right - block.left;
      if (blocks < duplicateThreshold && bytes <= (duplicateThreshold - 1) * segment) continue;
      this.lostBelow = Math.max(this.lostBelow, block.left);
      return;
    }
  }

  /** RFC 2018 §8: a receiver may drop what it has SACKed, so a timeout forgets it. All up to `end` is lost. */
  loseAll(start: number, end: number): void {
    this.#sacked.length = 0;
    this.lostBelow = end;
    this.resentBelow = start;
  }

  /** RFC 6675 §4 SetPipe(): bytes that are in the network, by our reckoning. */
  pipe(start: number, end: number): number {
    if (this.#sacked.length === 0 && this.lostBelow <= start) return end - start;
    const notLost = this.#missing(Math.max(start, Math.min(this.lostBelow, end)), end);
    return notLost + (this.resentBelow > start ? this.#missing(start, this.resentBelow) : 0);
  }

  /** RFC 6675 §4 NextSeg() rule 1: the first lost octet not sent again, at or after `start`; -1 when there is none. */
  nextLost(start: number): number {
    const at = this.#firstMissing(Math.max(start, this.resentBelow));
    return at < this.lostBelow ? at : -1;
  }

  /** NextSeg() rule 3: the first missing octet below the highest block, lost or not; -1 when there is none. */
  nextMissing(start: number): number {
    const at = this.#firstMissing(Math.max(start, this.resentBelow));
    return at < this.highest ? at : -1;
  }

  /** Where the gap that holds `position` ends, at `end` at the latest. */
  gapEnd(position: number, end: number): number {
    for (const block of this.#sacked) if (block.left > position) return Math.min(block.left, end);
    return end;
  }

  #firstMissing(from: number): number {
    let at = from;
    for (const block of this.#sacked) {
      if (block.left > at) return at;
      at = Math.max(at, block.right);
    }
    return at;
  }

  /** Octets in `from … to` that are not SACKed. */
  #missing(from: number, to: number): number {
    let missing = Math.max(0, to - from);
    for (const { left, right } of this.#sacked) {
      const overlap = Math.min(right, to) - Math.max(left, from);
      if (overlap > 0) missing -= overlap;
    }
    return missing;
  }
}
