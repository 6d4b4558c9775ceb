import type { Frame } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import { broadcastMac, type Ipv4, ipv4Text, isGroupMac, type Mac, macText } from '../wire/address.ts';
import { type Arp, arpReply, arpRequest, decodeArp, writeArp } from '../wire/arp.ts';
import {
  ethernetHeaderLength,
  etherTypeArp,
  etherTypeIpv4,
  minimumFrameLength,
  writeEthernet,
} from '../wire/ethernet.ts';
import { ArpClaims } from './arp-claims.ts';
import type { ArpChange, ArpRow, ArpState, Entry, How, Waiting } from './arp-entry.ts';
import { dropped } from './drops.ts';
import type { NetworkInterface } from './interface.ts';

/** How long a neighbour that was heard of is believed without asking again. RFC 1122 §2.3.2.1 (Linux: 30 s). ns */
export const reachableTime = 30 * second;
/** How long a row that nobody uses is kept after that. RFC 1122 §2.3.2.1 says about a minute. ns */
export const staleTime = 60 * second;
/** RFC 1122 §2.3.2.1: at most one request a second for one address. ns */
const askEvery = second;
const mostQuestions = 3;
/** Bytes that may wait for one answer. RFC 1122 §2.3.2.2 wants at least one packet; a datagram of 64 KiB fits in pieces. */
export const mostWaitingBytes = 131_072;
/** Neighbours that are remembered on one interface: more than a /23 has. */
const mostEntries = 1024;

/** Who is at which address. RFC 826, RFC 1122 §2.3.2; announcements, probes and conflicts by RFC 5227. */
export class ArpCache {
  readonly #world: World;
  readonly #device: string;
  readonly #tables = new Map<NetworkInterface, Map<Ipv4, Entry>>();
  readonly #claims: ArpClaims;
  /** Told of packets whose first hop did not answer. */
  unanswered: ((waiting: Waiting, out: NetworkInterface) => void) | null = null;

  constructor(world: World, device: string) {
    this.#world = world;
    this.#device = device;
    this.#claims = new ArpClaims(world, device, (out, arp) => this.#send(out, broadcastMac, arp));
  }

  get entries(): readonly ArpRow[] {
    const { now } = this.#world.clock;
    return [...this.#tables.values()].flatMap((table) =>
      [...table.values()].map((entry) => ({
        interface: entry.interface.label,
        address: entry.address,
        mac: entry.mac < 0 ? null : entry.mac,
        state: entry.state,
        age: now - entry.heard,
      })),
    );
  }

  /** Where a frame for `address` goes; -1 when that is not known yet. Using a stale row makes us ask, once, quietly. */
  macOf(out: NetworkInterface, address: Ipv4): Mac {
    const entry = this.#tables.get(out)?.get(address);
    if (entry === undefined) return -1;
    if (entry.state === 'stale') {
      entry.questions = 0;
      this.#change(entry, 'probe', 'used');
      this.#question(entry);
    }
    return entry.state === 'incomplete' || entry.state === 'failed' ? -1 : entry.mac;
  }

  /** Keeps a packet until the answer is there, and asks if that was not done yet. */
  wait(out: NetworkInterface, address: Ipv4, packet: Waiting): void {
    const entry = this.#entry(out, address);
    entry.waiting.push(packet);
    entry.waitingBytes += packet.bytes.length;
    while (entry.waitingBytes > mostWaitingBytes && entry.waiting.length > 1) {
      const oldest = entry.waiting.shift();
      if (!oldest) break;
      entry.waitingBytes -= oldest.bytes.length;
      const says = () => `Too many packets wait for the answer of ${ipv4Text(address)}; the oldest made room.`;
      dropped(this.#world, oldest.after, this.#device, 'queue-full', oldest.bytes, says);
    }
    if (entry.state !== 'incomplete') this.#ask(entry);
  }

  /** Asks everyone on that cable, whatever the table says. */
  ask(out: NetworkInterface, address: Ipv4): void {
    const entry = this.#entry(out, address);
    if (entry.state !== 'incomplete') this.#ask(entry);
  }

  /** Writes a row that does not age. */
  set(out: NetworkInterface, address: Ipv4, mac: Mac): void {
    this.#heard(this.#entry(out, address), mac, 'permanent', 'set');
  }

  remove(out: NetworkInterface, address: Ipv4): boolean {
    const entry = this.#tables.get(out)?.get(address);
    if (entry) this.#forget(entry, 'set');
    return entry !== undefined;
  }

  /** Forgets everybody, on one interface or on all, except the rows that were written by hand. */
  flush(out?: NetworkInterface): void {
    for (const [owner, table] of this.#tables) {
      if (out !== undefined && owner !== out) continue;
      for (const entry of [...table.values()]) if (entry.state !== 'permanent') this.#forget(entry, 'flushed');
    }
  }

  /** Tells all neighbours which addresses this interface uses, twice, 2 s apart. RFC 5227 §2.3. */
  announce(out: NetworkInterface): void {
    for (const { address } of out.addresses) this.#claims.announce(out, address);
  }

  /**
   * Asks whether somebody uses an address, before taking it. RFC 5227 §2.1.1: three questions in up to 5 s, then 2 s of
   * listening.
   * @param done told once who holds the address, or null
   */
  probe(out: NetworkInterface, address: Ipv4, done: (holder: Mac | null) => void): void {
    this.#claims.probe(out, address, done);
  }

  receive(from: NetworkInterface, frame: Frame): void {
    const arp = decodeArp(frame.bytes, ethernetHeaderLength);
    if ('malformed' in arp || arp.hardwareType !== 1 || arp.protocolType !== 0x0800 || isGroupMac(arp.senderMac)) {
      const says = () => ('malformed' in arp ? arp.malformed : 'It is not ARP for Ethernet and IPv4.');
      dropped(this.#world, frame.number, from.port.name, 'malformed', frame.bytes, says);
      return;
    }
    if (this.#claims.concerns(from, arp)) return;
    const forUs = from.owns(arp.targetIp);
    const known = this.#tables.get(from)?.get(arp.senderIp);
    const how = arp.senderIp === arp.targetIp ? 'announcement' : arp.operation === arpReply ? 'reply' : 'request';
    // RFC 826: rows that exist are brought up to date by any packet, new ones only by a question for us.
    if (known && known.state !== 'permanent') {
      const old = known.state === 'failed' && how !== 'reply' && !forUs;
      if (!old) this.#heard(known, arp.senderMac, 'reachable', how);
    } else if (!known && forUs && arp.operation === arpRequest && arp.senderIp !== 0) {
      this.#heard(this.#entry(from, arp.senderIp), arp.senderMac, 'reachable', how);
    }
    if (forUs && arp.operation === arpRequest) {
      const { senderMac: targetMac, senderIp: targetIp } = arp;
      this.#send(from, targetMac, { ...answer(from, arp.targetIp), targetMac, targetIp });
    }
  }

  #entry(out: NetworkInterface, address: Ipv4): Entry {
    let table = this.#tables.get(out);
    if (!table) {
      table = new Map();
      this.#tables.set(out, table);
    }
    const known = table.get(address);
    if (known) return known;
    if (table.size >= mostEntries) this.#makeRoom(table);
    const { now } = this.#world.clock;
    const blank = { questions: 0, waiting: [], waitingBytes: 0, heard: now, until: -1 };
    const entry: Entry = { address, interface: out, mac: -1, state: 'failed', ...blank };
    table.set(address, entry);
    return entry;
  }

  #makeRoom(table: Map<Ipv4, Entry>): void {
    for (const entry of table.values()) {
      if (entry.state === 'permanent') continue;
      this.#forget(entry, 'flushed');
      return;
    }
  }

  #ask(entry: Entry): void {
    entry.questions = 0;
    entry.mac = -1;
    this.#change(entry, 'incomplete', 'asked');
    this.#question(entry);
  }

