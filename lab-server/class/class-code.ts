import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { addressGroup } from '../../lab/services/address-group.ts';
import { TokenBucket } from '../../lab/services/token-bucket.ts';
import type { ClassLimits } from '../config.ts';

/** `open`, `wrong`, or in how many ms another try will be looked at. */
export type CodeVerdict = 'open' | 'wrong' | { readonly waitMs: number };

/**
 * The short code that a teacher reads aloud. A try is only looked at while its address, and all addresses together, have
 * tries left; a right one costs none, so a class behind one address comes in at once. What is over the measure is not
 * compared, so its answer tells nothing about the code.
 */
export class ClassCode {
  readonly #now: () => number;
  readonly #limits: ClassLimits;
  readonly #all: TokenBucket;
  readonly #perAddress = new Map<string, TokenBucket>();
  readonly #key = randomBytes(32);
  #code: string;
  #wrong = 0;

  /** @param now milliseconds that only go forward; @param code for tests */
  constructor(now: () => number, limits: ClassLimits, code = freshCode()) {
    this.#now = now;
    this.#limits = limits;
    this.#all = new TokenBucket(limits.codeTriesPerSecond, limits.codeTries, now());
    this.#code = code;
  }

  /** Six digits. */
  get text(): string {
    return this.#code;
  }

  /** Wrong tries since the start. */
  get wrong(): number {
    return this.#wrong;
  }

  renew(): void {
    const before = this.#code;
    while (this.#code === before) this.#code = freshCode();
  }

  /** @param word as it was typed: spaces and dashes do not count */
  judge(word: string, address: string): CodeVerdict {
    const now = this.#now();
    const mine = this.#bucketOf(address, now);
    const { codeTriesPerSecond, codeTriesPerSecondAndAddress } = this.#limits;
    if (!mine.take(now)) return { waitMs: Math.ceil(1_000 / codeTriesPerSecondAndAddress) };
    if (!this.#all.take(now)) return { waitMs: Math.ceil(1_000 / codeTriesPerSecond) };
    if (this.#equals(word.replace(/[\s-]/g, ''))) {
      mine.giveBack();
      this.#all.giveBack();
      return 'open';
    }
    this.#wrong += 1;
    return 'wrong';
  }

  /** In constant time, whatever the length of the word: two digests are compared. */
  #equals(word: string): boolean {
    const digest = (text: string): Buffer => createHmac('sha256', this.#key).update(text).digest();
    return timingSafeEqual(digest(word), digest(this.#code));
  }

  #bucketOf(address: string, now: number): TokenBucket {
    const group = addressGroup(address);
    const { codeTriesPerSecondAndAddress, codeTriesPerAddress, codeAddresses } = this.#limits;
    const bucket =
      this.#perAddress.get(group) ?? new TokenBucket(codeTriesPerSecondAndAddress, codeTriesPerAddress, now);
    this.#perAddress.delete(group);
    this.#perAddress.set(group, bucket);
    if (this.#perAddress.size > codeAddresses) {
      const [oldest] = this.#perAddress.keys();
      if (oldest !== undefined) this.#perAddress.delete(oldest);
    }
    return bucket;
  }
}

const freshCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
