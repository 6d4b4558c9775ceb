import type { World } from '../link/world.ts';
import { type Ipv4, ipv4Text, maskOf } from '../wire/address.ts';
import { isWithin } from './interface.ts';

/** Who says so. `connected` follows from an address; `redirect` is a host route learned from ICMP (RFC 1122 §3.3.1.2). */
export type RouteSource = 'connected' | 'static' | 'dhcp' | 'rip' | 'redirect';

export interface Route {
  readonly prefix: Ipv4;
  readonly prefixLength: number;
  /** The next router; null where the destination itself is the neighbour. */
  readonly via: Ipv4 | null;
  readonly interface: string;
  /** Between routes of one source to one prefix the smallest counts. For RIP: hops. */
  readonly metric: number;
  readonly source: RouteSource;
}

/** Whom to believe about one and the same prefix: the order is usual, the numbers are only an order. RFC 1812 §5.2.4. */
const distance: Record<RouteSource, number> = { connected: 0, redirect: 1, static: 2, dhcp: 3, rip: 4 };

/** Routes by prefix: the longest that fits wins. RFC 1812 §5.2.4.3. */
export class RouteTable {
  readonly #world: World;
  readonly #device: string;
  readonly #isUsable: (interfaceLabel: string) => boolean;
  #routes: readonly Route[] = [];
  readonly #listeners: (() => void)[] = [];

  /** @param isUsable routes out of other interfaces stay in the table, and nobody takes them */
  constructor(world: World, device: string, isUsable: (interfaceLabel: string) => boolean = () => true) {
    this.#world = world;
    this.#device = device;
    this.#isUsable = isUsable;
  }

  /** In the order in which they are tried. */
  get list(): readonly Route[] {
    return this.#routes;
  }

  /** Adds it, or puts it in place of the one with the same prefix, source and metric. */
  add(route: Route): void {
    const prefix = (route.prefix & maskOf(route.prefixLength)) >>> 0;
    const added = prefix === route.prefix ? route : { ...route, prefix };
    const same = this.#routes.find((other) => isSame(other, added));
    if (same && same.via === added.via && same.interface === added.interface) return;
    this.#routes = [...this.#routes.filter((other) => other !== same), added].sort(inOrder);
    this.#changed(added, same ? 'changed' : 'added');
  }

  /** Puts this one in place of all others to its prefix from its source, whatever their metric. */
  replace(route: Route): void {
    const prefix = (route.prefix & maskOf(route.prefixLength)) >>> 0;
    const before = this.#routes.find(
      (other) => other.prefix === prefix && other.prefixLength === route.prefixLength && other.source === route.source,
    );
    if (!before || isSame(before, { ...route, prefix })) return this.add(route);
    const replaced = { ...route, prefix };
    this.#routes = [...this.#routes.filter((other) => other !== before), replaced].sort(inOrder);
    this.#changed(replaced, 'changed');
  }

  /** @returns how many there were */
  remove(wanted: Partial<Route>): number {
    const going = this.#routes.filter((route) => matches(route, wanted));
    if (going.length === 0) return 0;
    this.#routes = this.#routes.filter((route) => !going.includes(route));
    for (const route of going) this.#changed(route, 'removed');
    return going.length;
  }

  /** @param out only routes out of this interface */
  lookup(destination: Ipv4, out?: string): Route | null {
    for (const route of this.#routes) {
      if (!isWithin(destination, route.prefix, route.prefixLength)) continue;
      if (out !== undefined && route.interface !== out) continue;
      if (this.#isUsable(route.interface)) return route;
    }
    return null;
  }

  /** Called after every change. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #changed(route: Route, how: 'added' | 'removed' | 'changed'): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'route.changed',
      device: this.#device,
      prefix: `${ipv4Text(route.prefix)}/${route.prefixLength}`,
      via: route.via === null ? null : ipv4Text(route.via),
      interface: route.interface,
      metric: route.metric,
      source: route.source,
      how,
    });
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (a: Route, b: Route): boolean =>
  a.prefix === b.prefix &&
  a.prefixLength === b.prefixLength &&
  a.source === b.source &&
  a.metric === b.metric &&
  (a.source !== 'connected' || a.interface === b.interface);

const matches = (route: Route, wanted: Partial<Route>): boolean =>
  (Object.keys(wanted) as (keyof Route)[]).every((key) => wanted[key] === undefined || wanted[key] === route[key]);

/** `sort` is stable: of equals, the one that came first. */
const inOrder = (a: Route, b: Route): number =>
  b.prefixLength - a.prefixLength || distance[a.source] - distance[b.source] || a.metric - b.metric;
