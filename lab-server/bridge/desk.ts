import type { BridgeLimits } from '../config.ts';
import type { Outbox } from './outbox.ts';

/** What every socket of a session needs of it. */
export interface Desk {
  readonly outbox: Outbox;
  readonly limits: BridgeLimits;
  readonly unsent: Gauge;
}

/** Counts something that all sessions share, up to a mark. */
export class Gauge {
  readonly #most: number;
  #value = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns false, and adds nothing, if that would pass the mark. */
  add(amount: number): boolean {
    if (this.#value + amount > this.#most) return false;
    this.#value += amount;
    return true;
  }

  remove(amount: number): void {
    this.#value -= amount;
  }

  get value(): number {
    return this.#value;
  }
}
