import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import { checksum, fold, pseudoHeaderSum, sumWords } from './checksum.ts';
import type { Malformed, PseudoHeader } from './field.ts';
import { decodeTcpOptions, encodeTcpOptions, type TcpOption } from './tcp-options.ts';

/** IANA protocol number. */
export const protocolTcp = 6;

/** Where the fields of the header begin, bytes. RFC 9293 §3.1. */
export const tcpAt = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  /** Four bits of data offset, four reserved. */
  dataOffset: 12,
  flags: 13,
  window: 14,
  checksum: 16,
  urgentPointer: 18,
  options: 20,
} as const;

/** Bytes of a header without options. */
export const tcpHeaderLength = 20;

/** Control bits, RFC 9293 §3.1. */
export const flagFin = 0x01;
export const flagSyn = 0x02;
export const flagRst = 0x04;
export const flagPsh = 0x08;
export const flagAck = 0x10;
export const flagUrg = 0x20;

export interface TcpSegment {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Length of the header in words of 4 bytes; left out: what the options need. */
  readonly dataOffset?: number;
  /** The four bits after the data offset; the lowest is AE (RFC 9768 §3.1). */
  readonly reserved?: number;
  /** Eight control bits, see `flagSyn` … */
  readonly flags: number;
  /** As it stands there, before any scaling. */
  readonly window: number;
  /** Left out: the right one. */
  readonly checksum?: number;
  readonly urgentPointer?: number;
  readonly options?: readonly TcpOption[];
  readonly payload: Uint8Array;
}

/** Readers for a segment that begins at `at`; they make nothing. The caller knows that 20 bytes are there. */
export const tcpSourcePort = (bytes: Uint8Array, at: number): number => readUint16(bytes, at + tcpAt.sourcePort);
export const tcpDestinationPort = (bytes: Uint8Array, at: number): number =>
  readUint16(bytes, at + tcpAt.destinationPort);
export const tcpSequence = (bytes: Uint8Array, at: number): number => readUint32(bytes, at + tcpAt.sequence);
export const tcpAcknowledgment = (bytes: Uint8Array, at: number): number =>
  readUint32(bytes, at + tcpAt.acknowledgment);
export const tcpFlags = (bytes: Uint8Array, at: number): number => bytes[at + tcpAt.flags] ?? 0;
export const tcpWindow = (bytes: Uint8Array, at: number): number => readUint16(bytes, at + tcpAt.window);
export const tcpUrgentPointer = (bytes: Uint8Array, at: number): number => readUint16(bytes, at + tcpAt.urgentPointer);

/** Bytes of the header with its options; 0 when it cannot be true: less than 20 or past `end`. */
export function tcpHeaderEnd(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < tcpHeaderLength) return 0;
  const length = ((bytes[at + tcpAt.dataOffset] ?? 0) >>> 4) * 4;
  return length < tcpHeaderLength || at + length > end ? 0 : length;
}

/** Is the checksum of the segment in `bytes[at … end)` right? Addresses as numbers (IPv4). */
export const tcpChecksumRight = (
  bytes: Uint8Array,
  at: number,
  end: number,
  source: number,
  destination: number,
): boolean => checksum(bytes, at, end, pseudoHeaderSum(source, destination, protocolTcp, end - at)) === 0;

/**
 * Writes a header in place, checksum included (IPv4). Options (already encoded, a whole number of words) and payload
 * must be there: `at + 20 … at + headerLength` and from there to `end`.
 * @param headerLength bytes, options included
 */
export function writeTcp(
  into: Uint8Array,
  at: number,
  end: number,
  source: number,
  sourcePort: number,
  destination: number,
  destinationPort: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
  window: number,
  headerLength = tcpHeaderLength,
  urgentPointer = 0,
): void {
  writeUint16(into, at + tcpAt.sourcePort, sourcePort);
  writeUint16(into, at + tcpAt.destinationPort, destinationPort);
  writeUint32(into, at + tcpAt.sequence, sequence);
  writeUint32(into, at + tcpAt.acknowledgment, acknowledgment);
  into[at + tcpAt.dataOffset] = headerLength << 2;
  into[at + tcpAt.flags] = flags;
  writeUint16(into, at + tcpAt.window, window);
  writeUint16(into, at + tcpAt.checksum, 0);
  writeUint16(into, at + tcpAt.urgentPointer, urgentPointer);
  const sum = checksum(into, at, end, pseudoHeaderSum(source, destination, protocolTcp, end - at));
  writeUint16(into, at + tcpAt.checksum, sum);
}

