import { type Ipv4, readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import { checksum } from './checksum.ts';
import type { Malformed } from './field.ts';

/** Without options, bytes. RFC 791 §3.1. */
export const ipv4HeaderLength = 20;
export const largestIpv4Length = 0xffff;

/** Where the fields are, from the first byte of the header. */
export const ipv4At = {
  versionAndLength: 0,
  typeOfService: 1,
  totalLength: 2,
  identification: 4,
  flagsAndOffset: 6,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
  options: 20,
} as const;

/** In the flags-and-offset word; offsets count 8 bytes. */
export const dontFragment = 0x4000;
export const moreFragments = 0x2000;
const offsetMask = 0x1fff;

export interface Ipv4Header {
  /** Differentiated services and ECN; 0 unless said. RFC 2474, RFC 3168. */
  readonly typeOfService?: number;
  /** Header and payload, bytes. */
  readonly totalLength: number;
  readonly identification: number;
  /** The flags and the fragment offset as they stand in the header: `dontFragment`, `moreFragments`, bytes / 8. */
  readonly flagsAndOffset: number;
  readonly ttl: number;
  readonly protocol: number;
  readonly source: Ipv4;
  readonly destination: Ipv4;
}

export interface Ipv4Packet extends Omit<Ipv4Header, 'totalLength'> {
  /** 4 unless said. */
  readonly version?: number;
  /** Left out: computed. */
  readonly totalLength?: number;
  /** Left out: computed. */
  readonly checksum?: number;
  /** As on the wire, a multiple of 4 bytes, at most 40. */
  readonly options?: Uint8Array;
  readonly payload: Uint8Array;
}

export const headerLengthOf = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) & 15) * 4;
export const fragmentOffsetOf = (flagsAndOffset: number): number => (flagsAndOffset & offsetMask) * 8;
/** One of several: not the first, or not the last. */
export const isFragment = (flagsAndOffset: number): boolean => (flagsAndOffset & (moreFragments | offsetMask)) !== 0;

/** The payload ends where the total length says or where the bytes end, whichever comes first. */
export function decodeIpv4(bytes: Uint8Array, start = 0, end = bytes.length): Required<Ipv4Packet> | Malformed {
  const there = end - start;
  if (there < ipv4HeaderLength) return { malformed: `An IPv4 header has 20 bytes, and here are ${there}.`, at: there };
  const headerLength = headerLengthOf(bytes, start);
  if (headerLength < ipv4HeaderLength) {
    return { malformed: `The header says it is ${headerLength} bytes long; the least is 20.`, at: 0 };
  }
  if (headerLength > there) {
    return { malformed: `The header says it is ${headerLength} bytes long, and here are ${there}.`, at: there };
  }
  const totalLength = readUint16(bytes, start + ipv4At.totalLength);
  const payload = start + headerLength;
  return {
    version: (bytes[start] ?? 0) >>> 4,
    typeOfService: bytes[start + ipv4At.typeOfService] ?? 0,
    totalLength,
    identification: readUint16(bytes, start + ipv4At.identification),
    flagsAndOffset: readUint16(bytes, start + ipv4At.flagsAndOffset),
    ttl: bytes[start + ipv4At.ttl] ?? 0,
    protocol: bytes[start + ipv4At.protocol] ?? 0,
    checksum: readUint16(bytes, start + ipv4At.checksum),
    source: readUint32(bytes, start + ipv4At.source),
    destination: readUint32(bytes, start + ipv4At.destination),
    options: bytes.subarray(start + ipv4At.options, payload),
    payload: bytes.subarray(payload, Math.max(payload, Math.min(end, start + totalLength))),
  };
}

/** @throws RangeError for options that no header can hold: a mistake of ours */
export function encodeIpv4(packet: Ipv4Packet): Uint8Array {
  const options = packet.options?.length ?? 0;
  if (options % 4 !== 0 || options > 40) throw new RangeError(`IPv4 options of ${options} bytes; pad them, 40 at most`);
  const headerLength = ipv4HeaderLength + options;
  const bytes = new Uint8Array(headerLength + packet.payload.length);
  if (packet.options) bytes.set(packet.options, ipv4At.options);
  bytes.set(packet.payload, headerLength);
  writeIpv4(bytes, 0, { ...packet, totalLength: packet.totalLength ?? bytes.length }, headerLength);
  if (packet.version !== undefined) {
    bytes[0] = (packet.version << 4) | (headerLength / 4);
    writeUint16(bytes, ipv4At.checksum, 0);
    writeUint16(bytes, ipv4At.checksum, checksum(bytes, 0, headerLength));
  }
  if (packet.checksum !== undefined) writeUint16(bytes, ipv4At.checksum, packet.checksum);
  return bytes;
}

/**
 * The header in place, checksum included. The stack's way: nothing is allocated.
 * @param headerLength bytes; where it is more than 20, the options are there already
 */
export function writeIpv4(into: Uint8Array, at: number, header: Ipv4Header, headerLength = ipv4HeaderLength): void {
  into[at] = 0x40 | (headerLength >>> 2);
  into[at + ipv4At.typeOfService] = header.typeOfService ?? 0;
  writeUint16(into, at + ipv4At.totalLength, header.totalLength);
  writeUint16(into, at + ipv4At.identification, header.identification);
  writeUint16(into, at + ipv4At.flagsAndOffset, header.flagsAndOffset);
  into[at + ipv4At.ttl] = header.ttl;
  into[at + ipv4At.protocol] = header.protocol;
  writeUint16(into, at + ipv4At.checksum, 0);
  writeUint32(into, at + ipv4At.source, header.source);
  writeUint32(into, at + ipv4At.destination, header.destination);
  writeUint16(into, at + ipv4At.checksum, ipv4HeaderChecksum(into, at, headerLength));
}

/** What the checksum field is to hold while it holds zero; zero where it is right. RFC 791 §3.1. */
export const ipv4HeaderChecksum = (bytes: Uint8Array, at: number, headerLength = headerLengthOf(bytes, at)): number =>
  checksum(bytes, at, at + headerLength);

/** One hop less, and the checksum follows without being summed anew. RFC 1624 §3. The packet must be a copy of ours. */
export function decrementTtl(bytes: Uint8Array, at: number): void {
  bytes[at + ipv4At.ttl] = (bytes[at + ipv4At.ttl] ?? 0) - 1;
  // HC' = ~(~HC + ~m + m'): TTL is the high byte of its word, so the word is 0x0100 less.
  const sum = (~readUint16(bytes, at + ipv4At.checksum) & 0xffff) + 0xfeff;
  writeUint16(bytes, at + ipv4At.checksum, ~((sum & 0xffff) + (sum >>> 16)));
}
