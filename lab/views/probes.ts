import type { NetworkEvent } from '../../network/trace/event.ts';
import { ipv4Text, readUint16, readUint32 } from '../../network/wire/address.ts';
import { ethernetHeaderLength, etherTypeIpv4, typeOf } from '../../network/wire/ethernet.ts';
import { icmpAt, icmpType, protocolIcmp, unreachableCode } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';
import { protocolUdp, udpDestinationPort } from '../../network/wire/udp.ts';
import { deviceOf } from './transmissions.ts';

/** One datagram of a traceroute: how far it came, and who said so. */
export interface Probe {
  /** Its TTL when it left. */
  readonly ttl: number;
  readonly target: string;
  /** Every cable that it crossed, with the TTL it had there. */
  readonly crossings: readonly { readonly from: string; readonly to: string; readonly ttl: number }[];
  /** The complaint that came back to its sender; null as long as there is none. */
  readonly answer: { readonly from: string; readonly kind: 'time exceeded' | 'port unreachable' | 'other' } | null;
}

interface Packet {
  /** Equal for the same packet on every cable: the identification of RFC 791 and who it is between. */
  readonly key: string;
  readonly source: string;
  readonly target: string;
  readonly ttl: number;
}

/** The probes of the last traceroute in these events, in the order in which they left. */
export function probesOfLastTrace(events: readonly NetworkEvent[]): Probe[] {
  let probes = new Map<string, Probe & { readonly home: string }>();
  let highest = 0;
  for (const event of events) {
    if (event.kind !== 'frame.sent') continue;
    const { bytes } = event;
    const ip = ethernetHeaderLength;
    const packet = packetAt(bytes, ip, protocolUdp);
    if (packet !== null && isProbe(bytes, ip)) {
      const known = probes.get(packet.key);
      if (!known && packet.ttl < highest) probes = new Map();
      if (!known) highest = packet.ttl;
      const crossing = { from: deviceOf(event.from), to: deviceOf(event.to), ttl: packet.ttl };
      probes.set(packet.key, {
        ttl: known?.ttl ?? packet.ttl,
        target: packet.target,
        home: known?.home ?? crossing.from,
        crossings: [...(known?.crossings ?? []), crossing],
        answer: known?.answer ?? null,
      });
      continue;
    }
    const complaint = complaintIn(bytes, ip);
    const about = complaint && probes.get(complaint.about);
    if (complaint && about && deviceOf(event.to) === about.home)
      probes.set(complaint.about, { ...about, answer: { from: complaint.from, kind: complaint.kind } });
  }
  return [...probes.values()].map(({ ttl, target, crossings, answer }) => ({ ttl, target, crossings, answer }));
}

/** The ports that traceroute sends to begin at 33434. RFC 2151 §3.4. */
const firstPort = 33_434;
const lastPort = 33_700;

function isProbe(bytes: Uint8Array, ip: number): boolean {
  const port = udpDestinationPort(bytes, ip + headerLengthOf(bytes, ip));
  return port >= firstPort && port <= lastPort;
}

/** The IPv4 packet that begins at `at`, if it carries `protocol`. */
function packetAt(bytes: Uint8Array, at: number, protocol: number): Packet | null {
  if (at === ethernetHeaderLength && typeOf(bytes) !== etherTypeIpv4) return null;
  if (bytes[at + ipv4At.protocol] !== protocol) return null;
  const source = ipv4Text(readUint32(bytes, at + ipv4At.source));
  const target = ipv4Text(readUint32(bytes, at + ipv4At.destination));
  const identification = readUint16(bytes, at + ipv4At.identification);
  const port = udpDestinationPort(bytes, at + headerLengthOf(bytes, at));
  return { key: [source, target, identification, port].join(), source, target, ttl: bytes[at + ipv4At.ttl] ?? 0 };
}

/** An ICMP error about a UDP datagram: it quotes the beginning of it. RFC 792. */
function complaintIn(bytes: Uint8Array, ip: number) {
  if (typeOf(bytes) !== etherTypeIpv4 || bytes[ip + ipv4At.protocol] !== protocolIcmp) return null;
  const icmp = ip + headerLengthOf(bytes, ip);
  const type = bytes[icmp + icmpAt.type];
  if (type !== icmpType.timeExceeded && type !== icmpType.unreachable) return null;
  const quoted = packetAt(bytes, icmp + icmpAt.data, protocolUdp);
  if (quoted === null) return null;
  const portClosed = type === icmpType.unreachable && bytes[icmp + icmpAt.code] === unreachableCode.port;
  const kind: 'time exceeded' | 'port unreachable' | 'other' =
    type === icmpType.timeExceeded ? 'time exceeded' : portClosed ? 'port unreachable' : 'other';
  return { about: quoted.key, from: ipv4Text(readUint32(bytes, ip + ipv4At.source)), kind };
}