/**
 * Reads a segment. A data offset that cannot be true is kept as it is: below 5 all that follows is payload, past the
 * end all that follows is options.
 */
export function decodeTcp(bytes: Uint8Array, start = 0, end = bytes.length): TcpSegment | Malformed {
  if (end - start < tcpHeaderLength)
    return {
      malformed: `A TCP header needs ${tcpHeaderLength} bytes and here are ${end - start}.`,
      at: end - start,
    };
  const dataOffset = (bytes[start + tcpAt.dataOffset] ?? 0) >>> 4;
  const payload = Math.min(end, start + Math.max(tcpHeaderLength, dataOffset * 4));
  return {
    sourcePort: tcpSourcePort(bytes, start),
    destinationPort: tcpDestinationPort(bytes, start),
    sequence: tcpSequence(bytes, start),
    acknowledgment: tcpAcknowledgment(bytes, start),
    dataOffset,
    reserved: (bytes[start + tcpAt.dataOffset] ?? 0) & 15,
    flags: tcpFlags(bytes, start),
    window: tcpWindow(bytes, start),
    checksum: readUint16(bytes, start + tcpAt.checksum),
    urgentPointer: tcpUrgentPointer(bytes, start),
    options: decodeTcpOptions(bytes, start + tcpAt.options, payload),
    payload: bytes.slice(payload, end),
  };
}

/**
 * The bytes of a segment. Where `dataOffset` is left out, the options are padded with zeros to whole words; where
 * `checksum` is left out, it is computed with `pseudoHeader`.
 */
export function encodeTcp(segment: TcpSegment, pseudoHeader: PseudoHeader | null = null): Uint8Array {
  const options = encodeTcpOptions(segment.options ?? []);
  const room = segment.dataOffset === undefined ? (options.length + 3) & ~3 : options.length;
  const bytes = new Uint8Array(tcpHeaderLength + room + segment.payload.length);
  const dataOffset = segment.dataOffset ?? (tcpHeaderLength + room) / 4;
  writeUint16(bytes, tcpAt.sourcePort, segment.sourcePort);
  writeUint16(bytes, tcpAt.destinationPort, segment.destinationPort);
  writeUint32(bytes, tcpAt.sequence, segment.sequence);
  writeUint32(bytes, tcpAt.acknowledgment, segment.acknowledgment);
  bytes[tcpAt.dataOffset] = (dataOffset << 4) | ((segment.reserved ?? 0) & 15);
  bytes[tcpAt.flags] = segment.flags;
  writeUint16(bytes, tcpAt.window, segment.window);
  writeUint16(bytes, tcpAt.urgentPointer, segment.urgentPointer ?? 0);
  bytes.set(options, tcpAt.options);
  bytes.set(segment.payload, tcpHeaderLength + room);
  const sum = segment.checksum ?? transportChecksum(bytes, 0, bytes.length, protocolTcp, pseudoHeader);
  writeUint16(bytes, tcpAt.checksum, sum);
  return bytes;
}

/**
 * The checksum over `bytes[from … to)` and a pseudo-header of IPv4 or IPv6 (RFC 9293 §3.1, RFC 8200 §8.1); 0 when the
 * checksum in there is right.
 */
export function transportChecksum(
  bytes: Uint8Array,
  from: number,
  to: number,
  protocol: number,
  pseudoHeader: PseudoHeader | null,
): number {
  if (pseudoHeader === null) return checksum(bytes, from, to);
  const { source, destination } = pseudoHeader;
  const addresses = sumWords(destination, 0, destination.length, sumWords(source, 0, source.length));
  return checksum(bytes, from, to, fold(addresses + protocol + (to - from)));
}
