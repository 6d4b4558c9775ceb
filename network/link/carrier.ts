/** A time in which a station hears others, ns; `until` is Infinity while the end is not known. */
interface Period {
  readonly from: number;
  until: number;
}

/** What a station at the end of a segment hears of the hub: the same as the hub says, `delay` later. */
export class Carrier {
  readonly #delay: () => number;
  #periods: Period[] = [];

  constructor(delay: () => number) {
    this.#delay = delay;
  }

  /** The hub begins to send towards this station; nothing if it already does. */
  begin(atHub: number): void {
    if (this.#periods.at(-1)?.until === Number.POSITIVE_INFINITY) return;
    this.#periods.push({ from: atHub + this.#delay(), until: Number.POSITIVE_INFINITY });
    // What ended before the one before last can no longer be the latest to have ended at a moment that is asked for.
    if (this.#periods.length > 3) this.#periods.shift();
  }

  end(atHub: number): void {
    const last = this.#periods.at(-1);
    if (last?.until === Number.POSITIVE_INFINITY) last.until = atHub + this.#delay();
  }

  heardAt(time: number): Readonly<Period> | null {
    return this.#periods.find((period) => period.from <= time && time < period.until) ?? null;
  }

  /** When the latest period that is over by `time` ended; -Infinity if there was none. */
  lastEnd(time: number): number {
    let latest = Number.NEGATIVE_INFINITY;
    for (const { until } of this.#periods) if (until <= time && until > latest) latest = until;
    return latest;
  }
}