  /** To everyone while nothing is known, to the neighbour alone while a stale row is made sure of (RFC 1122 §2.3.2.1). */
  #question(entry: Entry): void {
    entry.questions += 1;
    const { interface: out, address: targetIp } = entry;
    const senderIp = out.addressTowards(targetIp);
    const to = entry.state === 'probe' ? entry.mac : broadcastMac;
    this.#send(out, to, { operation: arpRequest, senderMac: out.mac, senderIp, targetMac: 0, targetIp });
    this.#wake(entry, askEvery);
  }

  #heard(entry: Entry, mac: Mac, state: 'reachable' | 'permanent', how: How): void {
    entry.mac = mac;
    entry.heard = this.#world.clock.now;
    this.#change(entry, state, how);
    if (state === 'reachable') this.#wake(entry, reachableTime);
    else entry.until = -1;
    const { waiting } = entry;
    entry.waiting = [];
    entry.waitingBytes = 0;
    for (const { bytes, after } of waiting) {
      writeEthernet(bytes, 0, mac, entry.interface.mac, etherTypeIpv4);
      entry.interface.transmit(bytes, after);
    }
  }

  #wake(entry: Entry, delay: number): void {
    const { clock } = this.#world;
    const until = clock.now + delay;
    entry.until = until;
    clock.at(until, () => {
      if (entry.until === until) this.#aged(entry);
    });
  }

  #aged(entry: Entry): void {
    switch (entry.state) {
      case 'reachable':
        this.#change(entry, 'stale', 'aged');
        this.#wake(entry, staleTime);
        break;
      case 'incomplete':
      case 'probe':
        if (entry.questions < mostQuestions) this.#question(entry);
        else this.#failed(entry);
        break;
      case 'stale':
      case 'failed':
        this.#forget(entry, 'aged');
        break;
      case 'permanent':
        break;
    }
  }

  #failed(entry: Entry): void {
    entry.mac = -1;
    this.#change(entry, 'failed', 'no-answer');
    this.#wake(entry, staleTime);
    this.#giveUp(entry);
  }

  #giveUp(entry: Entry): void {
    const { waiting } = entry;
    entry.waiting = [];
    entry.waitingBytes = 0;
    for (const packet of waiting) {
      const says = () => `Nobody on this cable answered for ${ipv4Text(entry.address)}.`;
      dropped(this.#world, packet.after, entry.interface.port.name, 'no-arp-answer', packet.bytes, says);
      this.unanswered?.(packet, entry.interface);
    }
  }

  #forget(entry: Entry, how: How): void {
    entry.until = -1;
    this.#tables.get(entry.interface)?.delete(entry.address);
    this.#tell(entry, 'removed', how);
    this.#giveUp(entry);
  }

  #change(entry: Entry, state: ArpState, how: How): void {
    entry.state = state;
    this.#tell(entry, state, how);
  }

  #tell(entry: Entry, state: ArpChange['state'], how: How): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'arp.changed',
      device: this.#device,
      interface: entry.interface.label,
      address: ipv4Text(entry.address),
      mac: entry.mac < 0 ? null : macText(entry.mac),
      state,
      how,
    });
  }

  #send(out: NetworkInterface, to: Mac, arp: Arp): void {
    const bytes = new Uint8Array(minimumFrameLength);
    writeEthernet(bytes, 0, to, out.mac, etherTypeArp);
    writeArp(bytes, ethernetHeaderLength, arp);
    out.transmit(bytes);
  }
}

const answer = (from: NetworkInterface, senderIp: Ipv4) => ({ operation: arpReply, senderMac: from.mac, senderIp });
