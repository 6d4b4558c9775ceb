import { createHash, randomBytes } from 'node:crypto';
import type { Seat, Whereabouts } from '../bridge/seat.ts';
import type { ClassLimits } from '../config.ts';
import { SeatLoopback } from './seat-loopback.ts';

/** A seat and what the teacher may know of it. No name, no address; it lives in memory only. */
export class ClassSeat implements Seat {
  readonly number: number;
  readonly loopback: SeatLoopback;
  muted = false;
  where: Whereabouts | null = null;
  /** When a request last came from it, in ms of the class's clock. */
  seenAt: number;
  readonly #changed: () => void;

  constructor(number: number, loopback: SeatLoopback, seenAt: number, changed: () => void) {
    this.number = number;
    this.loopback = loopback;
    this.seenAt = seenAt;
    this.#changed = changed;
  }

  tell(where: Whereabouts | null): void {
    this.where = where;
    this.#changed();
  }
}

export interface SeatsOptions {
  readonly limits: ClassLimits;
  /** Whether the system has a loopback address for each seat. */
  readonly ownLoopbacks: boolean;
  /** Milliseconds that only go forward. */
  now(): number;
  /** Whether a page of the seat is connected. */
  isOccupied(seat: ClassSeat): boolean;
  changed(): void;
}

/** Who sits where. A browser shows a random token to come back to its seat; we keep only the token's hash. */
export class Seats {
  readonly #options: SeatsOptions;
  readonly #byToken = new Map<string, ClassSeat>();

  constructor(options: SeatsOptions) {
    this.#options = options;
  }

  /** In the order of their numbers. */
  get all(): readonly ClassSeat[] {
    return [...this.#byToken.values()].sort((a, b) => a.number - b.number);
  }

  at(number: number): ClassSeat | null {
    for (const seat of this.#byToken.values()) if (seat.number === number) return seat;
    return null;
  }

  /** The lowest free seat and the token that opens it again; null when somebody sits at each. */
  take(): { readonly seat: ClassSeat; readonly token: string } | null {
    const number = this.#freeNumber();
    if (number === null) return null;
    const token = randomBytes(32).toString('base64url');
    const { now, ownLoopbacks, changed } = this.#options;
    const seat = new ClassSeat(number, new SeatLoopback(ownLoopbacks ? number : null), now(), changed);
    this.#byToken.set(hashOf(token), seat);
    changed();
    return { seat, token };
  }

  /** The seat that a token opens. */
  of(token: string): ClassSeat | null {
    const seat = this.#byToken.get(hashOf(token)) ?? null;
    if (seat) seat.seenAt = this.#options.now();
    return seat;
  }

  remove(seat: ClassSeat): void {
    for (const [hash, each] of this.#byToken) if (each === seat) this.#byToken.delete(hash);
    this.#options.changed();
  }

  /** Forgets the seats at which nobody sits, and what the others told. */
  clear(): void {
    for (const seat of this.all) {
      if (this.#options.isOccupied(seat)) seat.where = null;
      else this.remove(seat);
    }
    this.#options.changed();
  }

  #freeNumber(): number | null {
    const { seats } = this.#options.limits;
    const taken = new Set(this.all.map(({ number }) => number));
    for (let number = 1; number <= seats; number += 1) if (!taken.has(number)) return number;
    return this.#forsaken();
  }

  /** The seat whose browser has been away longest, if it was long enough. */
  #forsaken(): number | null {
    const { now, limits, isOccupied } = this.#options;
    const away = this.all.filter((seat) => !isOccupied(seat) && now() - seat.seenAt > limits.awayMs);
    const longest = away.sort((a, b) => a.seenAt - b.seenAt)[0];
    if (longest === undefined) return null;
    this.remove(longest);
    return longest.number;
  }
}

/** A look-up by the hash takes no longer for a token that is nearly right. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
