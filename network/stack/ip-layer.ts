import type { Ipv4 } from '../wire/address.ts';

/**
 * Bytes in front of an IPv4 payload that whoever makes a packet leaves free: 14 for Ethernet and 20 for IPv4 without
 * options. So a segment is written once, where it will travel, and never copied on its way down.
 */
export const headroom = 34;

export interface PacketOrders {
  readonly source: Ipv4;
  readonly destination: Ipv4;
  /** IANA protocol number: 1 ICMP, 6 TCP, 17 UDP. */
  readonly protocol: number;
  /** 64 unless said. RFC 1122 §3.2.1.7. */
  readonly ttl?: number;
  readonly typeOfService?: number;
  readonly dontFragment?: boolean;
  /** Between header and payload: a multiple of four bytes, 40 at most. RFC 791 §3.1. */
  readonly options?: Uint8Array;
  /** Sends out of this interface, past the routes (DHCP before there is an address). */
  readonly interface?: string;
}

/** Why a packet could not be sent, as the operating system would say it. */
export type SendProblem = 'ENETUNREACH' | 'EHOSTUNREACH' | 'EMSGSIZE' | 'EACCES' | 'ENETDOWN';

/** A datagram that was for this host. */
export interface Arrival {
  /** The whole frame; `ip` is where the IPv4 header begins, `payload` … `end` what it carries. */
  readonly bytes: Uint8Array;
  readonly ip: number;
  readonly payload: number;
  readonly end: number;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly ttl: number;
  readonly interface: string;
  /** The transmission that brought it (or its last fragment). */
  readonly frame: number;
}

/** What a transport sees of IP. RFC 1122 §3.4. */
export interface IpLayer {
  /**
   * @param buffer made by `packetBuffer(length)`, payload from `headroom` on; the layer writes both headers into it
   * @param length of the payload, bytes
   */
  send(buffer: Uint8Array, length: number, orders: PacketOrders): SendProblem | null;
  /** The source address that a packet to `destination` would carry; null when there is no way. RFC 1122 §3.3.4.3. */
  sourceFor(destination: Ipv4): Ipv4 | null;
  /** Is this address ours (loopback included)? */
  isLocal(address: Ipv4): boolean;
  /** The largest IP packet on the way out to `destination`, bytes; a learned path MTU (RFC 1191) counts. */
  mtuTo(destination: Ipv4): number;
}

/** Room for the headers and `length` bytes of payload, and at least the 60 bytes of a smallest frame (zeros pad it). */
export const packetBuffer = (length: number): Uint8Array => new Uint8Array(Math.max(60, headroom + length));

/** A copy of a packet's buffer with `options` between the two headers and the payload. */
export function withOptions(buffer: Uint8Array, length: number, options: Uint8Array): Uint8Array {
  const bytes = packetBuffer(options.length + length);
  bytes.set(options, headroom);
  bytes.set(buffer.subarray(headroom, headroom + length), headroom + options.length);
  return bytes;
}
