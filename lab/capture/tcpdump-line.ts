import { ipv4Text, macText, readUint16, readUint48 } from '../../network/wire/address.ts';
import { arpReply, decodeArp } from '../../network/wire/arp.ts';
import { isMalformed } from '../../network/wire/field.ts';
import { icmpAt, isIcmpError } from '../../network/wire/icmp.ts';
import { decodeIpv4, dontFragment, fragmentOffsetOf, moreFragments } from '../../network/wire/ipv4.ts';
import { decodeUdp } from '../../network/wire/udp.ts';
import { icmpText } from './tcpdump-icmp.ts';
import { type TcpFlows, tcpText } from './tcpdump-tcp.ts';
import { datagramText } from './tcpdump-udp.ts';

export interface LineOptions {
  /** -e: the link-level header. */
  readonly link?: boolean;
  /** -v: the IP header, too. */
  readonly verbose?: boolean;
  /** -S: sequence numbers as they are. */
  readonly absolute?: boolean;
}

const protocolNames: Readonly<Record<number, string>> = { 1: 'ICMP', 2: 'IGMP', 6: 'TCP', 17: 'UDP', 89: 'OSPF' };
const etherTypeNames: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q',
  34525: 'IPv6',
  35020: 'LLDP',
};
const ethernetHeader = 14;

/** One frame as tcpdump(8) prints it, without the time. `flows` remembers connections, for relative numbers. */
export function tcpdumpLine(bytes: Uint8Array, flows: TcpFlows, options: LineOptions = {}): string {
  const etherType = readUint16(bytes, 12);
  const rest = networkText(bytes, ethernetHeader, etherType, flows, options);
  if (!options.link) return rest.label === '' ? rest.text : `${rest.label}${rest.text}`;
  const name = etherTypeNames[etherType] ?? 'Unknown';
  const kind = etherType <= 1500 ? '802.3' : `ethertype ${name} (0x${etherType.toString(16).padStart(4, '0')})`;
  return `${macText(readUint48(bytes, 6))} > ${macText(readUint48(bytes, 0))}, ${kind}, length ${bytes.length}: ${rest.text}`;
}

interface Labelled {
  /** What stands before it when the link level is not shown: `IP `. */
  readonly label: string;
  readonly text: string;
}

function networkText(
  bytes: Uint8Array,
  at: number,
  etherType: number,
  flows: TcpFlows,
  options: LineOptions,
): Labelled {
  switch (etherType) {
    case 0x0800:
      return { label: 'IP ', text: ipText(bytes, at, flows, options) };
    case 0x0806:
      return { label: 'ARP, ', text: arpText(bytes, at, options) };
    case 0x86dd:
      return { label: 'IP6 ', text: `(length ${bytes.length - at})` };
    case 0x8100: {
      const tag = readUint16(bytes, at);
      const inner = networkText(bytes, at + 4, readUint16(bytes, at + 2), flows, options);
      return { label: '', text: `vlan ${tag & 0xfff}, p ${tag >>> 13}, ${inner.label}${inner.text}` };
    }
    case 0x88cc:
      return { label: '', text: `LLDP, length ${bytes.length - at}` };
    default:
      if (etherType <= 1500 && readUint16(bytes, at) === 0x4242) return { label: '', text: stpText(bytes, at + 3) };
      return { label: '', text: `ethertype 0x${etherType.toString(16).padStart(4, '0')}, length ${bytes.length}` };
  }
}

function arpText(bytes: Uint8Array, at: number, options: LineOptions): string {
  const arp = decodeArp(bytes, at);
  const length = `length ${bytes.length - at}`;
  if (isMalformed(arp)) return `[|arp], ${length}`;
  const head = options.verbose ? 'Ethernet (len 6), IPv4 (len 4), ' : '';
  const target = ipv4Text(arp.targetIp);
  if (arp.operation === arpReply)
    return `${head}Reply ${ipv4Text(arp.senderIp)} is-at ${macText(arp.senderMac)}, ${length}`;
  if (arp.operation !== 1) return `${head}op ${arp.operation}, ${length}`;
  const known = arp.targetMac === 0 ? '' : ` (${macText(arp.targetMac)})`;
  return `${head}Request who-has ${target}${known} tell ${ipv4Text(arp.senderIp)}, ${length}`;
}

/** With -v, the datagram that an ICMP error is about, on lines of its own. */
function quotedText(icmp: Uint8Array, flows: TcpFlows, options: LineOptions): string {
  if (!options.verbose || !isIcmpError(icmp[icmpAt.type] ?? 0)) return '';
  return `\n\tIP ${ipText(icmp, icmpAt.data, flows, options)}`;
}

/** The bridge protocol data unit's first words. IEEE 802.1D cl. 9.3. */
function stpText(bytes: Uint8Array, at: number): string {
  if (bytes[at + 3] === 0x80) return 'STP 802.1d, Topology Change';
  const root = `${readUint16(bytes, at + 5)
    .toString(16)
    .padStart(4, '0')}.${macText(readUint48(bytes, at + 7))}`;
  return `STP 802.1d, Config, root ${root}`;
}

function ipText(bytes: Uint8Array, at: number, flows: TcpFlows, options: LineOptions): string {
  const packet = decodeIpv4(bytes, at);
  if (isMalformed(packet)) return `[|ip] ${packet.malformed}`;
  const { flagsAndOffset, protocol, payload } = packet;
  const source = ipv4Text(packet.source);
  const destination = ipv4Text(packet.destination);
  const offset = fragmentOffsetOf(flagsAndOffset);
  const inner = ((): string => {
    if (offset > 0) return `${source} > ${destination}: ip-proto-${protocol}`;
    if (protocol === 6) return tcpText(packet, flows, options);
    if (protocol === 17) {
      const udp = decodeUdp(payload);
      if (isMalformed(udp)) return `${source} > ${destination}: [|udp]`;
      const ends = `${source}.${udp.sourcePort} > ${destination}.${udp.destinationPort}`;
      return `${ends}: ${datagramText(udp)}`;
    }
    if (protocol === 1) return `${source} > ${destination}: ${icmpText(payload)}${quotedText(payload, flows, options)}`;
    return `${source} > ${destination}: ip-proto-${protocol} ${payload.length}`;
  })();
  if (!options.verbose) return inner;
  const flags = [flagsAndOffset & moreFragments ? '+' : '', flagsAndOffset & dontFragment ? 'DF' : ''].join('');
  const name = protocolNames[protocol] ?? 'unknown';
  const record = packet.options.length > 0 ? `, options (${packet.options.length} bytes)` : '';
  return `(tos 0x${packet.typeOfService.toString(16)}, ttl ${packet.ttl}, id ${packet.identification}, offset ${offset}, flags [${flags === '' ? 'none' : flags}], proto ${name} (${protocol}), length ${packet.totalLength}${record})\n    ${inner}`;
}
