import { ipv4Text, macText, readUint16, readUint32, readUint48 } from '../../network/wire/address.ts';
import { dhcpGlance, dnsGlance, quoted } from './glance-application.ts';

/** One colour a layer, as the style sheets name them. */
export type LayerColour = 'link' | 'net' | 'tcp' | 'udp' | 'app';

/** What a TCP segment says, for ladders and plots. Numbers as on the wire. RFC 9293 §3.1. */
export interface SegmentGlance {
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** `SYN, ACK` */
  readonly flags: string;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly ack: boolean;
  /** As in the header, not scaled. */
  readonly window: number;
  /** Bytes of data. */
  readonly length: number;
  /** What was said, shortened, where it is readable. */
  readonly text: string | null;
}

/** A frame in a few words. The inspector tells it all; this is for capsules, arrows and rows. */
export interface Glance {
  readonly protocol: string;
  readonly colour: LayerColour;
  /** For a capsule: `SYN`, `who has .20`, `DATA 1460`. */
  readonly label: string;
  /** Addresses of the highest layer that has some. */
  readonly from: string;
  readonly to: string;
  readonly info: string;
  readonly segment: SegmentGlance | null;
}

const read = new WeakMap<Uint8Array, Glance>();

/** Bytes of a frame never change, so each is looked at once. Never throws. */
export function glanceAt(bytes: Uint8Array): Glance {
  const known = read.get(bytes);
  if (known) return known;
  const glance = look(bytes);
  read.set(bytes, glance);
  return glance;
}

function look(bytes: Uint8Array): Glance {
  const tagged = readUint16(bytes, 12) === 0x8100;
  const at = tagged ? 18 : 14;
  const type = readUint16(bytes, at - 2);
  const from = macText(readUint48(bytes, 6));
  const to = macText(readUint48(bytes, 0));
  const frame = (protocol: string, label: string, info: string): Glance => ({
    ...{ protocol, colour: 'link', label, from, to, info, segment: null },
  });
  if (type === 0x0806) return arp(bytes, at, frame);
  if (type === 0x0800 && bytes.length >= at + 20) return ipv4(bytes, at);
  if (type === 0x86dd) return { ...frame('IPv6', 'IPv6', 'IPv6 packet'), colour: 'net' };
  if (type === 0x88cc) return frame('LLDP', 'LLDP', 'a device introduces itself');
  if (type < 0x600 && readUint16(bytes, at) === 0x4242) return frame('STP', 'BPDU', 'spanning tree');
  return frame('Ethernet', 'frame', `type 0x${type.toString(16).padStart(4, '0')}, ${bytes.length} bytes`);
}

function arp(bytes: Uint8Array, at: number, frame: (protocol: string, label: string, info: string) => Glance): Glance {
  const operation = readUint16(bytes, at + 6);
  const sender = ipv4Text(readUint32(bytes, at + 14));
  const target = ipv4Text(readUint32(bytes, at + 24));
  const mac = macText(readUint48(bytes, at + 8));
  if (sender === target) return frame('ARP', 'ARP announce', `announcement: ${sender} is at ${mac}`);
  if (operation === 1) return frame('ARP', `ARP who-has ${lastOf(target)}`, `who has ${target}? tell ${sender}`);
  if (operation === 2) return frame('ARP', `ARP ${lastOf(sender)} is-at`, `${sender} is at ${mac}`);
  return frame('ARP', 'ARP', `operation ${operation}`);
}

const lastOf = (address: string): string => address.slice(address.lastIndexOf('.'));

function ipv4(bytes: Uint8Array, ip: number): Glance {
  const header = ((bytes[ip] ?? 0) & 15) * 4;
  const end = Math.min(bytes.length, ip + readUint16(bytes, ip + 2));
  const at = ip + header;
  const protocol = bytes[ip + 9] ?? 0;
  const offset = (readUint16(bytes, ip + 6) & 0x1fff) * 8;
  const more = (readUint16(bytes, ip + 6) & 0x2000) !== 0;
  const from = ipv4Text(readUint32(bytes, ip + 12));
  const to = ipv4Text(readUint32(bytes, ip + 16));
  const base: Glance = { protocol: 'IPv4', colour: 'net', label: 'IP', from, to, info: '', segment: null };
  if (offset > 0 || more) {
    const identification = readUint16(bytes, ip + 4);
    const info = `fragment of datagram ${identification}, bytes ${offset} to ${offset + end - at - 1}${more ? '' : ', the last'}`;
    return { ...base, label: `fragment ${offset}`, info };
  }
  if (protocol === 6 && end >= at + 20) return tcp(bytes, at, end, base);
  if (protocol === 17 && end >= at + 8) return udp(bytes, at, end, base);
  if (protocol === 1) return icmp(bytes, at, end, base);
  return { ...base, info: `protocol ${protocol}, ${end - at} bytes` };
}

