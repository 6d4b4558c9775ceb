import { readUint16, writeUint16 } from './address.ts';
import { checksum, pseudoHeaderSum } from './checksum.ts';
import { dhcpClientPort, dhcpServerPort } from './dhcp.ts';
import { dnsPort } from './dns.ts';
import type { Below, Dissector, LayerName, Malformed, PseudoHeader } from './field.ts';
import { FieldReader, hexNumber } from './field-reader.ts';
import { ripPort } from './rip.ts';
import { transportChecksum } from './tcp.ts';
import { wrongChecksum } from './tcp-fields.ts';

/** IANA protocol number. */
export const protocolUdp = 17;

/** Where the fields of the header begin, bytes. RFC 768. */
export const udpAt = { sourcePort: 0, destinationPort: 2, length: 4, checksum: 6, payload: 8 } as const;

export const udpHeaderLength = 8;

export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Header and payload, bytes. Left out: the right one. */
  readonly length?: number;
  /** 0: the sender made none. Left out: the right one. */
  readonly checksum?: number;
  readonly payload: Uint8Array;
  /** Bytes of the IP packet past `length`; nothing unless somebody is playing. */
  readonly surplus?: Uint8Array;
}

/** Readers for a datagram that begins at `at`; they make nothing. The caller knows that 8 bytes are there. */
export const udpSourcePort = (bytes: Uint8Array, at: number): number => readUint16(bytes, at + udpAt.sourcePort);
export const udpDestinationPort = (bytes: Uint8Array, at: number): number =>
  readUint16(bytes, at + udpAt.destinationPort);

/** One past the last byte of the datagram; 0 when its length cannot be true: less than 8 or past `end`. */
export function udpEnd(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < udpHeaderLength) return 0;
  const length = readUint16(bytes, at + udpAt.length);
  return length < udpHeaderLength || at + length > end ? 0 : at + length;
}

/** Is the checksum of the datagram in `bytes[at … end)` right, or left out? Addresses as numbers (IPv4). */
export const udpChecksumRight = (
  bytes: Uint8Array,
  at: number,
  end: number,
  source: number,
  destination: number,
): boolean =>
  readUint16(bytes, at + udpAt.checksum) === 0 ||
  checksum(bytes, at, end, pseudoHeaderSum(source, destination, protocolUdp, end - at)) === 0;

/** Writes a header in front of a payload that stands in `into[at + 8 … end)`, checksum included (IPv4). */
export function writeUdp(
  into: Uint8Array,
  at: number,
  end: number,
  source: number,
  sourcePort: number,
  destination: number,
  destinationPort: number,
): void {
  writeUint16(into, at + udpAt.sourcePort, sourcePort);
  writeUint16(into, at + udpAt.destinationPort, destinationPort);
  writeUint16(into, at + udpAt.length, end - at);
  writeUint16(into, at + udpAt.checksum, 0);
  const sum = checksum(into, at, end, pseudoHeaderSum(source, destination, protocolUdp, end - at));
  writeUint16(into, at + udpAt.checksum, sum === 0 ? 0xffff : sum);
}

/** Reads a datagram. A length that cannot be true is kept as it is, and all that is there is payload. */
export function decodeUdp(bytes: Uint8Array, start = 0, end = bytes.length): UdpDatagram | Malformed {
  if (end - start < udpHeaderLength)
    return { malformed: `A UDP header needs ${udpHeaderLength} bytes and here are ${end - start}.`, at: end - start };
  const payloadEnd = udpEnd(bytes, start, end) || end;
  return {
    sourcePort: udpSourcePort(bytes, start),
    destinationPort: udpDestinationPort(bytes, start),
    length: readUint16(bytes, start + udpAt.length),
    checksum: readUint16(bytes, start + udpAt.checksum),
    payload: bytes.slice(start + udpAt.payload, payloadEnd),
    ...(payloadEnd < end ? { surplus: bytes.slice(payloadEnd, end) } : {}),
  };
}

