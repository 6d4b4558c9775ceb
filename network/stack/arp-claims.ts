import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import { type Ipv4, ipv4Text, type Mac, macText } from '../wire/address.ts';
import { type Arp, arpRequest } from '../wire/arp.ts';
import type { NetworkInterface } from './interface.ts';

/** RFC 5227 §1.1, all times ns. */
const probeWait = second;
const probeCount = 3;
const probeLeast = second;
const probeMost = 2 * second;
const announceWait = 2 * second;
const announceCount = 2;
const announceInterval = 2 * second;
/** Between two defences of one address: two hosts that both insist must not fill the cable. */
const defendInterval = 10 * second;

interface Probe {
  readonly out: NetworkInterface;
  readonly address: Ipv4;
  readonly done: (holder: Mac | null) => void;
}

/** What makes an address ours alone: asking before, saying so after, and noticing when somebody else says so. RFC 5227. */
export class ArpClaims {
  readonly #world: World;
  readonly #device: string;
  readonly #random: Random;
  readonly #broadcast: (out: NetworkInterface, arp: Arp) => void;
  readonly #probes = new Set<Probe>();
  readonly #defended = new Map<Ipv4, number>();

  constructor(world: World, device: string, broadcast: (out: NetworkInterface, arp: Arp) => void) {
    this.#world = world;
    this.#device = device;
    this.#random = world.random.branch(`${device}/arp`);
    this.#broadcast = broadcast;
  }

  announce(out: NetworkInterface, address: Ipv4, times = announceCount): void {
    if (!out.owns(address)) return;
    this.#send(out, address, address);
    if (times > 1) this.#world.clock.after(announceInterval, () => this.announce(out, address, times - 1));
  }

  probe(out: NetworkInterface, address: Ipv4, done: (holder: Mac | null) => void): void {
    const probe = { out, address, done };
    this.#probes.add(probe);
    this.#world.clock.after(this.#random.below(probeWait), () => this.#ask(probe, probeCount));
  }

  /**
   * Looks at every ARP packet first.
   * @returns true when it claims an address of ours: then nothing must be learned from it
   */
  concerns(from: NetworkInterface, arp: Arp): boolean {
    if (arp.senderMac === from.mac) return false;
    for (const probe of [...this.#probes]) {
      if (probe.out !== from) continue;
      const taken = arp.senderIp === probe.address;
      const wanted = arp.senderIp === 0 && arp.targetIp === probe.address && arp.operation === arpRequest;
      if (taken || wanted) this.#finish(probe, arp.senderMac);
    }
    if (!from.owns(arp.senderIp)) return false;
    this.#conflict(from, arp);
    return true;
  }

  #ask(probe: Probe, left: number): void {
    if (!this.#probes.has(probe)) return;
    if (left === 0) return this.#finish(probe, null);
    this.#send(probe.out, 0, probe.address);
    const wait = left === 1 ? announceWait : probeLeast + this.#random.below(probeMost - probeLeast);
    this.#world.clock.after(wait, () => this.#ask(probe, left - 1));
  }

  #finish(probe: Probe, holder: Mac | null): void {
    this.#probes.delete(probe);
    probe.done(holder);
  }

  /** RFC 5227 §2.4 (c): we keep the address and say so, but not to the neighbour who says so every second. */
  #conflict(from: NetworkInterface, arp: Arp): void {
    const { now } = this.#world.clock;
    this.#world.trace?.({
      at: now,
      kind: 'arp.conflict',
      device: this.#device,
      address: ipv4Text(arp.senderIp),
      mac: macText(arp.senderMac),
    });
    const last = this.#defended.get(arp.senderIp);
    if (last !== undefined && now - last < defendInterval) return;
    this.#defended.set(arp.senderIp, now);
    this.#send(from, arp.senderIp, arp.senderIp);
  }

  #send(out: NetworkInterface, senderIp: Ipv4, targetIp: Ipv4): void {
    this.#broadcast(out, { operation: arpRequest, senderMac: out.mac, senderIp, targetMac: 0, targetIp });
  }
}
