import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Ipv4 } from '../wire/address.ts';

/** RFC 1812 §4.3.2.8 asks for a limit; so many at once, then one a second, to each destination (as Linux does). */
export const errorBurst = 6;
export const errorEvery = second;
/** Destinations that are remembered; the oldest makes room. */
const mostDestinations = 1024;

/** A bucket for every host that gets errors from us. */
export class IcmpRate {
  readonly #world: World;
  readonly #spent = new Map<Ipv4, { tokens: number; at: number }>();
  /** Errors to one host at once, and ns for the next one. */
  burst = errorBurst;
  every = errorEvery;

  constructor(world: World) {
    this.#world = world;
  }

  allows(destination: Ipv4): boolean {
    const { now } = this.#world.clock;
    let bucket = this.#spent.get(destination);
    if (!bucket) {
      if (this.#spent.size >= mostDestinations) {
        const oldest = this.#spent.keys().next();
        if (!oldest.done) this.#spent.delete(oldest.value);
      }
      bucket = { tokens: this.burst, at: now };
      this.#spent.set(destination, bucket);
    }
    bucket.tokens = Math.min(this.burst, bucket.tokens + (now - bucket.at) / this.every);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
