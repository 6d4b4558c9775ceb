import type { NetworkEvent } from '../../network/trace/event.ts';

/** How many events happened up to and including `until` (ns). The log is in the order of `at`. */
export function countUntil(events: readonly NetworkEvent[], until: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How a state grows out of events, one after the other. `apply` writes into the state; `copy` makes one of its own. */
export interface Growth<State> {
  start(): State;
  apply(state: State, event: NetworkEvent, index: number): void;
  copy(state: State): State;
}

/** Every so many events a copy is kept, so that going back costs at most so many events. */
const stride = 4096;

/**
 * The state after any number of events of one growing log. Going forward reads only what is new; going back starts from
 * the nearest kept copy. A log that is not the one read so far is noticed and read afresh.
 */
export class Fold<State> {
  readonly #growth: Growth<State>;
  #kept: { readonly count: number; readonly state: State }[] = [];
  #state: State;
  #count = 0;
  #last: NetworkEvent | undefined;
  #first: NetworkEvent | undefined;

  constructor(growth: Growth<State>) {
    this.#growth = growth;
    this.#state = growth.start();
  }

  /** @returns the state itself, valid until the next call: read it, do not keep it */
  after(events: readonly NetworkEvent[], count: number): State {
    const sameLog =
      events[0] === this.#first && (events.length < this.#count || events[this.#count - 1] === this.#last);
    if (this.#count > 0 && !sameLog) this.#forget();
    if (count < this.#count) this.#back(events, count);
    this.#first = events[0];
    while (this.#count < count) {
      const event = events[this.#count];
      if (!event) break;
      this.#growth.apply(this.#state, event, this.#count);
      this.#count += 1;
      this.#last = event;
      const newest = this.#kept.at(-1)?.count ?? 0;
      if (this.#count - newest >= stride)
        this.#kept.push({ count: this.#count, state: this.#growth.copy(this.#state) });
    }
    return this.#state;
  }

  #back(events: readonly NetworkEvent[], count: number): void {
    const from = this.#kept.findLast((one) => one.count <= count);
    this.#state = from ? this.#growth.copy(from.state) : this.#growth.start();
    this.#count = from?.count ?? 0;
    this.#last = events[this.#count - 1];
  }

  #forget(): void {
    this.#kept = [];
    this.#state = this.#growth.start();
    this.#count = 0;
  }
}
