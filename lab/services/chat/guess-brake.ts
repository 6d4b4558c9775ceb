import { addressGroup } from '../address-group.ts';

export interface GuessLimits {
  /** Wrong passwords from one address before answers slow down. A class mistypes, too. */
  readonly freeGuesses: number;
  /** What each further wrong one adds to the wait. Milliseconds. */
  readonly stepMs: number;
  /** The longest wait: it also meets an honest neighbour behind the same address. Milliseconds. */
  readonly longestMs: number;
  /** One wrong password is forgotten in this time. Milliseconds. */
  readonly forgetMs: number;
  /** Addresses remembered. */
  readonly addresses: number;
}

export const guessLimits: GuessLimits = {
  freeGuesses: 10,
  stepMs: 100,
  longestMs: 2_000,
  forgetMs: 1_000,
  addresses: 10_000,
};

interface Guesses {
  wrong: number;
  at: number;
}

/**
 * How long an address waits for the answer to a password. Right and wrong wait alike: if only the NO came late,
 * a guesser would hang up after a moment without an OK and try the next word. Nobody else waits, nothing blocks.
 */
export class GuessBrake {
  readonly #limits: GuessLimits;
  readonly #now: () => number;
  readonly #guesses = new Map<string, Guesses>();
  readonly #groupOf: (address: string) => string;

  /**
   * @param now milliseconds that only go forward
   * @param groupOf who counts as one guesser
   */
  constructor(now: () => number, limits: GuessLimits = guessLimits, groupOf = addressGroup) {
    this.#now = now;
    this.#limits = limits;
    this.#groupOf = groupOf;
  }

  /** @returns milliseconds to wait before the next answer to this address */
  delay(address: string): number {
    const guesses = this.#guesses.get(this.#groupOf(address));
    if (guesses === undefined) return 0;
    const over = this.#remembered(guesses) - this.#limits.freeGuesses;
    return over <= 0 ? 0 : Math.min(this.#limits.longestMs, Math.ceil(over * this.#limits.stepMs));
  }

  /** Counts a wrong password. */
  wrong(address: string): void {
    const group = this.#groupOf(address);
    const guesses = this.#guesses.get(group);
    // More wrong ones than the longest wait needs are not counted, so that the brake lets go soon after the last one.
    const most = this.#limits.freeGuesses + this.#limits.longestMs / this.#limits.stepMs;
    const wrong = guesses === undefined ? 1 : Math.min(most, this.#remembered(guesses) + 1);
    this.#guesses.delete(group);
    this.#guesses.set(group, { wrong, at: this.#now() });
    if (this.#guesses.size > this.#limits.addresses) this.#forgetOldest();
  }

  #remembered(guesses: Guesses): number {
    return Math.max(0, guesses.wrong - (this.#now() - guesses.at) / this.#limits.forgetMs);
  }

  #forgetOldest(): void {
    const [oldest] = this.#guesses.keys();
    if (oldest !== undefined) this.#guesses.delete(oldest);
  }
}
