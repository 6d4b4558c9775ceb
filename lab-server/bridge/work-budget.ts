/**
 * How much work one page may cause: a bucket that may go into debt, so that what has already arrived is still done and
 * the page is then not read until the debt is paid. Slowing at the source loses nothing; dropping would.
 */
export class WorkBudget {
  readonly #perMs: number;
  readonly #burst: number;
  #units: number;
  #at: number;

  /** @param now milliseconds that only go forward */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#units = burst;
    this.#at = now;
  }

  /** @returns for how many ms the page should not be read; 0 while it is within its means. */
  spend(units: number, now: number): number {
    this.#units = Math.min(this.#burst, this.#units + (now - this.#at) * this.#perMs) - units;
    this.#at = now;
    return this.#units >= 0 ? 0 : Math.ceil(-this.#units / this.#perMs);
  }
}
