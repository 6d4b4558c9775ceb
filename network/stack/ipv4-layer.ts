import type { Frame } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { type Ipv4, ipv4Text, isGroupMac, readUint16, readUint32, readUint48 } from '../wire/address.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import { unreachableCode } from '../wire/icmp.ts';
import {
  dontFragment,
  headerLengthOf,
  ipv4At,
  ipv4HeaderChecksum,
  ipv4HeaderLength,
  isFragment,
  largestIpv4Length,
  writeIpv4,
} from '../wire/ipv4.ts';
import type { ArpCache } from './arp-cache.ts';
import { dropped } from './drops.ts';
import type { HookVerdict, PacketHooks } from './hooks.ts';
import type { NetworkInterface } from './interface.ts';
import { type Arrival, headroom, type IpLayer, type PacketOrders, type SendProblem, withOptions } from './ip-layer.ts';
import { Ipv4Forwarder } from './ipv4-forwarder.ts';
import { groupMac, Ipv4Output, passes } from './ipv4-output.ts';
import { PathMtuCache } from './path-mtu.ts';
import { Reassembler } from './reassembly.ts';
import { isSourceRouted } from './route-recording.ts';
import type { RouteTable } from './routes.ts';
import { isLoopback, isMulticast, limitedBroadcast, type Way, Ways } from './ways.ts';

const ip = ethernetHeaderLength;

/** Tells a sender what became of its packet; ICMP, which decides whether it may. */
export interface ErrorReporter {
  unreachable(code: number, bytes: Uint8Array, rest?: number): void;
  timeExceeded(code: number, bytes: Uint8Array): void;
  redirect(bytes: Uint8Array, gateway: Ipv4): void;
  /** One of our own packets got nowhere, and we know it without anybody telling us. */
  failedHere(code: number, bytes: Uint8Array): void;
  rejected(bytes: Uint8Array): void;
}

interface Parts {
  readonly interfaces: ReadonlyMap<string, NetworkInterface>;
  readonly routes: RouteTable;
  readonly arp: ArpCache;
  readonly hooks: PacketHooks;
  readonly forwarding: boolean;
  readonly initialTtl: number;
}

/** IPv4 on one device: sending, receiving, forwarding. RFC 791, RFC 1122 §3, RFC 1812. */
export class Ipv4Layer implements IpLayer {
  readonly #world: World;
  readonly #device: string;
  readonly #parts: Parts;
  readonly #ways: Ways;
  readonly #output: Ipv4Output;
  readonly #forwarder: Ipv4Forwarder;
  readonly #reassembler: Reassembler;
  readonly #handlers = new Map<number, (arrival: Arrival) => void>();
  readonly #groups = new Map<string, number>();
  readonly pathMtu: PathMtuCache;
  errors: ErrorReporter | null = null;
  /** Passes on packets that are for others: what makes a router. */
  forwarding: boolean;
  /** RFC 1122 §3.2.1.7. */
  initialTtl: number;
  #identification: number;

  constructor(world: World, device: string, parts: Parts) {
    this.#world = world;
    this.#device = device;
    this.#parts = parts;
    this.forwarding = parts.forwarding;
    this.initialTtl = parts.initialTtl;
    this.pathMtu = new PathMtuCache(world);
    this.#ways = new Ways(parts.interfaces, parts.routes);
    this.#output = new Ipv4Output(world, device, parts.hooks, parts.arp);
    this.#forwarder = new Ipv4Forwarder(world, device, parts.hooks, this.#ways, this.#output, () => this.errors);
    this.#reassembler = new Reassembler(world, device);
    this.#reassembler.expired = (first) => this.errors?.timeExceeded(1, first);
    this.#identification = world.random.branch(`${device}/ip-identification`).below(0x1_0000);
    parts.arp.unanswered = (packet) => {
      const isOurs = packet.after === 0 && this.isLocal(readUint32(packet.bytes, ip + ipv4At.source));
      if (isOurs) this.errors?.failedHere(unreachableCode.host, packet.bytes);
      else this.errors?.unreachable(unreachableCode.host, packet.bytes);
    };
  }

  /** To be called when addresses or interfaces changed. */
  refresh(): void {
    this.#ways.refresh();
  }

  get ways(): Ways {
    return this.#ways;
  }

  get forwarder(): Ipv4Forwarder {
    return this.#forwarder;
  }

  onProtocol(protocol: number, handler: (arrival: Arrival) => void): void {
    this.#handlers.set(protocol, handler);
  }

