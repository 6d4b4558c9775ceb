import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import { checksum } from './checksum.ts';
import type { Malformed } from './field.ts';

export const protocolIcmp = 1;
/** Type, code, checksum and the four bytes whose use depends on the type. RFC 792. */
export const icmpHeaderLength = 8;

/** RFC 792; router discovery RFC 1256. */
export const icmpType = {
  echoReply: 0,
  unreachable: 3,
  sourceQuench: 4,
  redirect: 5,
  echo: 8,
  routerAdvertisement: 9,
  routerSolicitation: 10,
  timeExceeded: 11,
  parameterProblem: 12,
  timestamp: 13,
  timestampReply: 14,
} as const;

/** Codes of "destination unreachable". RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1. */
export const unreachableCode = {
  net: 0,
  host: 1,
  protocol: 2,
  port: 3,
  fragmentationNeeded: 4,
  sourceRouteFailed: 5,
  netUnknown: 6,
  hostUnknown: 7,
  hostIsolated: 8,
  netProhibited: 9,
  hostProhibited: 10,
  netForTypeOfService: 11,
  hostForTypeOfService: 12,
  administrativelyProhibited: 13,
  precedenceViolation: 14,
  precedenceCutoff: 15,
} as const;

export const icmpAt = { type: 0, code: 1, checksum: 2, rest: 4, data: 8 } as const;

export interface Icmp {
  readonly type: number;
  readonly code: number;
  /** Left out: computed. */
  readonly checksum?: number;
  /**
   * The second word: identifier and sequence number of an echo, the gateway of a redirect, the next hop's MTU
   * (RFC 1191 §4) in its lower half, the pointer of a parameter problem in its first byte.
   */
  readonly rest: number;
  /** Data of an echo, or the datagram that an error is about. */
  readonly data: Uint8Array;
}

export function decodeIcmp(bytes: Uint8Array, start = 0, end = bytes.length): Required<Icmp> | Malformed {
  const there = end - start;
  if (there < icmpHeaderLength) return { malformed: `An ICMP header has 8 bytes, and here are ${there}.`, at: there };
  return {
    type: bytes[start + icmpAt.type] ?? 0,
    code: bytes[start + icmpAt.code] ?? 0,
    checksum: readUint16(bytes, start + icmpAt.checksum),
    rest: readUint32(bytes, start + icmpAt.rest),
    data: bytes.subarray(start + icmpAt.data, end),
  };
}

export function encodeIcmp(icmp: Icmp): Uint8Array {
  const bytes = new Uint8Array(icmpHeaderLength + icmp.data.length);
  bytes.set(icmp.data, icmpAt.data);
  writeIcmp(bytes, 0, bytes.length, icmp.type, icmp.code, icmp.rest);
  if (icmp.checksum !== undefined) writeUint16(bytes, icmpAt.checksum, icmp.checksum);
  return bytes;
}

/** The header in place, before data that is there already up to `end`; the checksum covers both. */
export function writeIcmp(into: Uint8Array, at: number, end: number, type: number, code: number, rest: number): void {
  into[at + icmpAt.type] = type;
  into[at + icmpAt.code] = code;
  writeUint16(into, at + icmpAt.checksum, 0);
  writeUint32(into, at + icmpAt.rest, rest);
  writeUint16(into, at + icmpAt.checksum, checksum(into, at, end));
}

/** The second word of an echo. */
export const echoRest = (identifier: number, sequence: number): number => ((identifier << 16) | sequence) >>> 0;

/** An error is never answered with an error (RFC 1122 §3.2.2), and it quotes the datagram it is about. */
export const isIcmpError = (type: number): boolean =>
  type === icmpType.unreachable ||
  type === icmpType.sourceQuench ||
  type === icmpType.redirect ||
  type === icmpType.timeExceeded ||
  type === icmpType.parameterProblem;
