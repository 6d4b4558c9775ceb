import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import { type Ipv4, readUint16, readUint32 } from '../wire/address.ts';
import { checksum } from '../wire/checksum.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import {
  echoRest,
  icmpAt,
  icmpHeaderLength,
  icmpType,
  isIcmpError,
  protocolIcmp,
  unreachableCode,
  writeIcmp,
} from '../wire/icmp.ts';
import { ipv4At } from '../wire/ipv4.ts';
import { protocolTcp } from '../wire/tcp.ts';
import { dropped } from './drops.ts';
import { isBeyondReport, type Quote, readQuote } from './icmp-quote.ts';
import { IcmpRate } from './icmp-rate.ts';
import { type Arrival, headroom, type PacketOrders, packetBuffer, type SendProblem } from './ip-layer.ts';
import type { ErrorReporter, Ipv4Layer } from './ipv4-layer.ts';
import { rejectWithReset } from './reject.ts';
import { recordedRoute } from './route-recording.ts';
import type { RouteTable } from './routes.ts';
import { isMulticast, isNobody } from './ways.ts';

const ip = ethernetHeaderLength;

/** RFC 1812 §4.3.2.3: header and quote of an error, IPv4 header included, bytes. */
const largestError = 576;
/** Errors travel with precedence 6, internetwork control. RFC 1812 §4.3.2.5. */
const errorTypeOfService = 0xc0;
/** How long a redirect is followed (Linux: 5 min). ns */
const redirectTime = 300 * second;

export interface EchoReply {
  readonly from: Ipv4;
  readonly to: Ipv4;
  readonly sequence: number;
  readonly ttl: number;
  readonly payload: Uint8Array;
  readonly interface: string;
  readonly frame: number;
}

/** An ICMP error that came in, or one we know of without any message (`isLocal`: nobody answered our ARP requests). */
export interface IcmpError {
  readonly type: number;
  readonly code: number;
  /** The second word: the next hop's MTU in the lower half for code 4. */
  readonly rest: number;
  readonly from: Ipv4;
  readonly ttl: number;
  readonly isLocal: boolean;
  readonly quote: Quote;
  /** The transmission that brought it; 0 for a local one. */
  readonly frame: number;
}

/** What whoever sends echo requests under one identifier hears. */
export interface EchoListener {
  reply?(reply: EchoReply): void;
  /** About one of its requests: `error.quote.echoSequence` says which. */
  error?(error: IcmpError): void;
}

export interface EchoOrders {
  /** 16 bits: tells one `ping` from another. */
  readonly id: number;
  readonly sequence: number;
  readonly payload?: Uint8Array;
  readonly ttl?: number;
  readonly dontFragment?: boolean;
  readonly source?: Ipv4;
  readonly interface?: string;
  readonly typeOfService?: number;
}

/** ICMP: questions, answers, and what goes wrong. RFC 792, RFC 1122 §3.2.2, RFC 1812 §4.3. */
export class IcmpLayer implements ErrorReporter {
  readonly #world: World;
  readonly #device: string;
  readonly #ip: Ipv4Layer;
  readonly #routes: RouteTable;
  readonly #random: Random;
  readonly #echoes = new Map<number, EchoListener>();
  readonly #errorListeners = new Set<(error: IcmpError) => void>();
  readonly #transports = new Map<number, (error: IcmpError) => void>();
  readonly rate: IcmpRate;
  /** What a device may be told not to do. */
  mayAnswerEcho = true;
  maySendTimeExceeded = true;
  maySendUnreachable = true;
  /** A host follows redirects, a router does not (RFC 1812 §5.2.7.2). */
  followsRedirects = true;