const icmpNames: Readonly<Record<number, string>> = {
  0: 'echo reply',
  3: 'unreachable',
  5: 'redirect',
  8: 'echo request',
  11: 'time exceeded',
};
const unreachable: Readonly<Record<number, string>> = {
  0: 'network',
  1: 'host',
  2: 'protocol',
  3: 'port',
  4: 'fragmentation needed',
  13: 'prohibited',
};

function icmp(bytes: Uint8Array, at: number, end: number, base: Glance): Glance {
  const type = bytes[at] ?? 0;
  const code = bytes[at + 1] ?? 0;
  const name = icmpNames[type] ?? `type ${type}`;
  const label = type === 3 ? `${unreachable[code] ?? `code ${code}`} unreachable` : name;
  const echo = type === 0 || type === 8;
  const info = echo
    ? `${name}, seq ${readUint16(bytes, at + 6)}, id ${readUint16(bytes, at + 4)}, ${end - at - 8} bytes`
    : `${label} (type ${type} code ${code})`;
  return { ...base, protocol: 'ICMP', label: echo ? `${name} ${readUint16(bytes, at + 6)}` : label, info };
}

function udp(bytes: Uint8Array, at: number, end: number, base: Glance): Glance {
  const source = readUint16(bytes, at);
  const destination = readUint16(bytes, at + 2);
  const ends = { from: `${base.from}:${source}`, to: `${base.to}:${destination}` };
  const either = (port: number): boolean => source === port || destination === port;
  if (either(67)) return { ...base, ...ends, protocol: 'DHCP', colour: 'app', ...dhcpGlance(bytes, at + 8, end) };
  if (either(53)) return { ...base, ...ends, protocol: 'DNS', colour: 'app', ...dnsGlance(bytes, at + 8, end) };
  if (either(520)) return { ...base, ...ends, protocol: 'RIP', colour: 'app', label: 'RIP', info: 'routes offered' };
  const length = end - at - 8;
  const text = quoted(bytes, at + 8, end);
  const info = `${length} bytes${text ? ` ${text}` : ''}`;
  return {
    ...base,
    ...ends,
    protocol: 'UDP',
    colour: 'udp',
    label: text && length <= 12 ? text : `UDP ${length}`,
    info,
  };
}

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;
/** The order in which people say them. */
const spoken = [1, 0, 2, 4, 3, 5, 6, 7];

function tcp(bytes: Uint8Array, at: number, end: number, base: Glance): Glance {
  const bits = bytes[at + 13] ?? 0;
  const data = Math.min(end, at + ((bytes[at + 12] ?? 0) >> 4) * 4);
  const length = end - data;
  const has = (bit: number): boolean => ((bits >> bit) & 1) === 1;
  const names = spoken.filter(has).map((bit) => flagNames[bit]);
  const flags = names.join(', ') || 'none';
  const text = length > 0 ? quoted(bytes, data, end) : null;
  const from = `${base.from}:${readUint16(bytes, at)}`;
  const to = `${base.to}:${readUint16(bytes, at + 2)}`;
  const sequence = readUint32(bytes, at + 4);
  const acknowledgment = readUint32(bytes, at + 8);
  const window = readUint16(bytes, at + 14);
  const segment: SegmentGlance = {
    ...{ from, to, sequence, acknowledgment, flags, window, length, text },
    ...{ syn: has(1), fin: has(0), rst: has(2), ack: has(4) },
  };
  const said = text !== null && length <= 200;
  const plain = names.filter((name) => name !== 'PSH').join(', ');
  const label = length > 0 && !segment.syn ? (said ? shortened(text) : `DATA ${length}`) : plain || 'none';
  const numbers = `seq ${sequence}${segment.ack ? ` ack ${acknowledgment}` : ''} win ${window}`;
  // What a narrow list cuts off are the numbers.
  const info = `${text ? `${text} ` : ''}${flags} len ${length} ${numbers}`;
  return { protocol: 'TCP', colour: said ? 'app' : 'tcp', label, from, to, info, segment };
}

const shortened = (text: string): string => (text.length <= 14 ? text : `${text.slice(0, 12)}…”`);
