import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Ipv4 } from '../wire/address.ts';
import { leastMtu } from './fragments.ts';

/** After that the full size is tried again. RFC 1191 §6.3 says 10 min. ns */
const pathMtuTime = 600 * second;
/** Destinations that are remembered; the oldest makes room. */
const mostPaths = 1024;
/** Sizes worth trying where a router does not say. RFC 1191 §7.1. */
const plateaus = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, leastMtu];

/** What was learned about the narrowest link on the way to a destination. RFC 1191. */
export class PathMtuCache {
  readonly #world: World;
  readonly #paths = new Map<Ipv4, { readonly mtu: number; readonly until: number }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @returns `ceiling`, or less where less was learned; bytes */
  to(destination: Ipv4, ceiling: number): number {
    if (this.#paths.size === 0) return ceiling;
    const path = this.#paths.get(destination);
    if (path === undefined) return ceiling;
    if (path.until > this.#world.clock.now) return Math.min(path.mtu, ceiling);
    this.#paths.delete(destination);
    return ceiling;
  }

  /**
   * @param said by the router; 0 from one that does not know RFC 1191
   * @param sent the length of the packet that was too big
   * @returns what holds from now on, or null when the message cannot be believed: it must be less than what we sent
   */
  learn(destination: Ipv4, said: number, sent: number): number | null {
    const mtu = said === 0 ? (plateaus.find((size) => size < sent) ?? leastMtu) : Math.max(said, leastMtu);
    if (mtu >= sent) return null;
    const before = this.#paths.get(destination);
    if (before && before.mtu < mtu && before.until > this.#world.clock.now) return null;
    this.#paths.delete(destination);
    if (this.#paths.size >= mostPaths) {
      const oldest = this.#paths.keys().next();
      if (!oldest.done) this.#paths.delete(oldest.value);
    }
    this.#paths.set(destination, { mtu, until: this.#world.clock.now + pathMtuTime });
    return mtu;
  }

  clear(): void {
    this.#paths.clear();
  }
}
