import type { World } from '../link/world.ts';
import type { NetworkInterface } from '../stack/interface.ts';
import type { Route } from '../stack/routes.ts';
import type { UdpDatagramIn, UdpSocket } from '../stack/sockets.ts';
import type { Stack } from '../stack/stack.ts';
import { second, type Timer } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import { type Ipv4, maskOf } from '../wire/address.ts';
import {
  decodeRip,
  encodeRip,
  mostRipEntries,
  type RipEntry,
  ripGroup,
  ripInfinity,
  ripPort,
  ripRequest,
  ripResponse,
} from '../wire/rip.ts';

export interface RipOptions {
  /** Between two regular updates, ns; 30 s unless said (RFC 2453 §3.8). The timeouts keep their ratio to it. */
  readonly updateEvery?: number;
  /** Interfaces it speaks on; all with an address unless said. */
  readonly interfaces?: readonly string[];
  /** RFC 2453 §3.9; on unless somebody wants to see it count to infinity. */
  readonly splitHorizon?: 'poison' | 'simple' | 'off';
}

/** RFC 2453 §3.8: 180 s to lose a route that nobody confirms, 120 s more to forget it; in updates. */
const timeoutUpdates = 6;
const garbageUpdates = 4;
/** RFC 2453 §3.10.1: triggered updates wait 1 to 5 s, so that one tells of many changes; in updates of 30 s. */
const triggerLeast = 1 / 30;
const triggerMost = 5 / 30;

interface Learned {
  readonly prefix: Ipv4;
  readonly prefixLength: number;
  via: Ipv4;
  interface: string;
  metric: number;
  heard: number;
  /** When it became unreachable, -1 while it is not. */
  lost: number;
  changed: boolean;
}

/** RIP version 2: routers tell their neighbours how far they have it. RFC 2453. */
export class Rip {
  readonly #world: World;
  readonly #stack: Stack;
  readonly #random: Random;
  readonly #every: number;
  readonly #only: readonly string[] | null;
  readonly #splitHorizon: 'poison' | 'simple' | 'off';
  readonly #socket: UdpSocket;
  readonly #learned = new Map<string, Learned>();
  readonly #joined = new Set<NetworkInterface>();
  #own = new Map<string, Route>();
  #regular: Timer | null = null;
  #triggered: Timer | null = null;

