import { readUint16, writeUint16 } from '../wire/address.ts';
import { fold } from '../wire/checksum.ts';
import { type Heading, protocolOf } from './conntrack-heading.ts';

/** A new end for one side of a datagram. For ICMP the port is the identifier. */
export interface NewEnd {
  readonly side: 'source' | 'destination';
  readonly address: number;
  readonly port: number;
}

/** Where a transport's checksum stands, from the start of its header; -1 where there is none to keep right. */
const checksumAt = (protocol: number): number =>
  protocol === protocolOf.tcp ? 16 : protocol === protocolOf.udp ? 6 : protocol === protocolOf.icmp ? 2 : -1;

/**
 * Writes an address and port into a datagram and keeps its checksums right by the difference (RFC 1624 §3), so that a
 * datagram that was damaged before stays recognisably damaged.
 */
export function rewriteEnd(bytes: Uint8Array, heading: Heading, side: NewEnd['side'], address: number, port: number) {
  const { ip, payload, end, protocol, fragment } = heading;
  const inAddress = writeAddress(bytes, ip + (side === 'source' ? 12 : 16), address);
  adjust(bytes, ip + 10, inAddress);
  if (fragment === 'later') return;
  let difference = inAddress;
  if (protocol === protocolOf.icmp) {
    // No pseudo-header (RFC 792): only the identifier counts.
    difference = heading.quote === -1 ? writeWord(bytes, payload + 4, port) : 0;
  } else if (checksumAt(protocol) !== -1) {
    difference += writeWord(bytes, payload + (side === 'source' ? 0 : 2), port);
  }
  adjustTransport(bytes, payload, end, protocol, difference);
}

/**
 * The same inside an ICMP error's quote: the sender must recognise its own packet (RFC 5508 §4.2 REQ-4). The quote may
 * end after 8 bytes, and then TCP's checksum is not there to be changed.
 * @param heading of the whole datagram, `quoted` of the one it quotes
 */
export function rewriteQuote(
  bytes: Uint8Array,
  heading: Heading,
  quoted: Heading,
  side: NewEnd['side'],
  address: number,
  port: number,
) {
  const inAddress = writeAddress(bytes, quoted.ip + (side === 'source' ? 12 : 16), address);
  let difference = inAddress + adjust(bytes, quoted.ip + 10, inAddress);
  let inTransport = 0;
  if (quoted.protocol === protocolOf.icmp) {
    inTransport = writeWord(bytes, quoted.payload + 4, port);
    difference += inTransport;
  } else {
    const inPort = writeWord(bytes, quoted.payload + (side === 'source' ? 0 : 2), port);
    difference += inPort;
    inTransport = inAddress + inPort;
  }
  difference += adjustTransport(bytes, quoted.payload, quoted.end, quoted.protocol, inTransport);
  adjust(bytes, heading.payload + 2, difference);
}

/** @returns what the checksum's field itself changed by */
function adjustTransport(bytes: Uint8Array, payload: number, end: number, protocol: number, difference: number) {
  const at = payload + checksumAt(protocol);
  if (at < payload || at + 2 > end) return 0;
  const isUdp = protocol === protocolOf.udp;
  // RFC 768: zero means that the sender made none; a sum that comes to zero is sent as all ones.
  if (isUdp && readUint16(bytes, at) === 0) return 0;
  const before = readUint16(bytes, at);
  adjust(bytes, at, difference);
  if (isUdp && readUint16(bytes, at) === 0) writeUint16(bytes, at, 0xffff);
  return (~before & 0xffff) + readUint16(bytes, at);
}

/** RFC 1624 §3 equation 3: HC' = ~(~HC + ~m + m'). @returns ~HC + HC', for a sum that covers this field */
function adjust(bytes: Uint8Array, at: number, difference: number): number {
  const before = readUint16(bytes, at);
  const after = ~fold((~before & 0xffff) + difference) & 0xffff;
  writeUint16(bytes, at, after);
  return (~before & 0xffff) + after;
}

/** @returns ~m + m' */
function writeWord(bytes: Uint8Array, at: number, value: number): number {
  const difference = (~readUint16(bytes, at) & 0xffff) + value;
  writeUint16(bytes, at, value);
  return difference;
}

const writeAddress = (bytes: Uint8Array, at: number, address: number): number =>
  writeWord(bytes, at, address >>> 16) + writeWord(bytes, at + 2, address & 0xffff);
