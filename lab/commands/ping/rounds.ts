/** What became of each echo request, and the summary. Times in virtual ns. */
export class Rounds {
  readonly #now: () => number;
  readonly #start: number;
  readonly #sentAt = new Map<number, number>();
  readonly #answered = new Set<number>();
  readonly #times: number[] = [];
  readonly #ended = new Set<number>();
  #duplicates = 0;
  #errors = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  sent(sequence: number): void {
    this.#sentAt.set(sequence & 0xffff, this.#now());
    this.#answered.delete(sequence & 0xffff);
    this.#count += 1;
  }
  #count = 0;

  replied(sequence: number): { took: number; again: boolean } {
    const took = this.#now() - (this.#sentAt.get(sequence) ?? this.#now());
    const again = this.#answered.has(sequence);
    if (again) this.#duplicates += 1;
    else {
      this.#answered.add(sequence);
      this.#times.push(took);
    }
    this.#ended.add(sequence);
    return { took, again };
  }

  /** An error came about it, or it could not be sent. */
  failed(sequence: number): void {
    this.#errors += 1;
    this.#ended.add(sequence & 0xffff);
  }

  get received(): number {
    return this.#times.length;
  }

  /** Requests that may still be answered. */
  get open(): number {
    return [...this.#sentAt.keys()].filter((sequence) => !this.#ended.has(sequence)).length;
  }

  /** In the words of ping(8) of iputils. */
  summary(): string {
    const lost = this.#count === 0 ? 0 : ((this.#count - this.received) / this.#count) * 100;
    const words = [`${this.#count} packets transmitted`, `${this.received} received`];
    if (this.#duplicates > 0) words.push(`+${this.#duplicates} duplicates`);
    if (this.#errors > 0) words.push(`+${this.#errors} errors`);
    words.push(
      `${Number(lost.toPrecision(6))}% packet loss`,
      `time ${Math.round((this.#now() - this.#start) / 1e6)}ms`,
    );
    if (this.received === 0) return words.join(', ');
    const ms = this.#times.map((time) => time / 1e6);
    const mean = ms.reduce((sum, time) => sum + time, 0) / ms.length;
    const squares = ms.reduce((sum, time) => sum + time * time, 0) / ms.length;
    const deviation = Math.sqrt(Math.max(0, squares - mean * mean));
    const shown = [Math.min(...ms), mean, Math.max(...ms), deviation].map((time) => time.toFixed(3)).join('/');
    return `${words.join(', ')}\nrtt min/avg/max/mdev = ${shown} ms`;
  }
}
