import { type Ipv4, ipv4Text } from '../wire/address.ts';
import { type Flow, FlowTable, type FlowTuple, mayBegin } from './conntrack.ts';
import { type Heading, protocolOf, type Transport } from './conntrack-heading.ts';
import { type NatMapping, NatMappings } from './nat-mappings.ts';
import type { NatHost, NatOptions, NatRow, PortForward } from './nat-options.ts';

export const endText = (address: Ipv4, port: number): string => `${ipv4Text(address)}:${port}`;

export const transportOf = (protocol: number): Transport =>
  protocol === protocolOf.tcp ? 'tcp' : protocol === protocolOf.udp ? 'udp' : 'icmp';

/** What a NAT remembers: mappings, and who speaks with whom through them. */
export class NatSessions {
  readonly mappings: NatMappings;
  /** Inside end and remote end. */
  readonly flows: FlowTable<NatMapping>;
  readonly #host: NatHost;
  readonly #options: NatOptions;
  #forwards: readonly PortForward[];
  #address: Ipv4 | null = null;

  constructor(host: NatHost, options: NatOptions) {
    this.#host = host;
    this.#options = options;
    this.#forwards = options.forwards ?? [];
    this.mappings = new NatMappings(host.world.random.branch(`${host.name}/nat`), options.pool);
    this.flows = new FlowTable<NatMapping>(host.world, {
      timeouts: options.timeouts ?? {},
      ended: (flow) => {
        this.#noteSession('removed', flow);
        this.letGo(flow.tag);
      },
    });
  }

  get forwards(): readonly PortForward[] {
    return this.#forwards;
  }

  /** Conversations that run by an old rule go on; nobody new gets in by it. */
  setForwards(forwards: readonly PortForward[]): void {
    for (const forward of this.#forwards) {
      const mapping = this.mappings.fromOutside(protocolOf[forward.protocol], forward.outsidePort);
      if (!mapping?.fixed) continue;
      mapping.fixed = false;
      this.#dropIfUnused(mapping);
    }
    this.#forwards = forwards;
    this.#fixMappings();
  }

  /** Everything is about this outside address from now on; what was before is forgotten by the caller. */
  setAddress(address: Ipv4 | null): void {
    this.#address = address;
    this.#fixMappings();
  }

  /** A conversation that begins inside; null when this packet cannot begin one or nothing is free. */
  begin(heading: Heading): Flow<NatMapping> | null {
    if (!mayBegin(heading.protocol, heading.tcpFlags, heading.icmpType)) return null;
    const mapping = this.mappingFor(heading);
    const session = mapping && this.open(heading, mapping);
    if (mapping && !session) this.#dropIfUnused(mapping);
    return session;
  }

  mappingFor({ protocol, source, sourcePort }: Heading): NatMapping | null {
    return this.mappings.fromInside(protocol, source, sourcePort) ?? this.mappings.make(protocol, source, sourcePort);
  }

  /** @returns null when the table is full */
  open(tuple: FlowTuple, mapping: NatMapping): Flow<NatMapping> | null {
    const session = this.flows.add(tuple, mapping);
    if (!session) return null;
    mapping.sessions += 1;
    this.#noteSession('added', session);
    return session;
  }

  /** One conversation less uses this mapping. */
  letGo(mapping: NatMapping): void {
    mapping.sessions -= 1;
    this.#dropIfUnused(mapping);
  }

  /** May somebody outside begin to speak to this mapping? RFC 4787 §5 REQ-8, RFC 5382 §4.3 REQ-3. */
  mayCallIn(mapping: NatMapping, heading: Heading): boolean {
    if (!mayBegin(heading.protocol, heading.tcpFlags, heading.icmpType)) return false;
    const filtering = this.#options.filtering ?? 'address-and-port-dependent';
    if (mapping.fixed || filtering === 'endpoint-independent') return true;
    if (filtering === 'address-and-port-dependent') return false;
    for (const { tag, source, destination } of this.flows.flows) {
      if (tag === mapping && (source === heading.source || destination === heading.source)) return true;
    }
    return false;
  }

  rows(): NatRow[] {
    const address = this.#address ?? 0;
    const rows = [...this.flows.flows].map((flow): NatRow => {
      const { tag, state, expires } = flow;
      return {
        transport: transportOf(tag.protocol),
        inside: endText(tag.insideAddress, tag.insidePort),
        outside: endText(address, tag.outsidePort),
        remote: remoteOf(flow),
        state,
        expires,
        fixed: tag.fixed,
      };
    });
    for (const { protocol, outsidePort, ...inside } of this.#forwards) {
      if (this.mappings.fromOutside(protocolOf[protocol], outsidePort)?.sessions) continue;
      rows.push({
        transport: protocol,
        inside: endText(inside.address, inside.port),
        outside: endText(address, outsidePort),
        remote: '*',
        state: 'waiting',
        expires: null,
        fixed: true,
      });
    }
    return rows;
  }

  note(how: 'added' | 'removed' | 'refused', protocol: number, inside: string, outside: string, remote: string): void {
    const { world, name } = this.#host;
    const transport = transportOf(protocol);
    world.trace?.({ at: world.clock.now, kind: 'nat.changed', device: name, transport, inside, outside, remote, how });
  }

  #fixMappings(): void {
    for (const { protocol, outsidePort, address, port } of this.#forwards) {
      this.mappings.fix(protocolOf[protocol], outsidePort, address, port);
    }
    if (this.#address === null) return;
    for (const { protocol, port } of this.#options.own ?? []) {
      this.mappings.fix(protocolOf[protocol], port, this.#address, port);
    }
  }

  #dropIfUnused(mapping: NatMapping): void {
    if (mapping.sessions === 0 && !mapping.fixed) this.mappings.remove(mapping);
  }

  #noteSession(how: 'added' | 'removed', session: Flow<NatMapping>): void {
    if (!this.#host.world.trace) return;
    const { protocol, insideAddress, insidePort, outsidePort } = session.tag;
    const outside = endText(this.#address ?? 0, outsidePort);
    this.note(how, protocol, endText(insideAddress, insidePort), outside, remoteOf(session));
  }
}

function remoteOf({ source, sourcePort, destination, destinationPort, tag }: Flow<NatMapping>): string {
  const began = source === tag.insideAddress && sourcePort === tag.insidePort;
  return began ? endText(destination, destinationPort) : endText(source, sourcePort);
}