  /** @throws RangeError when port 520 is taken: one RIP a router */
  constructor(stack: Stack, options: RipOptions = {}) {
    this.#stack = stack;
    this.#world = stack.world;
    this.#random = stack.world.random.branch(`${stack.name}/rip`);
    this.#every = options.updateEvery ?? 30 * second;
    this.#only = options.interfaces ?? null;
    this.#splitHorizon = options.splitHorizon ?? 'poison';
    const socket = stack.udp.bind({ address: 0, port: ripPort });
    if (typeof socket === 'string') throw new RangeError(`${stack.name}: RIP cannot have port ${ripPort} (${socket})`);
    this.#socket = socket;
    socket.readable = () => {
      for (let datagram = socket.receive(); datagram; datagram = socket.receive()) this.#heard(datagram);
    };
    stack.onInterfaceChange((which) => this.#interfaceChanged(which));
    for (const one of stack.interfaces.values()) this.#interfaceChanged(one);
    this.#own = this.#ownRoutes();
    this.#schedule(0);
  }

  stop(): void {
    this.#regular?.cancel();
    this.#triggered?.cancel();
    for (const one of this.#joined) this.#stack.ip.leave(one, ripGroup);
    this.#joined.clear();
    this.#socket.close();
    this.#stack.routes.remove({ source: 'rip' });
    this.#learned.clear();
  }

  /** RFC 2453 §3.8: neighbours that all speak at the same moment collide, so each adds up to a sixth. */
  #schedule(delay: number): void {
    this.#regular = this.#world.clock.after(delay, () => {
      this.#age();
      this.#update(() => true);
      this.#schedule(this.#every - this.#random.below(Math.floor(this.#every / 6) + 1));
    });
  }

  #speaksOn(one: NetworkInterface): boolean {
    if (one.isLoopback || !one.running || one.addresses.length === 0) return false;
    return this.#only === null || this.#only.includes(one.label);
  }

  /** A new neighbour may be there: asks it for everything. What lay behind a cut cable is lost at once. */
  #interfaceChanged(which: NetworkInterface): void {
    if (this.#speaksOn(which)) {
      if (!this.#joined.has(which)) this.#stack.ip.join(which, ripGroup);
      this.#joined.add(which);
      this.#send(which, ripRequest, [{ family: 0, address: 0, mask: 0, metric: ripInfinity }]);
    } else {
      if (this.#joined.delete(which)) this.#stack.ip.leave(which, ripGroup);
      for (const learned of this.#learned.values()) if (learned.interface === which.label) this.#lose(learned);
    }
    this.#compareOwn();
  }

  #heard({ from, payload, interface: by }: UdpDatagramIn): void {
    const one = this.#stack.interfaces.get(by);
    const message = decodeRip(payload);
    if (!one || 'malformed' in message || !this.#speaksOn(one) || this.#stack.ip.isLocal(from.address)) return;
    if (message.command === ripRequest) {
      const [first] = message.entries;
      const asksAll = message.entries.length === 1 && first?.family === 0 && first.metric === ripInfinity;
      if (asksAll) this.#tellAbout(one, () => true, from.address, from.port);
      return;
    }
    // RFC 2453 §3.9.2: only from port 520, only from a direct neighbour.
    if (message.command !== ripResponse || from.port !== ripPort || !one.reaches(from.address)) return;
    for (const entry of message.entries) this.#learn(entry, from.address, one);
  }

  #learn(entry: Required<RipEntry>, from: Ipv4, by: NetworkInterface): void {
    const prefixLength = lengthOf(entry.mask);
    if (entry.family !== 2 || prefixLength < 0 || entry.metric < 1 || entry.metric > ripInfinity) return;
    if (entry.address >>> 24 === 127 || entry.address >>> 28 >= 14) return;
    const prefix = (entry.address & entry.mask) >>> 0;
    const key = `${prefix}/${prefixLength}`;
    if (this.#own.has(key)) return;
    const via = entry.nextHop !== 0 && by.reaches(entry.nextHop) ? entry.nextHop : from;
    const metric = Math.min(ripInfinity, entry.metric + 1);
    const known = this.#learned.get(key);
    const { now } = this.#world.clock;
    if (!known) {
      if (metric === ripInfinity) return;
      const fresh = { prefix, prefixLength, via, interface: by.label, metric, heard: now, lost: -1, changed: true };
      this.#learned.set(key, fresh);
      return this.#install(fresh);
    }
    const isSame = known.via === via && known.interface === by.label;
    if (isSame && metric < ripInfinity) known.heard = now;
    if (isSame && metric === ripInfinity) return this.#lose(known);
    // RFC 2453 §3.9.2: a better way, or a way as good while ours is about to time out.
    const isAging = now - known.heard > (timeoutUpdates * this.#every) / 2;
    const isBetter = metric < known.metric || (metric === known.metric && isAging && metric < ripInfinity);
    if (!(isSame && metric !== known.metric) && !isBetter) return;
    Object.assign(known, { via, interface: by.label, metric, heard: now, lost: -1, changed: true });
    this.#install(known);
  }

  #install(learned: Learned): void {
    const { prefix, prefixLength, via, metric } = learned;
    this.#stack.routes.replace({ prefix, prefixLength, via, interface: learned.interface, metric, source: 'rip' });
    this.#trigger();
  }

  #lose(learned: Learned): void {
    if (learned.lost >= 0) return;
    learned.lost = this.#world.clock.now;
    learned.metric = ripInfinity;
    learned.changed = true;
    this.#stack.routes.remove({ prefix: learned.prefix, prefixLength: learned.prefixLength, source: 'rip' });
    this.#trigger();
  }

  #age(): void {
    const { now } = this.#world.clock;
    for (const [key, learned] of this.#learned) {
      if (learned.lost >= 0 && now - learned.lost >= garbageUpdates * this.#every) this.#learned.delete(key);
      else if (learned.lost < 0 && now - learned.heard >= timeoutUpdates * this.#every) this.#lose(learned);
    }
  }

  /** Networks of ours: connected ones, and static routes, which a neighbour could not know. */
  #ownRoutes(): Map<string, Route> {
    const own = new Map<string, Route>();
    for (const route of this.#stack.routes.list) {
      if (route.source !== 'connected' && route.source !== 'static') continue;
      if (this.#stack.interfaces.get(route.interface)?.running) own.set(`${route.prefix}/${route.prefixLength}`, route);
    }
    return own;
  }

  /** A network of ours came or went: the neighbours hear of it soon. What is gone stays for a while, as unreachable. */
  #compareOwn(): void {
    const before = this.#own;
    this.#own = this.#ownRoutes();
    for (const key of this.#own.keys()) {
      this.#learned.delete(key);
      if (!before.has(key)) this.#trigger();
    }
    for (const [key, { prefix, prefixLength, interface: label }] of before) {
      if (this.#own.has(key)) continue;
      const { now } = this.#world.clock;
      const gone = { prefix, prefixLength, via: 0, interface: label, metric: ripInfinity };
      this.#learned.set(key, { ...gone, heard: now, lost: now, changed: true });
      this.#trigger();
    }
  }

  #trigger(): void {
    if (this.#triggered && this.#triggered.at >= 0) return;
    const wait = (triggerLeast + this.#random.fraction() * (triggerMost - triggerLeast)) * this.#every;
    this.#triggered = this.#world.clock.after(wait, () => {
      this.#update((learned) => learned.changed);
    });
  }

  #update(which: (learned: Learned) => boolean): void {
    this.#compareOwn();
    for (const one of this.#joined) if (this.#speaksOn(one)) this.#tellAbout(one, which);
    for (const learned of this.#learned.values()) learned.changed = false;
  }

  /** The table as this cable may see it: what was learned there is told there as unreachable, or not at all. */
  #tellAbout(out: NetworkInterface, which: (learned: Learned) => boolean, to = ripGroup, port = ripPort): void {
    const entries: RipEntry[] = [];
    for (const route of this.#own.values()) {
      if (route.interface === out.label && route.source === 'connected') continue;
      entries.push({ address: route.prefix, mask: maskOf(route.prefixLength), metric: 1 });
    }
    for (const learned of this.#learned.values()) {
      if (!which(learned)) continue;
      const isFromThere = learned.interface === out.label && this.#splitHorizon !== 'off';
      if (isFromThere && this.#splitHorizon === 'simple' && learned.lost < 0) continue;
      const metric = isFromThere ? ripInfinity : learned.metric;
      entries.push({ address: learned.prefix, mask: maskOf(learned.prefixLength), metric });
    }
    for (let at = 0; at < entries.length; at += mostRipEntries)
      this.#send(out, ripResponse, entries.slice(at, at + mostRipEntries), to, port);
  }

  #send(
    out: NetworkInterface,
    command: number,
    entries: readonly RipEntry[],
    address = ripGroup,
    port = ripPort,
  ): void {
    this.#socket.send({ address, port }, encodeRip({ command, entries }), { interface: out.label, ttl: 1 });
  }
}

/** @returns -1 for a mask whose ones are not all in front */
function lengthOf(mask: Ipv4): number {
  for (let length = 0; length <= 32; length += 1) if (maskOf(length) === mask) return length;
  return -1;
}
