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
  readonly key: number;
  readonly order: number;
  run: (() => void) | null;
  readonly #clock: Clock;

  constructor(clock: Clock, key: number, order: number, run: () => void) {
    this.#clock = clock;
    this.key = key;
    this.order = order;
    this.run = run;
  }

  get at(): number {
    return this.run ? this.key : -1;
  }

  cancel(): void {
    if (!this.run) return;
    this.run = null;
    this.#clock.cancelled();
  }
}

/** Fewer cancelled entries than this are never worth sweeping up. */
const sweepFrom = 256;

/** A binary heap of what is still to come. A cancelled entry stays until its turn, or until half of the heap is such. */
export class Clock {
  #now = 0;
  #order = 0;
  #ran = 0;
  #dead = 0;
  #heap: Entry[] = [];

  /** ns */
  get now(): number {
    return this.#now;
  }

  /** Events that have run so far. */
  get ran(): number {
    return this.#ran;
  }

  /** Entries in the heap, cancelled ones included. */
  get waiting(): number {
    return this.#heap.length;
  }

  /**
   * @param time ns; a moment that has passed means now
   * @throws RangeError for a time that is no number: it would put the heap out of order
   */
  at(time: number, run: () => void): Timer {
    const key = time <= this.#now ? this.#now : Math.round(time);
    if (!(key < Number.POSITIVE_INFINITY)) throw new RangeError(`Nothing can be scheduled at ${time} ns.`);
    const entry = new Entry(this, key, this.#order++, run);
    this.#push(entry);
    return entry;
  }

  /** @param delay ns */
  after(delay: number, run: () => void): Timer {
    return this.at(this.#now + delay, run);
  }

  /** When the next event is due, ns; null when nothing is to come. */
  get next(): number | null {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (top.run) return top.key;
      this.#pop();
      this.#dead -= 1;
    }
    return null;
  }

  /** Runs the next event. @returns false when there was none */
  step(): boolean {
    if (this.next === null) return false;
    const top = this.#pop();
    const run = top?.run;
    if (!top || !run) return false;
    this.#now = top.key;
    top.run = null;
    this.#ran += 1;
    run();
    return true;
  }

  /** Runs everything that is due up to and including `time` (ns), and then it is `time`. */
  runUntil(time: number): void {
    for (let next = this.next; next !== null && next <= time; next = this.next) this.step();
    this.#now = Math.max(this.#now, time);
  }

  /** For timers: one more entry in the heap will never run. */
  cancelled(): void {
    this.#dead += 1;
    if (this.#dead < sweepFrom || this.#dead * 2 < this.#heap.length) return;
    const alive = this.#heap.filter((entry) => entry.run);
    // What is sorted is a heap too.
    this.#heap = alive.sort((a, b) => a.key - b.key || a.order - b.order);
    this.#dead = 0;
  }

  #push(item: Entry): void {
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

  #pop(): Entry | undefined {
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

const isBefore = (a: Entry, b: Entry): boolean => a.key < b.key || (a.key === b.key && a.order < b.order);

/** ns in a millisecond, a second. */
export const millisecond = 1_000_000;
export const second = 1_000_000_000;
