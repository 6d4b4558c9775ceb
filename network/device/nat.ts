import type { HookVerdict, PassingPacket } from '../stack/hooks.ts';
import { type Ipv4, ipv4Text, maskOf } from '../wire/address.ts';
import { FragmentTracker } from './conntrack-fragments.ts';
import { emptyHeading, type Heading, isIcmpRequest, readHeading } from './conntrack-heading.ts';
import { insideView, translateErrorIn, translateErrorOut } from './nat-errors.ts';
import { EarlyFragments } from './nat-fragments.ts';
import { Hairpins } from './nat-hairpin.ts';
import type { NatHost, NatOptions, NatRow, PortForward } from './nat-options.ts';
import { rewriteEnd } from './nat-rewrite.ts';
import { endText, NatSessions, transportOf } from './nat-sessions.ts';

const isGroup = (address: Ipv4): boolean => address >= 0xe000_0000;
const isPorted = (heading: Heading): boolean => heading.sourcePort !== -1;
const cannotBegin = 'It belongs to no conversation in the table and cannot begin one.';

/**
 * Many inside, one address outside (NAPT, RFC 3022 §2.2), behaving as RFC 4787 (UDP), 5382 (TCP) and 5508 (ICMP) ask.
 * Destinations change before routing, sources after it, so a firewall between sees the inside's addresses.
 */
export class Nat {
  readonly #host: NatHost;
  readonly #options: NatOptions;
  readonly #sessions: NatSessions;
  /** Both ends inside. */
  readonly #hairpins: Hairpins;
  readonly #fragments: FragmentTracker;
  readonly #early: EarlyFragments;
  readonly #heading = emptyHeading();
  readonly #quoted = emptyHeading();
  #address: Ipv4 | null = null;

  constructor(host: NatHost, options: NatOptions) {
    const { world } = host;
    this.#host = host;
    this.#options = options;
    this.#sessions = new NatSessions(host, options);
    this.#hairpins = new Hairpins(world, options.timeouts ?? {}, (mapping) => this.#sessions.letGo(mapping));
    this.#fragments = new FragmentTracker(world);
    this.#early = new EarlyFragments(
      world,
      (packet) => this.#sendAgain(packet),
      (packet) => this.#refuse(packet, 'The fragment with the ports did not come, so nobody knows whose this one is.'),
    );
    host.hooks.prerouting.push((packet) => this.#prerouting(packet));
    host.hooks.postrouting.push((packet) => this.#postrouting(packet));
  }

  get forwards(): readonly PortForward[] {
    return this.#sessions.forwards;
  }

  /** Puts these rules in place of the old ones; conversations that run on go on. */
  setForwards(forwards: readonly PortForward[]): void {
    this.#sessions.setForwards(forwards);
  }

  /** The table for the console. */
  rows(): NatRow[] {
    this.#outsideAddress();
    return this.#sessions.rows();
  }

  /** Forgets every conversation. */
  flush(): void {
    this.#hairpins.clear();
    this.#sessions.flows.clear();
  }

  #prerouting(packet: PassingPacket): HookVerdict {
    if (packet.in === null || packet.in === 'lo') return 'accept';
    const heading = this.#heading;
    const readable = readHeading(packet.bytes, packet.ip, packet.end, heading);
    const address = this.#outsideAddress();
    if (!readable || address === null) return 'accept';
    if (!this.#fragments.follow(heading)) {
      this.#early.hold(heading, packet);
      return 'stolen';
    }
    if (heading.fragment === 'first') this.#early.release(heading);
    if (packet.in === this.#options.outside) return this.#inbound(packet, heading, address);
    if (heading.destination !== address || this.#options.hairpin === false) return 'accept';
    return this.#hairpin(packet, heading, address);
  }

  #inbound(packet: PassingPacket, heading: Heading, address: Ipv4): HookVerdict {
    if (heading.destination !== address) {
      if (!this.#isInside(heading.destination)) return 'accept';
      return this.#refuse(
        packet,
        `${ipv4Text(heading.destination)} is an inside address, which nobody outside can reach.`,
      );
    }
    if (heading.quote !== -1) return this.#inboundError(packet, heading);
    if (!isPorted(heading)) return 'accept';
    const { protocol, source, destinationPort } = heading;
    const mapping = this.#sessions.mappings.fromOutside(protocol, destinationPort);
    const known = mapping && this.#sessions.flows.find(insideView(heading, mapping));
    if (!mapping || !(known || this.#sessions.mayCallIn(mapping, heading))) {
      if (isIcmpRequest(heading.icmpType) && this.#options.answersEcho !== false) return 'accept';
      this.#sessions.note(
        'refused',
        protocol,
        '-',
        endText(address, destinationPort),
        endText(source, heading.sourcePort),
      );
      return this.#refuse(
        packet,
        `Nobody inside asked for this: ${transportOf(protocol)} port ${destinationPort} of ${ipv4Text(address)} belongs to no conversation with ${endText(source, heading.sourcePort)} and to no forwarding rule.`,
      );
    }
    const view = insideView(heading, mapping);
    const session = known ?? this.#sessions.open(view, mapping);
    if (!session) return this.#refuse(packet, 'The table of conversations is full.');
    this.#sessions.flows.saw(session, view, heading.tcpFlags);
    rewriteEnd(packet.bytes, heading, 'destination', mapping.insideAddress, mapping.insidePort);
    return 'accept';
  }

  #postrouting(packet: PassingPacket): HookVerdict {
    if (packet.out !== this.#options.outside) {
      this.#turnBack(packet);
      return 'accept';
    }
    const heading = this.#heading;
    const ours = packet.in === null;
    const readable = readHeading(packet.bytes, packet.ip, packet.end, heading);
    const address = this.#outsideAddress();
    if (ours && (!readable || address === null || heading.source === 0 || isGroup(heading.destination)))
      return 'accept';
    if (address === null) return this.#refuse(packet, `${packet.out} has no address that could stand for the inside.`);
    if (!readable || !this.#fragments.follow(heading)) {
      return this.#refuse(packet, 'The header that holds the ports is not there, so it cannot be translated.');
    }
    if (heading.quote !== -1) return this.#outboundError(packet, heading, address);
    if (!isPorted(heading)) {
      return ours
        ? 'accept'
        : this.#refuse(packet, `Protocol ${heading.protocol} has no ports to tell hosts apart by.`);
    }
    const session = this.#sessions.flows.find(heading) ?? this.#sessions.begin(heading);
    if (!session) {
      if (ours) return 'accept';
      return this.#refuse(packet, cannotBegin);
    }
    this.#sessions.flows.saw(session, heading, heading.tcpFlags);
    rewriteEnd(packet.bytes, heading, 'source', address, session.tag.outsidePort);
    return 'accept';
  }