  constructor(world: World, device: string, ipLayer: Ipv4Layer, routes: RouteTable) {
    this.#world = world;
    this.#device = device;
    this.#ip = ipLayer;
    this.#routes = routes;
    this.#random = world.random.branch(`${device}/icmp`);
    this.rate = new IcmpRate(world);
    ipLayer.onProtocol(protocolIcmp, (arrival) => this.#receive(arrival));
    ipLayer.errors = this;
  }

  /** An identifier that no listener has. */
  freeIdentifier(): number {
    let id = this.#random.below(0x1_0000);
    while (this.#echoes.has(id)) id = (id + 1) & 0xffff;
    return id;
  }

  /** @returns takes the listener away again */
  onEcho(id: number, listener: EchoListener): () => void {
    this.#echoes.set(id, listener);
    return () => {
      if (this.#echoes.get(id) === listener) this.#echoes.delete(id);
    };
  }

  /** Hears of every error that reaches this host, whatever it is about. @returns takes the listener away again */
  onError(listener: (error: IcmpError) => void): () => void {
    this.#errorListeners.add(listener);
    return () => this.#errorListeners.delete(listener);
  }

  /** For UDP and TCP: errors about their own packets. */
  onErrorAbout(protocol: number, listener: (error: IcmpError) => void): void {
    this.#transports.set(protocol, listener);
  }

  /** Sends an echo request. RFC 792. */
  echo(to: Ipv4, orders: EchoOrders): SendProblem | null {
    const { id, sequence, payload, interface: out, ...rest } = orders;
    const source = orders.source ?? this.#sourceOf(to, out);
    // Without any way the packet is made all the same, so that whoever looks is told where it ended.
    if (source === null && out === undefined && this.#ip.ways.to(to) !== null) return 'ENETUNREACH';
    const length = icmpHeaderLength + (payload?.length ?? 0);
    const buffer = packetBuffer(length);
    if (payload) buffer.set(payload, headroom + icmpHeaderLength);
    writeIcmp(buffer, headroom, headroom + length, icmpType.echo, 0, echoRest(id, sequence));
    const toward = out === undefined ? {} : { interface: out };
    const addressed = { source: source ?? 0, destination: to, protocol: protocolIcmp };
    return this.#ip.send(buffer, length, { ...rest, ...toward, ...addressed });
  }

  /** @param bytes a frame whose IPv4 header begins at byte 14 @param rest the next hop's MTU for code 4 (RFC 1191 §4) */
  unreachable(code: number, bytes: Uint8Array, rest = 0): void {
    if (this.maySendUnreachable) this.#report(icmpType.unreachable, code, rest, bytes);
  }

  timeExceeded(code: number, bytes: Uint8Array): void {
    if (this.maySendTimeExceeded) this.#report(icmpType.timeExceeded, code, 0, bytes);
  }

  /** For a host, code 1: a router for networks is a thing of classes (RFC 1812 §4.3.3.2). */
  redirect(bytes: Uint8Array, gateway: Ipv4): void {
    this.#report(icmpType.redirect, 1, gateway, bytes);
  }

  /** A filter said reject: RST to TCP, prohibited (code 13) to everyone else. RFC 1812 §5.2.7.1. */
  rejected(bytes: Uint8Array): void {
    if (bytes[ip + ipv4At.protocol] === protocolTcp) rejectWithReset(this.#ip, bytes);
    else this.unreachable(unreachableCode.administrativelyProhibited, bytes);
  }

  failedHere(code: number, bytes: Uint8Array): void {
    const quote = readQuote(bytes, ip, ip + readUint16(bytes, ip + ipv4At.totalLength));
    if (!quote) return;
    const said = { type: icmpType.unreachable, code, rest: 0, from: quote.source, ttl: this.#ip.initialTtl };
    this.#tell({ ...said, isLocal: true, quote, frame: 0 });
  }

  #sourceOf(to: Ipv4, out: string | undefined): Ipv4 | null {
    return out === undefined ? this.#ip.sourceFor(to) : this.#ip.sourceOutOf(out, to);
  }

  #report(type: number, code: number, rest: number, about: Uint8Array): void {
    if (isBeyondReport(about, ip)) return;
    const destination = readUint32(about, ip + ipv4At.source);
    const was = readUint32(about, ip + ipv4At.destination);
    if (isNobody(destination) && !this.#ip.isLocal(destination)) return;
    if (this.#ip.ways.isBroadcast(destination) || this.#ip.ways.isBroadcast(was) || isMulticast(was)) return;
    const isAboutSize = type === icmpType.unreachable && code === unreachableCode.fragmentationNeeded;
    const source = this.#ip.isLocal(was) ? was : this.#ip.sourceFor(destination);
    if (source === null || (!isAboutSize && !this.rate.allows(destination))) return;
    const whole = readUint16(about, ip + ipv4At.totalLength);
    const quoted = Math.min(whole, largestError - 20 - icmpHeaderLength);
    const length = icmpHeaderLength + quoted;
    const buffer = packetBuffer(length);
    buffer.set(about.subarray(ip, ip + quoted), headroom + icmpHeaderLength);
    writeIcmp(buffer, headroom, headroom + length, type, code, rest);
    const orders = { source, destination, protocol: protocolIcmp, typeOfService: errorTypeOfService };
    this.#ip.send(buffer, length, orders);
  }

  #receive(arrival: Arrival): void {
    const { bytes, payload, end, frame } = arrival;
    const isCut = end - payload < icmpHeaderLength;
    if (isCut || checksum(bytes, payload, end) !== 0) {
      const says = () => (isCut ? 'Too short for an ICMP header.' : 'The ICMP checksum is wrong.');
      return dropped(this.#world, frame, this.#device, isCut ? 'malformed' : 'icmp-checksum', bytes, says);
    }
    const type = bytes[payload + icmpAt.type] ?? 0;
    if (type === icmpType.echo) this.#answer(arrival);
    else if (type === icmpType.echoReply) this.#replied(arrival);
    else if (isIcmpError(type)) this.#failed(arrival, type);
  }

  /** RFC 1122 §3.2.2.6: the same data back. A question to everyone is left unanswered, as most systems do. */
  #answer(arrival: Arrival): void {
    const { bytes, payload, end, source, destination, frame } = arrival;
    if (!this.mayAnswerEcho || !this.#ip.isLocal(destination)) {
      const says = () =>
        this.mayAnswerEcho ? 'Echo requests to everyone are not answered.' : `${this.#device} was told not to answer.`;
      return dropped(this.#world, frame, this.#device, 'filtered', bytes, says);
    }
    const length = end - payload;
    const buffer = packetBuffer(length);
    buffer.set(bytes.subarray(payload, end), headroom);
    writeIcmp(buffer, headroom, headroom + length, icmpType.echoReply, 0, readUint32(bytes, payload + icmpAt.rest));
    const typeOfService = bytes[arrival.ip + ipv4At.typeOfService] ?? 0;
    const orders: PacketOrders = { source: destination, destination: source, protocol: protocolIcmp, typeOfService };
    const options = payload - arrival.ip > 20 ? recordedRoute(bytes, arrival.ip, destination) : undefined;
    this.#ip.send(buffer, length, options ? { ...orders, options } : orders);
  }

  #replied(arrival: Arrival): void {
    const { bytes, payload, end, source: from, destination: to, ttl, frame } = arrival;
    const listener = this.#echoes.get(readUint16(bytes, payload + icmpAt.rest));
    if (!listener) {
      const says = () => 'Nobody here sent an echo request with this identifier.';
      return dropped(this.#world, frame, this.#device, 'no-listener', bytes, says);
    }
    const sequence = readUint16(bytes, payload + icmpAt.rest + 2);
    const data = bytes.subarray(payload + icmpAt.data, end);
    listener.reply?.({ from, to, sequence, ttl, payload: data, interface: arrival.interface, frame });
  }

  #failed(arrival: Arrival, type: number): void {
    const { bytes, payload, end, source: from, ttl, frame } = arrival;
    const quote = readQuote(bytes, payload + icmpAt.data, end);
    if (!quote || !this.#ip.isLocal(quote.source)) {
      const says = () => 'An error about a packet that was not ours.';
      return dropped(this.#world, frame, this.#device, 'no-listener', bytes, says);
    }
    const code = bytes[payload + icmpAt.code] ?? 0;
    const rest = readUint32(bytes, payload + icmpAt.rest);
    if (type === icmpType.redirect) this.#redirected(from, quote.destination, rest, arrival.interface);
    if (type === icmpType.unreachable && code === unreachableCode.fragmentationNeeded)
      this.#ip.pathMtu.learn(quote.destination, rest & 0xffff, quote.totalLength);
    this.#tell({ type, code, rest, from, ttl, isLocal: false, quote, frame });
  }

  /** RFC 1122 §3.2.2.2: only from the router we use for that destination, and only to a neighbour. */
  #redirected(from: Ipv4, destination: Ipv4, gateway: Ipv4, by: string): void {
    const way = this.#ip.ways.to(destination);
    const isRouters = way?.kind === 'unicast' && way.nextHop === from && way.out.label === by;
    const isNeighbour = way?.out.reaches(gateway) && !this.#ip.isLocal(gateway);
    if (!this.followsRedirects || this.#ip.forwarding || !isRouters || !isNeighbour) return;
    const via = gateway === destination ? null : gateway;
    const host = { prefix: destination, prefixLength: 32, source: 'redirect' } as const;
    this.#routes.replace({ ...host, via, interface: by, metric: 0 });
    this.#world.clock.after(redirectTime, () => this.#routes.remove({ ...host, via }));
  }

  #tell(error: IcmpError): void {
    const { quote } = error;
    if (quote.echoIdentifier >= 0) this.#echoes.get(quote.echoIdentifier)?.error?.(error);
    this.#transports.get(quote.protocol)?.(error);
    for (const listener of [...this.#errorListeners]) listener(error);
  }
}