  /** Packets for this group that come in by this interface are for us. RFC 1112 §7.1, without IGMP: no router asks. */
  join(out: NetworkInterface, group: Ipv4): void {
    this.#groups.set(`${out.label}/${group}`, group);
    out.join(groupMac(group));
  }

  leave(out: NetworkInterface, group: Ipv4): void {
    if (this.#groups.delete(`${out.label}/${group}`)) out.leave(groupMac(group));
  }

  isLocal(address: Ipv4): boolean {
    return this.#ways.isLocal(address);
  }

  sourceFor(destination: Ipv4): Ipv4 | null {
    return this.#ways.to(destination)?.source || null;
  }

  /** The same for a packet that leaves by this interface, whatever the routes say; 0 before it has an address. */
  sourceOutOf(label: string, destination: Ipv4): Ipv4 | null {
    return this.#wayOut(label, destination)?.source ?? null;
  }

  mtuTo(destination: Ipv4): number {
    const way = this.#ways.to(destination);
    return way ? this.#mtuOf(way, destination) : 1500;
  }

  send(buffer: Uint8Array, length: number, orders: PacketOrders): SendProblem | null {
    const { options } = orders;
    const headerLength = ipv4HeaderLength + (options?.length ?? 0);
    const totalLength = headerLength + length;
    if (totalLength > largestIpv4Length) return 'EMSGSIZE';
    const { destination } = orders;
    let way = orders.interface === undefined ? this.#ways.to(destination) : this.#wayOut(orders.interface, destination);
    const size = Math.max(60, headroom + length);
    let bytes = buffer.length === size ? buffer : buffer.subarray(0, size);
    if (options) bytes = withOptions(buffer, length, options);
    if (way && orders.dontFragment && totalLength > this.#mtuOf(way, destination)) return 'EMSGSIZE';
    this.#identification = (this.#identification + 1) & 0xffff;
    const header = {
      totalLength,
      identification: this.#identification,
      flagsAndOffset: orders.dontFragment ? dontFragment : 0,
      ttl: orders.ttl ?? this.initialTtl,
      protocol: orders.protocol,
      source: orders.source,
      destination,
      typeOfService: orders.typeOfService ?? 0,
    };
    writeIpv4(bytes, ip, header, headerLength);
    if (way === null) return this.#output.nowhere(bytes, destination);
    const { output } = this.#parts.hooks;
    if (output.length > 0) {
      const verdict = passes(output, bytes, null, way.out.label, 0);
      if (verdict !== 'accept') {
        if (verdict !== 'stolen')
          dropped(this.#world, 0, this.#device, 'firewall', bytes, () => 'A rule for what this host sends stopped it.');
        return 'EACCES';
      }
      const changed = readUint32(bytes, ip + ipv4At.destination);
      if (changed !== destination) way = this.#ways.to(changed);
      if (way === null) return this.#output.nowhere(bytes, changed);
    }
    return this.#output.send(bytes, way, this.#mtuOf(way, destination), null, 0) ? null : 'EACCES';
  }

  receive(frame: Frame, from: NetworkInterface): void {
    let { bytes } = frame;
    const problem = headerProblem(bytes);
    if (problem !== null) {
      const reason = problem === wrongChecksum ? 'ip-checksum' : 'malformed';
      return dropped(this.#world, frame.number, from.port.name, reason, bytes, () => problem);
    }
    const source = readUint32(bytes, ip + ipv4At.source);
    if (!from.isLoopback && this.#isImpossible(source, readUint32(bytes, ip + ipv4At.destination))) {
      const says = () => `No packet from ${ipv4Text(source)} can come in by a cable.`;
      return dropped(this.#world, frame.number, from.port.name, 'malformed', bytes, says);
    }
    const { prerouting } = this.#parts.hooks;
    const isOurs = prerouting.length > 0;
    if (isOurs) {
      bytes = bytes.slice();
      const verdict = passes(prerouting, bytes, from.label, null, frame.number);
      if (verdict !== 'accept') return this.#stopped(verdict, bytes, frame.number);
    }
    const destination = readUint32(bytes, ip + ipv4At.destination);
    if (this.#isForUs(destination, bytes, from)) this.#deliver(bytes, frame.number, from, isOurs);
    else if (this.forwarding) this.#forwarder.forward(bytes, isOurs, frame.number, from);
    else {
      const says = () => `The packet is for ${ipv4Text(destination)}, and a host does not forward.`;
      dropped(this.#world, frame.number, from.port.name, 'not-for-me', bytes, says);
    }
  }

  #wayOut(label: string, destination: Ipv4): Way | null {
    const out = this.#parts.interfaces.get(label);
    return out ? this.#ways.outOf(out, destination) : null;
  }

  #mtuOf(way: Way, destination: Ipv4): number {
    return this.pathMtu.to(destination, Math.min(way.out.mtu, largestIpv4Length));
  }

  /** RFC 1122 §3.2.1.3: addresses that no packet on a cable may carry. A host without address sends from 0.0.0.0. */
  #isImpossible(source: Ipv4, destination: Ipv4): boolean {
    if (isLoopback(source) || isLoopback(destination) || source >>> 28 >= 14) return true;
    return source !== 0 && this.#ways.broadcastOn(source) !== undefined;
  }

  #isForUs(destination: Ipv4, bytes: Uint8Array, from: NetworkInterface): boolean {
    if (destination === limitedBroadcast) return true;
    if (isMulticast(destination)) return this.#groups.has(`${from.label}/${destination}`);
    if (isGroupMac(readUint48(bytes, 0))) return this.#ways.broadcastOn(destination) === from;
    if (this.#ways.isLocal(destination) || from.acceptsAnyAddress) return true;
    const everyone = this.#ways.broadcastOn(destination);
    return everyone !== undefined && (everyone === from || from.isLoopback);
  }

  #deliver(arrived: Uint8Array, frame: number, from: NetworkInterface, isOurs: boolean): void {
    let bytes = arrived;
    let isCopy = isOurs;
    if (isFragment(readUint16(bytes, ip + ipv4At.flagsAndOffset))) {
      const whole = this.#reassembler.add(bytes, ip + readUint16(bytes, ip + ipv4At.totalLength), frame);
      if (whole === null) return;
      bytes = whole;
      isCopy = true;
    }
    const { input } = this.#parts.hooks;
    if (input.length > 0) {
      if (!isCopy) bytes = bytes.slice();
      const verdict = passes(input, bytes, from.label, null, frame);
      if (verdict !== 'accept') return this.#stopped(verdict, bytes, frame);
    }
    const payload = ip + headerLengthOf(bytes, ip);
    const protocol = bytes[ip + ipv4At.protocol] ?? 0;
    if (payload > ip + ipv4HeaderLength && isSourceRouted(bytes, ip)) {
      dropped(this.#world, frame, this.#device, 'filtered', bytes, () => 'Source routes are not followed here.');
      this.errors?.unreachable(unreachableCode.sourceRouteFailed, bytes);
      return;
    }
    const handler = this.#handlers.get(protocol);
    if (!handler) {
      dropped(this.#world, frame, this.#device, 'no-listener', bytes, () => `Nobody here speaks protocol ${protocol}.`);
      this.errors?.unreachable(unreachableCode.protocol, bytes);
      return;
    }
    handler({
      bytes,
      ip,
      payload,
      end: ip + readUint16(bytes, ip + ipv4At.totalLength),
      source: readUint32(bytes, ip + ipv4At.source),
      destination: readUint32(bytes, ip + ipv4At.destination),
      ttl: bytes[ip + ipv4At.ttl] ?? 0,
      interface: from.label,
      frame,
    });
  }

  #stopped(verdict: HookVerdict, bytes: Uint8Array, frame: number): void {
    if (verdict === 'stolen') return;
    dropped(this.#world, frame, this.#device, 'firewall', bytes, () => `A rule said ${verdict}.`);
    if (verdict === 'reject') this.errors?.rejected(bytes);
  }
}

const wrongChecksum = 'The checksum of the IPv4 header is wrong.';

function headerProblem(bytes: Uint8Array): string | null {
  const first = bytes[ip] ?? 0;
  if (bytes.length < ip + ipv4HeaderLength) return 'The frame is too short for an IPv4 header.';
  if (first >>> 4 !== 4) return `The version is ${first >>> 4}, not 4.`;
  const headerLength = (first & 15) * 4;
  const totalLength = readUint16(bytes, ip + ipv4At.totalLength);
  if (headerLength < ipv4HeaderLength || totalLength < headerLength) return 'The header says it is longer than it is.';
  if (ip + totalLength > bytes.length) return `The packet says ${totalLength} bytes, the frame holds fewer.`;
  return ipv4HeaderChecksum(bytes, ip, headerLength) === 0 ? null : wrongChecksum;
}
