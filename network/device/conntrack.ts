import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Ipv4 } from '../wire/address.ts';
import { isIcmpRequest, protocolOf, tcpAck, tcpFin, tcpRst, tcpSyn } from './conntrack-heading.ts';

/** Where a flow is: only one side was heard, both were, or it is being ended. */
export type FlowState = 'new' | 'established' | 'closing';

/** How long a flow is remembered after its last packet, ns. */
export interface FlowTimeouts {
  /** RFC 5382 §5 REQ-5: a connection in peace, at least 2 h 4 min. */
  readonly tcpEstablished: number;
  /** RFC 5382 §5 REQ-5: half open or closing, at least 4 min. */
  readonly tcpTransitory: number;
  /** RFC 4787 §4.3 REQ-5: at least 2 min, 5 min recommended. */
  readonly udp: number;
  /** RFC 5508 §3.2 REQ-2: at least 60 s. */
  readonly icmp: number;
}

export const standardTimeouts: FlowTimeouts = {
  tcpEstablished: 7440 * second,
  tcpTransitory: 240 * second,
  udp: 300 * second,
  icmp: 60 * second,
};

/** Flows that are remembered at once: a port scan must not fill the memory of a page. */
export const mostFlows = 4096;

/** The five values that make a flow, as one direction of it shows them. For ICMP both ports are the identifier. */
export interface FlowTuple {
  readonly protocol: number;
  readonly source: Ipv4;
  readonly sourcePort: number;
  readonly destination: Ipv4;
  readonly destinationPort: number;
}

/** What two hosts say to each other under one pair of ports. `source` is who began. `tag` belongs to the table's owner. */
export class Flow<Tag> implements FlowTuple {
  readonly protocol: number;
  readonly source: Ipv4;
  readonly sourcePort: number;
  readonly destination: Ipv4;
  readonly destinationPort: number;
  readonly tag: Tag;
  state: FlowState = 'new';
  /** The other side was heard. */
  replied = false;
  /** ns, virtual */
  expires = 0;

  constructor(tuple: FlowTuple, tag: Tag) {
    this.protocol = tuple.protocol;
    this.source = tuple.source;
    this.sourcePort = tuple.sourcePort;
    this.destination = tuple.destination;
    this.destinationPort = tuple.destinationPort;
    this.tag = tag;
  }

  /** Does this packet go the way of the first one? */
  isOriginal(packet: FlowTuple): boolean {
    return packet.source === this.source && packet.sourcePort === this.sourcePort;
  }
}

/** An end as a number: protocol (1, 6 and 17 differ modulo 7: 3 bits), address (32), port (16); exact in a double. */
export const endKey = (protocol: number, address: Ipv4, port: number): number =>
  ((protocol % 7) * 0x1_0000_0000 + address) * 0x1_0000 + port;

/** Remembers flows, finds them from either direction, and forgets them when nobody has spoken for long enough. */
export class FlowTable<Tag> {
  readonly #world: World;
  readonly #timeouts: FlowTimeouts;
  readonly #most: number;
  readonly #ended: (flow: Flow<Tag>) => void;
  readonly #flows = new Set<Flow<Tag>>();
  /** From the end that began to the other end to the flow; replies are found with the ends swapped. */
  readonly #byEnds = new Map<number, Map<number, Flow<Tag>>>();

  /** @param ended told of each flow that is forgotten */
  constructor(
    world: World,
    options: { timeouts?: Partial<FlowTimeouts>; most?: number; ended?: (flow: Flow<Tag>) => void } = {},
  ) {
    this.#world = world;
    this.#timeouts = { ...standardTimeouts, ...options.timeouts };
    this.#most = options.most ?? mostFlows;
    this.#ended = options.ended ?? (() => undefined);
  }

  get flows(): Iterable<Flow<Tag>> {
    return this.#flows;
  }

  get size(): number {
    return this.#flows.size;
  }

  /** The flow this packet belongs to, whichever way it goes; null when it is none we know. */
  find(packet: FlowTuple): Flow<Tag> | null {
    const source = endKey(packet.protocol, packet.source, packet.sourcePort);
    const destination = endKey(packet.protocol, packet.destination, packet.destinationPort);
    return this.#byEnds.get(source)?.get(destination) ?? this.#byEnds.get(destination)?.get(source) ?? null;
  }

