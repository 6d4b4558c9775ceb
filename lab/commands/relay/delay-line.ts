import type { RelayRules } from '../../evidence/event.ts';
import type { WireClock } from './wire-clock.ts';

interface Item<T> {
  readonly what: T;
  readonly bytes: number;
  /** When it came to the wire or, for one that travels, when it arrives; by the wire's clock. */
  readonly at: number;
}

/**
 * One direction of a wire: an item waits its turn, takes its bytes' time to be put on the wire (bytes × 8 ÷ rate),
 * travels for the delay, and is handed over; in order. Every time is counted from when an item came and not from when
 * a timer was kept, so a timer that is late makes nothing late that comes after it.
 */
export class DelayLine<T> {
  readonly #clock: WireClock;
  readonly #rules: () => RelayRules;
  readonly #deliver: (what: T) => Promise<boolean> | boolean;
  readonly #queue: Item<T>[] = [];
  readonly #travelling: Item<T>[] = [];
  /** When the last byte so far is on the wire. */
  #free = 0;
  #waiting = 0;
  #held = 0;
  #over = false;
  #came = (): void => {};
  #left = (): void => {};
  #room = (): void => {};

  /** @param deliver hands an item over. @returns whether more may come after it */
  constructor(clock: WireClock, rules: () => RelayRules, deliver: (what: T) => Promise<boolean> | boolean) {
    this.#clock = clock;
    this.#rules = rules;
    this.#deliver = deliver;
  }

  /** Bytes that came and are not handed over yet. */
  get held(): number {
    return this.#held;
  }

  /** Bytes of them that are not on the wire yet, because others are before them. */
  get waiting(): number {
    return this.#waiting;
  }

  push(what: T, bytes: number): void {
    this.#queue.push({ what, bytes, at: this.#clock.now });
    this.#held += bytes;
    this.#waiting += bytes;
    this.#came();
  }

  /** Resolves when the next item has been handed over. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      this.#room = resolve;
    });
  }

  /** Hands over, until the last one, or the wire ends, or `deliver` throws. */
  async run(): Promise<void> {
    await Promise.all([this.#putOn(), this.#takeOff()]);
  }

  /** The wire is gone: nobody waits any more. */
  stop(): void {
    this.#over = true;
    this.#came();
    this.#left();
    this.#room();
  }

  get #ends(): boolean {
    return this.#over || this.#clock.ended;
  }

  async #putOn(): Promise<void> {
    while (!this.#ends) {
      const next = this.#queue.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          this.#came = resolve;
        });
        continue;
      }
      const { bitsPerSecond, delayMs } = this.#rules();
      const start = Math.max(this.#free, next.at);
      this.#free = start + (bitsPerSecond === null ? 0 : (next.bytes * 8_000) / bitsPerSecond);
      await this.#clock.until(this.#free);
      this.#waiting -= next.bytes;
      this.#travelling.push({ ...next, at: this.#free + delayMs });
      this.#left();
    }
  }

  async #takeOff(): Promise<void> {
    while (!this.#ends) {
      const next = this.#travelling.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          this.#left = resolve;
        });
        continue;
      }
      await this.#clock.until(next.at);
      if (this.#ends) return;
      const more = await this.#deliver(next.what);
      this.#held -= next.bytes;
      this.#room();
      if (!more) this.stop();
    }
  }
}
