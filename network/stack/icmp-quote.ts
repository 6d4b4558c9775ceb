import { type Ipv4, readUint16, readUint32 } from '../wire/address.ts';
import { isIcmpError, protocolIcmp } from '../wire/icmp.ts';
import { fragmentOffsetOf, headerLengthOf, ipv4At, ipv4HeaderLength } from '../wire/ipv4.ts';

/** The datagram that an ICMP error is about, as far as it was quoted. RFC 1122 §3.2.2. */
export interface Quote {
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly protocol: number;
  readonly identification: number;
  /** As the datagram had it when it was dropped. */
  readonly ttl: number;
  readonly totalLength: number;
  /** Bytes the datagram's header begins at, its payload, and where the quote ends: offsets in `bytes`. */
  readonly bytes: Uint8Array;
  readonly ip: number;
  readonly payload: number;
  readonly end: number;
  /** The first two words of 16 bits: ports of UDP and TCP, 0 where the quote is too short. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Of an echo; -1 for anything else. */
  readonly echoIdentifier: number;
  readonly echoSequence: number;
}

/** @returns null when not even a header and eight bytes of it are there (RFC 792) */
export function readQuote(bytes: Uint8Array, ip: number, end: number): Quote | null {
  const payload = ip + headerLengthOf(bytes, ip);
  if (end - ip < ipv4HeaderLength || payload < ip + ipv4HeaderLength || payload + 8 > end) return null;
  const protocol = bytes[ip + ipv4At.protocol] ?? 0;
  const isEcho = protocol === protocolIcmp && (bytes[payload] === 8 || bytes[payload] === 0);
  return {
    source: readUint32(bytes, ip + ipv4At.source),
    destination: readUint32(bytes, ip + ipv4At.destination),
    protocol,
    identification: readUint16(bytes, ip + ipv4At.identification),
    ttl: bytes[ip + ipv4At.ttl] ?? 0,
    totalLength: readUint16(bytes, ip + ipv4At.totalLength),
    bytes,
    ip,
    payload,
    end,
    sourcePort: readUint16(bytes, payload),
    destinationPort: readUint16(bytes, payload + 2),
    echoIdentifier: isEcho ? readUint16(bytes, payload + 4) : -1,
    echoSequence: isEcho ? readUint16(bytes, payload + 6) : -1,
  };
}

/** An error about this packet would be one that RFC 1122 §3.2.2 and RFC 1812 §4.3.2.7 forbid, whoever sent it. */
export function isBeyondReport(bytes: Uint8Array, ip: number): boolean {
  const flagsAndOffset = readUint16(bytes, ip + ipv4At.flagsAndOffset);
  if (fragmentOffsetOf(flagsAndOffset) !== 0) return true;
  if (((bytes[0] ?? 0) & 1) === 1) return true;
  const payload = ip + headerLengthOf(bytes, ip);
  return bytes[ip + ipv4At.protocol] === protocolIcmp && isIcmpError(bytes[payload] ?? 0);
}
