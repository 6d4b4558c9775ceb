import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import { fold, sumWords } from './checksum.ts';
import type { Malformed, PseudoHeader } from './field.ts';

export const protocolIcmpv6 = 58;
export const icmpv6HeaderLength = 8;

/** RFC 4443 §2.1; neighbour discovery RFC 4861 §4. */
export const icmpv6Type = {
  unreachable: 1,
  packetTooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echo: 128,
  echoReply: 129,
  multicastReport: 143,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighbourSolicitation: 135,
  neighbourAdvertisement: 136,
  redirect: 137,
} as const;

export interface Icmpv6 {
  readonly type: number;
  readonly code: number;
  /** Left out: computed, for which the pseudo-header is needed. */
  readonly checksum?: number;
  /** The second word; its use depends on the type. */
  readonly rest: number;
  readonly data: Uint8Array;
}

export function decodeIcmpv6(bytes: Uint8Array, start = 0, end = bytes.length): Required<Icmpv6> | Malformed {
  const there = end - start;
  if (there < icmpv6HeaderLength) return { malformed: `ICMPv6 needs 8 bytes, and here are ${there}.`, at: there };
  return {
    type: bytes[start] ?? 0,
    code: bytes[start + 1] ?? 0,
    checksum: readUint16(bytes, start + 2),
    rest: readUint32(bytes, start + 4),
    data: bytes.subarray(start + icmpv6HeaderLength, end),
  };
}

export function encodeIcmpv6(icmp: Icmpv6, pseudoHeader: PseudoHeader): Uint8Array {
  const bytes = new Uint8Array(icmpv6HeaderLength + icmp.data.length);
  bytes[0] = icmp.type;
  bytes[1] = icmp.code;
  writeUint32(bytes, 4, icmp.rest);
  bytes.set(icmp.data, icmpv6HeaderLength);
  writeUint16(bytes, 2, icmp.checksum ?? icmpv6Checksum(bytes, 0, bytes.length, pseudoHeader));
  return bytes;
}

/** Zero over a whole message means that it is right. RFC 4443 §2.3, RFC 8200 §8.1. */
export function icmpv6Checksum(bytes: Uint8Array, start: number, end: number, pseudoHeader: PseudoHeader): number {
  const addresses = sumWords(pseudoHeader.source, 0, 16, sumWords(pseudoHeader.destination, 0, 16));
  return ~fold(sumWords(bytes, start, end, addresses + (end - start) + protocolIcmpv6)) & 0xffff;
}