  /** @returns null when the table is full of established flows */
  add(packet: FlowTuple, tag: Tag): Flow<Tag> | null {
    if (this.#flows.size >= this.#most && !this.#makeRoom()) return null;
    const flow = new Flow(packet, tag);
    this.#flows.add(flow);
    const source = endKey(flow.protocol, flow.source, flow.sourcePort);
    const towards = this.#byEnds.get(source) ?? new Map<number, Flow<Tag>>();
    towards.set(endKey(flow.protocol, flow.destination, flow.destinationPort), flow);
    this.#byEnds.set(source, towards);
    flow.expires = this.#world.clock.now + this.#lifetime(flow);
    this.#watch(flow);
    return flow;
  }

  /** A packet of this flow went by. `tcpFlags` counts for TCP only. */
  saw(flow: Flow<Tag>, packet: FlowTuple, tcpFlags: number): void {
    const original = flow.isOriginal(packet);
    if (!original) flow.replied = true;
    flow.state = nextState(flow, original, tcpFlags);
    flow.expires = this.#world.clock.now + this.#lifetime(flow);
  }

  remove(flow: Flow<Tag>): void {
    if (!this.#flows.delete(flow)) return;
    const source = endKey(flow.protocol, flow.source, flow.sourcePort);
    const towards = this.#byEnds.get(source);
    towards?.delete(endKey(flow.protocol, flow.destination, flow.destinationPort));
    if (towards?.size === 0) this.#byEnds.delete(source);
    this.#ended(flow);
  }

  clear(): void {
    for (const flow of [...this.#flows]) this.remove(flow);
  }

  #lifetime(flow: Flow<Tag>): number {
    if (flow.protocol === protocolOf.udp) return this.#timeouts.udp;
    if (flow.protocol !== protocolOf.tcp) return this.#timeouts.icmp;
    return flow.state === 'established' ? this.#timeouts.tcpEstablished : this.#timeouts.tcpTransitory;
  }

  /** One timer a flow, looked at again when it rings: a packet only moves `expires`. A shorter life waits for a sweep. */
  #watch(flow: Flow<Tag>): void {
    const shortest = flow.protocol === protocolOf.tcp ? this.#timeouts.tcpTransitory : Number.POSITIVE_INFINITY;
    const when = Math.min(flow.expires, this.#world.clock.now + shortest);
    this.#world.clock.at(when, () => {
      if (!this.#flows.has(flow)) return;
      if (flow.expires <= this.#world.clock.now) this.remove(flow);
      else this.#watch(flow);
    });
  }

  /** Forgets the oldest flow that carries nothing yet or no more, as netfilter does. */
  #makeRoom(): boolean {
    for (const flow of this.#flows) {
      if (flow.state === 'established') continue;
      this.remove(flow);
      return true;
    }
    return false;
  }
}

/** The flags as a bystander sees them: who only looks on knows less than RFC 9293's states. RFC 5382 §5. */
function nextState(flow: Flow<unknown>, original: boolean, flags: number): FlowState {
  if (flow.protocol !== protocolOf.tcp) return flow.replied ? 'established' : 'new';
  if (flags & tcpSyn) {
    const again = original && (flags & tcpAck) === 0 && flow.state === 'closing';
    if (again) flow.replied = false;
    return again ? 'new' : flow.state;
  }
  if (flags & (tcpFin | tcpRst)) return 'closing';
  if (flow.state === 'new' && flow.replied && flags & tcpAck) return 'established';
  return flow.state;
}

/** May this packet begin a flow? A TCP segment without SYN, or an ICMP reply nobody asked for, belongs to none. */
export function mayBegin(protocol: number, tcpFlags: number, icmpType: number): boolean {
  if (protocol === protocolOf.tcp) return (tcpFlags & (tcpSyn | tcpAck | tcpRst | tcpFin)) === tcpSyn;
  if (protocol === protocolOf.icmp) return isIcmpRequest(icmpType);
  return protocol === protocolOf.udp;
}
