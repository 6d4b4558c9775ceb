import type { World } from '../link/world.ts';
import { broadcastMac, type Ipv4, ipv4Text, readUint16, readUint32 } from '../wire/address.ts';
import { ethernetHeaderLength, etherTypeIpv4, writeEthernet } from '../wire/ethernet.ts';
import { ipv4At } from '../wire/ipv4.ts';
import type { ArpCache } from './arp-cache.ts';
import { dropped } from './drops.ts';
import { cutIntoFragments } from './fragments.ts';
import type { Hook, HookVerdict, PacketHooks } from './hooks.ts';
import type { NetworkInterface } from './interface.ts';
import type { Way } from './ways.ts';

const ip = ethernetHeaderLength;

/** Runs hooks in order until one says no. */
export function passes(
  hooks: readonly Hook[],
  bytes: Uint8Array,
  from: string | null,
  out: string | null,
  frame: number,
): HookVerdict {
  if (hooks.length === 0) return 'accept';
  const packet = { bytes, ip, end: ip + readUint16(bytes, ip + ipv4At.totalLength), in: from, out, frame };
  for (const hook of hooks) {
    const verdict = hook(packet);
    if (verdict !== 'accept') return verdict;
  }
  return 'accept';
}

/** The group's frames carry the last 23 bits of its address. RFC 1112 §6.4. */
export const groupMac = (group: Ipv4): number => 0x0100_5e00_0000 + (group & 0x7f_ffff);

/** The last steps of every packet that leaves: postrouting, cutting to size, the first hop's MAC address. */
export class Ipv4Output {
  readonly #world: World;
  readonly #device: string;
  readonly #hooks: PacketHooks;
  readonly #arp: ArpCache;

  constructor(world: World, device: string, hooks: PacketHooks, arp: ArpCache) {
    this.#world = world;
    this.#device = device;
    this.#hooks = hooks;
    this.#arp = arp;
  }

  /**
   * @param bytes ours alone: room for the Ethernet header, then the datagram
   * @param mtu of the interface or of the path, bytes
   * @param from the interface it came in by, null for our own
   * @param frame the transmission that is forwarded; 0 for our own
   * @returns false when a hook stopped it
   */
  send(bytes: Uint8Array, way: Way, mtu: number, from: string | null, frame: number): boolean {
    const { postrouting } = this.#hooks;
    const verdict = postrouting.length === 0 ? 'accept' : passes(postrouting, bytes, from, way.out.label, frame);
    if (verdict !== 'accept') {
      if (verdict !== 'stolen')
        dropped(this.#world, frame, this.#device, 'firewall', bytes, () => 'A postrouting rule stopped it.');
      return false;
    }
    if (readUint16(bytes, ip + ipv4At.totalLength) <= mtu) this.#toNeighbour(bytes, way, frame);
    else for (const piece of cutIntoFragments(bytes, ip, mtu)) this.#toNeighbour(piece, way, frame);
    return true;
  }

  /** One of our own packets has no way out: it never becomes a frame. RFC 1122 §3.3.1.1. */
  nowhere(bytes: Uint8Array, destination: Ipv4): 'ENETUNREACH' {
    const says = () => `${this.#device} has no route to ${ipv4Text(destination)}, so the packet never became a frame.`;
    dropped(this.#world, 0, this.#device, 'no-route', bytes, says);
    return 'ENETUNREACH';
  }

  #toNeighbour(bytes: Uint8Array, way: Way, frame: number): void {
    const { out } = way;
    if (way.kind === 'unicast') {
      const mac = this.#arp.macOf(out, way.nextHop);
      if (mac < 0) this.#arp.wait(out, way.nextHop, { bytes, after: frame });
      else frameTo(mac, bytes, out, frame);
      return;
    }
    if (way.kind === 'local') frameTo(0, bytes, out, frame);
    else {
      const mac = way.kind === 'broadcast' ? broadcastMac : groupMac(readUint32(bytes, ip + ipv4At.destination));
      frameTo(mac, bytes, out, frame);
    }
  }
}

function frameTo(mac: number, bytes: Uint8Array, out: NetworkInterface, frame: number): void {
  writeEthernet(bytes, 0, mac, out.mac, etherTypeIpv4);
  out.transmit(bytes, frame);
}
