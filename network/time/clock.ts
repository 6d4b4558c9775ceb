/**
 * Virtual time: integer nanoseconds since the network was built (2^53 ns are 104 days). Nothing below `lab/` knows any
 * other time. Events at the same moment run in the order in which they were scheduled, so a run can be repeated exactly.
 */
export interface Timer {
  /** When it will run, ns; -1 once it ran or was cancelled. */
  readonly at: number;
  cancel(): void;
}

class Entry implements Timer {
  at: number;
  readonly order: number;
  run: (() => void) | null;
  constructor(at: number, order: number, run: () => void) {
    this.at = at;
    this.order = order;
    this.run = run;
  }
  cancel(): void {
    this.at = -1;
    this.run = null;
  }
}

/** A binary heap of what is still to come. A cancelled entry stays in the heap until its turn and is then skipped. */
export class Clock {
  #now = 0;
  #order = 0;
  #ran = 0;
  readonly #heap: { key: number; entry: Entry }[] = [];

  /** ns */
  get now(): number {
    return this.#now;
  }

  /** Events that have run so far. */
  get ran(): number {
    return this.#ran;
  }

  /** @param time ns; a moment that has passed means now */
  at(time: number, run: () => void): Timer {
    const entry = new Entry(Math.max(this.#now, Math.round(time)), this.#order++, run);
    this.#push({ key: entry.at, entry });
    return entry;
  }

  /** @param delay ns */
  after(delay: number, run: () => void): Timer {
    return this.at(this.#now + delay, run);
  }

  /** When the next event is due, ns; null when nothing is to come. */
  get next(): number | null {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (top.entry.run) return top.key;
      this.#pop();
    }
    return null;
  }

  /** Runs the next event. @returns false when there was none */
  step(): boolean {
    if (this.next === null) return false;
    const top = this.#pop();
    const run = top?.entry.run;
    if (!top || !run) return false;
    this.#now = top.key;
    top.entry.cancel();
    this.#ran += 1;
    run();
    return true;
  }

  /** Runs everything that is due up to and including `time` (ns), and then it is `time`. */
  runUntil(time: number): void {
    for (let next = this.next; next !== null && next <= time; next = this.next) this.step();
    this.#now = Math.max(this.#now, time);
  }

  #push(item: { key: number; entry: Entry }): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (!parent || !isBefore(item, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = item;
  }

  #pop(): { key: number; entry: Entry } | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      let child = heap[down];
      if (!child) break;
      const right = heap[down + 1];
      if (right && isBefore(right, child)) {
        down += 1;
        child = right;
      }
      if (!isBefore(child, last)) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = last;
    return top;
  }
}

const isBefore = (a: { key: number; entry: Entry }, b: { key: number; entry: Entry }): boolean =>
  a.key < b.key || (a.key === b.key && a.entry.order < b.entry.order);

/** ns in a millisecond, a second. */
export const millisecond = 1_000_000;
export const second = 1_000_000_000;