  #turnBack(packet: PassingPacket): void {
    const heading = this.#heading;
    const address = this.#hairpins.size > 0 ? this.#outsideAddress() : null;
    if (address === null || !readHeading(packet.bytes, packet.ip, packet.end, heading)) return;
    if (this.#fragments.follow(heading) && isPorted(heading)) this.#hairpins.back(packet.bytes, heading, address);
  }

  #inboundError(packet: PassingPacket, heading: Heading): HookVerdict {
    if (translateErrorIn(packet.bytes, heading, this.#quoted, this.#sessions.mappings, this.#sessions.flows))
      return 'accept';
    return this.#refuse(packet, 'An ICMP error about a packet that nobody inside sent.');
  }

  #outboundError(packet: PassingPacket, heading: Heading, address: Ipv4): HookVerdict {
    if (translateErrorOut(packet.bytes, heading, this.#quoted, this.#sessions.flows, address)) return 'accept';
    if (packet.in === null) return 'accept';
    return this.#refuse(packet, 'An ICMP error about a packet that this NAT did not let in.');
  }

  /** RFC 4787 §6: from the inside to a mapping, by the outside address. */
  #hairpin(packet: PassingPacket, heading: Heading, address: Ipv4): HookVerdict {
    const { protocol, icmpType, source, sourcePort, destinationPort } = heading;
    const isOurs = icmpType === -1 && isPorted(heading);
    const called = isOurs ? this.#sessions.mappings.fromOutside(protocol, destinationPort) : null;
    if (!called || called.insideAddress === address) return 'accept';
    const view = insideView(heading, called);
    const began = this.#hairpins.through(packet.bytes, heading, view, called, () => this.#sessions.mappingFor(heading));
    if (began === null) return this.#refuse(packet, cannotBegin);
    if (began === 'known') return 'accept';
    const outside = endText(address, began.caller.outsidePort);
    this.#sessions.note('added', protocol, endText(source, sourcePort), outside, endText(address, called.outsidePort));
    return 'accept';
  }

  /** A new outside address (a new lease) ends every conversation: the others know only the old one. */
  #outsideAddress(): Ipv4 | null {
    const address = this.#host.interfaces.get(this.#options.outside)?.addresses[0]?.address ?? null;
    if (address === this.#address) return address;
    this.flush();
    this.#address = address;
    this.#sessions.setAddress(address);
    return address;
  }

  #isInside(destination: Ipv4): boolean {
    for (const [label, { addresses }] of this.#host.interfaces) {
      if (label === this.#options.outside) continue;
      for (const { address, prefixLength } of addresses) {
        if (((address ^ destination) & maskOf(prefixLength)) === 0) return true;
      }
    }
    return false;
  }

  /** Nothing was changed in it yet, so it may come in by its port once more. */
  #sendAgain(packet: PassingPacket): void {
    const port = packet.in === null ? undefined : this.#host.interfaces.get(packet.in)?.port;
    port?.deliver({ bytes: packet.bytes, number: packet.frame });
  }

  #refuse(packet: PassingPacket, says: string): HookVerdict {
    const { world, name } = this.#host;
    world.trace?.({
      at: world.clock.now,
      kind: 'frame.dropped',
      frame: packet.frame === 0 ? null : packet.frame,
      where: name,
      reason: 'nat',
      bytes: packet.bytes,
      says,
    });
    return 'stolen';
  }
}
