import type { BridgeLimits } from '../config.ts';
import type { Outbox } from './outbox.ts';
import type { PageReach } from './page-reach.ts';

/** What every socket of a session needs of it. */
export interface Desk {
  readonly outbox: Outbox;
  readonly limits: BridgeLimits;
  readonly unsent: Gauge;
  readonly reach: PageReach;
}

/** Counts something that several sessions share, up to a mark; `whole` counts it once more for all of them. */
export class Gauge {
  readonly #most: number;
  readonly #whole: Gauge | undefined;
  #value = 0;

  constructor(most: number, whole?: Gauge) {
    this.#most = most;
    this.#whole = whole;
  }

  /** @returns false, and adds nothing, if that would pass the mark. */
  add(amount: number): boolean {
    if (this.#value + amount > this.#most || this.#whole?.add(amount) === false) return false;
    this.#value += amount;
    return true;
  }

  remove(amount: number): void {
    this.#value -= amount;
    this.#whole?.remove(amount);
  }

  get full(): boolean {
    return this.#value >= this.#most;
  }

  get value(): number {
    return this.#value;
  }
}