/** The bytes of a datagram. Without a pseudo-header there is no checksum to compute, and 0 says so. */
export function encodeUdp(datagram: UdpDatagram, pseudoHeader: PseudoHeader | null = null): Uint8Array {
  const { payload, surplus } = datagram;
  const end = udpHeaderLength + payload.length;
  const bytes = new Uint8Array(end + (surplus?.length ?? 0));
  writeUint16(bytes, udpAt.sourcePort, datagram.sourcePort);
  writeUint16(bytes, udpAt.destinationPort, datagram.destinationPort);
  writeUint16(bytes, udpAt.length, datagram.length ?? end);
  bytes.set(payload, udpAt.payload);
  if (surplus) bytes.set(surplus, end);
  const sum =
    datagram.checksum ??
    (pseudoHeader === null ? 0 : transportChecksum(bytes, 0, end, protocolUdp, pseudoHeader) || 0xffff);
  writeUint16(bytes, udpAt.checksum, sum);
  return bytes;
}

const rfc = 'RFC 768';

export const dissectUdp: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const from = read.number(16, {
    name: 'Source Port',
    key: 'udp.srcport',
    meaning: 'Which socket of the sending host speaks; 0 where no answer is wanted.',
    source: rfc,
    important: true,
  });
  const to = read.number(16, {
    name: 'Destination Port',
    key: 'udp.dstport',
    meaning: 'Which socket of the receiving host it is for.',
    source: rfc,
    important: true,
  });
  const length = read.number(16, {
    name: 'Length',
    key: 'udp.length',
    text: (value) => `${value} bytes`,
    meaning: 'Header and data together.',
    source: rfc,
    problem: (value) => lengthProblem(value, end - start, below.fragment),
    important: true,
  });
  read.number(16, {
    name: 'Checksum',
    key: 'udp.checksum',
    text: (value) => hexNumber(value, 4),
    meaning: (value) =>
      value === 0
        ? 'Zero: the sender made none, and damage on the way goes unseen.'
        : 'Proves that header, data and the IP addresses have not changed on the way.',
    source: rfc,
    problem: (value) => checksumProblem(bytes, start, end, value, below),
    important: true,
  });
  const layer = read.layer('UDP', `${from} → ${to}, ${Math.max(0, length - udpHeaderLength)} bytes of data`);
  const payload = start + udpHeaderLength;
  const stop = length < udpHeaderLength ? end : Math.min(end, start + length);
  if (read.cut || payload >= stop) return { layer, payload: null };
  const as = applicationOf(from) ?? applicationOf(to) ?? 'Data';
  return {
    layer,
    payload: { start: payload, end: stop, as, below: { pseudoHeader: null, fragment: below.fragment } },
  };
};

function applicationOf(port: number): LayerName | undefined {
  if (port === dnsPort) return 'DNS';
  if (port === dhcpServerPort || port === dhcpClientPort) return 'DHCP';
  return port === ripPort ? 'RIP' : undefined;
}

function lengthProblem(length: number, there: number, fragment: boolean): string | undefined {
  if (length < udpHeaderLength) return `The header alone has ${udpHeaderLength} bytes, and this says ${length}.`;
  if (length > there && !fragment) return `It says ${length} bytes, and only ${there} are there.`;
  return length < there
    ? `The IP packet carries ${there} bytes, and ${there - length} of them belong to nobody.`
    : undefined;
}

function checksumProblem(
  bytes: Uint8Array,
  start: number,
  end: number,
  found: number,
  below: Below,
): string | undefined {
  if (found === 0 || below.fragment || below.pseudoHeader === null) return undefined;
  const stop = udpEnd(bytes, start, end);
  if (stop === 0) return undefined;
  const off = transportChecksum(bytes, start, stop, protocolUdp, below.pseudoHeader);
  return off === 0 ? undefined : wrongChecksum(found, off);
}
