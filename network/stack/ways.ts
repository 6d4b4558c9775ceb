import type { Ipv4 } from '../wire/address.ts';
import { maskOf } from '../wire/address.ts';
import type { NetworkInterface } from './interface.ts';
import type { RouteTable } from './routes.ts';

/** Where a packet to some destination leaves, and what it looks like there. */
export interface Way {
  /** `broadcast` and `multicast` go to everyone or a group on that cable, `local` never leaves. */
  readonly kind: 'unicast' | 'broadcast' | 'multicast' | 'local';
  readonly out: NetworkInterface;
  /** Whose MAC address the frame carries: the destination itself or a router. */
  readonly nextHop: Ipv4;
  /** What a packet of ours carries as its source; 0 where we have no address at all. RFC 1122 §3.3.4.3. */
  readonly source: Ipv4;
}

/** 255.255.255.255, RFC 919 §7. */
export const limitedBroadcast: Ipv4 = 0xffff_ffff;
export const isMulticast = (address: Ipv4): boolean => address >>> 28 === 14;
export const isLoopback = (address: Ipv4): boolean => address >>> 24 === 127;
/** 0.0.0.0/8, 127.0.0.0/8, 240.0.0.0/4 and groups: no single host on a network. RFC 1122 §3.2.1.3. */
export const isNobody = (address: Ipv4): boolean => address >>> 24 === 0 || isLoopback(address) || address >>> 28 >= 14;

/** Destinations whose way is remembered until something changes. */
const mostRemembered = 1024;

/** Answers for every destination: is it us, everyone, a group, or which way out? RFC 1122 §3.3.1. */
export class Ways {
  readonly #interfaces: ReadonlyMap<string, NetworkInterface>;
  readonly #routes: RouteTable;
  readonly #local = new Map<Ipv4, NetworkInterface>();
  readonly #broadcasts = new Map<Ipv4, NetworkInterface>();
  readonly #remembered = new Map<Ipv4, Way | null>();

  constructor(interfaces: ReadonlyMap<string, NetworkInterface>, routes: RouteTable) {
    this.#interfaces = interfaces;
    this.#routes = routes;
    routes.onChange(() => this.#remembered.clear());
  }

  /** To be called when addresses or interfaces changed. */
  refresh(): void {
    this.#remembered.clear();
    this.#local.clear();
    this.#broadcasts.clear();
    for (const one of this.#interfaces.values()) {
      if (!one.up) continue;
      for (const { address, prefixLength } of one.addresses) {
        this.#local.set(address, one);
        if (prefixLength >= 31) continue;
        this.#broadcasts.set((address | ~maskOf(prefixLength)) >>> 0, one);
        // All zeros was a broadcast before RFC 1122 §3.3.6, and is still taken for one.
        this.#broadcasts.set((address & maskOf(prefixLength)) >>> 0, one);
      }
    }
  }

  isLocal(address: Ipv4): boolean {
    return this.#local.has(address) || isLoopback(address);
  }

  /** The interface on whose network this address means everyone; undefined when it means no such thing. */
  broadcastOn(address: Ipv4): NetworkInterface | undefined {
    return this.#broadcasts.get(address);
  }

  isBroadcast(address: Ipv4): boolean {
    return address === limitedBroadcast || this.#broadcasts.has(address);
  }

  to(destination: Ipv4): Way | null {
    const known = this.#remembered.get(destination);
    if (known !== undefined) return known;
    const way = this.#find(destination);
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(destination, way);
    return way;
  }

  /** Out of this interface, whatever the routes say of others. */
  outOf(out: NetworkInterface, destination: Ipv4): Way | null {
    if (!out.up) return null;
    const source = out.addresses[0]?.address ?? 0;
    if (destination === limitedBroadcast || this.#broadcasts.get(destination) === out)
      return { kind: 'broadcast', out, nextHop: destination, source: out.addressTowards(destination) };
    if (isMulticast(destination)) return { kind: 'multicast', out, nextHop: destination, source };
    const nextHop = this.#routes.lookup(destination, out.label)?.via ?? destination;
    return { kind: 'unicast', out, nextHop, source: out.addressTowards(nextHop) };
  }

  #find(destination: Ipv4): Way | null {
    const lo = this.#interfaces.get('lo');
    if (lo?.up && this.isLocal(destination)) {
      return { kind: 'local', out: lo, nextHop: destination, source: destination };
    }
    const everyone = this.#broadcasts.get(destination);
    if (everyone) return this.outOf(everyone, destination);
    const route = this.#routes.lookup(destination);
    const out = route ? this.#interfaces.get(route.interface) : undefined;
    if (destination === limitedBroadcast || isMulticast(destination)) {
      const chosen = out ?? this.#firstWithAddress();
      return chosen ? this.outOf(chosen, destination) : null;
    }
    if (!route || !out) return null;
    const nextHop = route.via ?? destination;
    return { kind: 'unicast', out, nextHop, source: out.addressTowards(nextHop) || this.#anyAddress() };
  }

  #firstWithAddress(): NetworkInterface | undefined {
    for (const one of this.#interfaces.values()) if (!one.isLoopback && one.up && one.addresses.length > 0) return one;
    return undefined;
  }

  #anyAddress(): Ipv4 {
    return this.#firstWithAddress()?.addresses[0]?.address ?? 0;
  }
}
