import type { Reading } from './reading.ts';

/** ms after which a reading is of no use to whoever watches: the next ten are there already. */
export const IN_TIME_MS = 200;
/** Marks in a row: at fifty readings a second, one second. */
const ROW = 50;

export type Fate = 'in time' | 'late' | 'missing';
const marks: Readonly<Record<Fate, string>> = { 'in time': '#', late: '~', missing: '.' };

/** What became of the readings of one run. */
export class ReadingTally {
  readonly #fates = new Map<number, Fate>();
  #of = 0;
  #latest: number | null = null;
  #silence = 0;

  /** @param now ms on the collector's clock, which is the sender's too */
  add({ number, of, at }: Reading, now: number): void {
    this.#of = Math.max(this.#of, of);
    if (this.#latest !== null) this.#silence = Math.max(this.#silence, now - this.#latest);
    this.#latest = now;
    if (!this.#fates.has(number)) this.#fates.set(number, now - at <= IN_TIME_MS ? 'in time' : 'late');
  }

  /** How many there should have been. */
  get of(): number {
    return this.#of;
  }

  /** The longest time between two arrivals, ms. */
  get silence(): number {
    return this.#silence;
  }

  count(fate: Fate): number {
    if (fate === 'missing') return this.#of - this.#fates.size;
    return [...this.#fates.values()].filter((each) => each === fate).length;
  }

  /** A mark for each reading, in the order in which they were taken. */
  get rows(): readonly string[] {
    const all = Array.from({ length: this.#of }, (_, at) => marks[this.#fates.get(at + 1) ?? 'missing']).join('');
    return all.match(new RegExp(`.{1,${ROW}}`, 'g')) ?? [];
  }
}
