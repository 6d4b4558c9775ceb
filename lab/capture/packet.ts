import { readUint16, readUint32 } from '../../network/wire/address.ts';

/** Where the headers of a frame begin, as far as a filter needs to know. Byte offsets; -1 where there is none. */
export interface Offsets {
  /** The type after any 802.1Q tags. */
  readonly etherType: number;
  readonly ip: number;
  /** What IP carries; -1 also in a fragment that is not the first. */
  readonly transport: number;
  /** IANA protocol number, also in later fragments. */
  readonly protocol: number;
  readonly ip6: number;
  readonly arp: number;
}

const etherTypes = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, vlan: 0x8100 };
const ethernetHeader = 14;

/** Finds the headers. Reads nothing past the end and judges nothing. */
export function offsetsOf(bytes: Uint8Array): Offsets {
  let at = ethernetHeader;
  let etherType = readUint16(bytes, at - 2);
  while (etherType === etherTypes.vlan && at + 4 <= bytes.length) {
    at += 4;
    etherType = readUint16(bytes, at - 2);
  }
  const none = { etherType, ip: -1, transport: -1, protocol: -1, ip6: -1, arp: -1 };
  if (etherType === etherTypes.arp) return { ...none, arp: at };
  if (etherType === etherTypes.ipv6) {
    // Extension headers are not walked: as in tcpdump, `tcp` then looks at the first next header only.
    return { ...none, ip6: at, protocol: bytes[at + 6] ?? -1, transport: at + 40 };
  }
  if (etherType !== etherTypes.ipv4) return none;
  const isLaterFragment = (readUint16(bytes, at + 6) & 0x1fff) !== 0;
  return {
    ...none,
    ip: at,
    protocol: bytes[at + 9] ?? -1,
    transport: isLaterFragment ? -1 : at + ((bytes[at] ?? 0) & 0x0f) * 4,
  };
}

/** Source and destination IPv4 address, of the packet or of what ARP speaks about. */
export function addressesOf(bytes: Uint8Array, offsets: Offsets): { source: number; destination: number } | null {
  if (offsets.ip >= 0)
    return { source: readUint32(bytes, offsets.ip + 12), destination: readUint32(bytes, offsets.ip + 16) };
  if (offsets.arp >= 0)
    return { source: readUint32(bytes, offsets.arp + 14), destination: readUint32(bytes, offsets.arp + 24) };
  return null;
}

const tcp = 6;
const udp = 17;

export function portsOf(bytes: Uint8Array, offsets: Offsets): { source: number; destination: number } | null {
  const { transport, protocol } = offsets;
  if (transport < 0 || (protocol !== tcp && protocol !== udp)) return null;
  return { source: readUint16(bytes, transport), destination: readUint16(bytes, transport + 2) };
}
