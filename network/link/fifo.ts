/** First in, first out, without moving anything: a ring that doubles when it is full. */
export class Fifo<T> {
  #ring: (T | undefined)[] = new Array(16).fill(undefined);
  #head = 0;
  length = 0;

  get first(): T | undefined {
    return this.length === 0 ? undefined : this.#ring[this.#head];
  }

  push(item: T): void {
    if (this.length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.length) & (this.#ring.length - 1)] = item;
    this.length += 1;
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length -= 1;
    return item;
  }

  /** Slow: walks through everything. @returns false when it was not there */
  remove(item: T): boolean {
    const kept = this.drain();
    const at = kept.indexOf(item);
    if (at >= 0) kept.splice(at, 1);
    for (const other of kept) this.push(other);
    return at >= 0;
  }

  find(wanted: (item: T) => boolean): T | undefined {
    for (let at = 0; at < this.length; at += 1) {
      const item = this.#ring[(this.#head + at) & (this.#ring.length - 1)];
      if (item !== undefined && wanted(item)) return item;
    }
    return undefined;
  }

  /** Takes everything out, in order. */
  drain(): T[] {
    const all: T[] = [];
    for (let item = this.shift(); item !== undefined; item = this.shift()) all.push(item);
    return all;
  }

  #grow(): void {
    const items = this.#ring.slice(this.#head).concat(this.#ring.slice(0, this.#head));
    this.#head = 0;
    this.#ring = items.concat(new Array(items.length).fill(undefined));
  }
}
