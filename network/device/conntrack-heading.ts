import { readUint16, readUint32 } from '../wire/address.ts';

export const protocolOf = { icmp: 1, tcp: 6, udp: 17 } as const;
export type Transport = keyof typeof protocolOf;

/** The bits of the TCP flags byte that a middlebox looks at. RFC 9293 §3.1. */
export const tcpFin = 1;
export const tcpSyn = 2;
export const tcpRst = 4;
export const tcpAck = 16;

/**
 * The few fields of a datagram by which a firewall or NAT decides. One object is filled again and again, so that a
 * packet on its way costs no memory.
 */
export interface Heading {
  /** Where the IPv4 header begins, where its payload begins, one past the last byte: offsets in `bytes`. */
  ip: number;
  payload: number;
  end: number;
  protocol: number;
  source: number;
  destination: number;
  /** Ports; for an ICMP echo the identifier, in both (RFC 5508 §3.1). -1 where there are none. */
  sourcePort: number;
  destinationPort: number;
  tcpFlags: number;
  /** -1 where it is not ICMP. */
  icmpType: number;
  icmpCode: number;
  /** Where the datagram quoted by an ICMP error begins; -1 where there is none. */
  quote: number;
  /** RFC 791 §3.1: a later fragment has no transport header, a first one has it and is not whole. */
  fragment: 'none' | 'first' | 'later';
  identification: number;
}

export const emptyHeading = (): Heading => ({
  ip: 0,
  payload: 0,
  end: 0,
  protocol: 0,
  source: 0,
  destination: 0,
  sourcePort: -1,
  destinationPort: -1,
  tcpFlags: 0,
  icmpType: -1,
  icmpCode: -1,
  quote: -1,
  fragment: 'none',
  identification: 0,
});

/** Echo request and reply, timestamp and its reply: what is asked and answered under an identifier. RFC 5508 §3. */
const isQuery = (type: number): boolean => type === 8 || type === 0 || type === 13 || type === 14;
/** Unreachable, source quench, redirect, time exceeded, parameter problem: they quote what they are about. RFC 792. */
const isError = (type: number): boolean => type === 3 || type === 4 || type === 5 || type === 11 || type === 12;

/**
 * Fills `into` from the IPv4 datagram in `bytes[ip … end)`.
 * @returns false when the transport header is cut short, so that nobody can say what the datagram is for
 */
export function readHeading(bytes: Uint8Array, ip: number, end: number, into: Heading): boolean {
  const payload = ip + ((bytes[ip] ?? 0) & 15) * 4;
  const fragmentWord = readUint16(bytes, ip + 6);
  into.ip = ip;
  into.payload = payload;
  into.end = end;
  into.protocol = bytes[ip + 9] ?? 0;
  into.source = readUint32(bytes, ip + 12);
  into.destination = readUint32(bytes, ip + 16);
  into.identification = readUint16(bytes, ip + 4);
  into.fragment = (fragmentWord & 0x1fff) !== 0 ? 'later' : (fragmentWord & 0x2000) !== 0 ? 'first' : 'none';
  into.sourcePort = -1;
  into.destinationPort = -1;
  into.tcpFlags = 0;
  into.icmpType = -1;
  into.icmpCode = -1;
  into.quote = -1;
  if (end - ip < 20 || payload > end) return false;
  return into.fragment === 'later' || readTransport(bytes, into);
}

function readTransport(bytes: Uint8Array, into: Heading): boolean {
  const { payload, protocol } = into;
  const length = into.end - payload;
  if (protocol === protocolOf.icmp) return readIcmp(bytes, into);
  if (protocol !== protocolOf.tcp && protocol !== protocolOf.udp) return true;
  if (length >= 4) {
    into.sourcePort = readUint16(bytes, payload);
    into.destinationPort = readUint16(bytes, payload + 2);
  }
  if (protocol === protocolOf.udp) return length >= 8;
  into.tcpFlags = bytes[payload + 13] ?? 0;
  return length >= 14;
}

function readIcmp(bytes: Uint8Array, into: Heading): boolean {
  const { payload, end } = into;
  if (end - payload < 8) return false;
  into.icmpType = bytes[payload] ?? 0;
  into.icmpCode = bytes[payload + 1] ?? 0;
  if (isQuery(into.icmpType)) {
    into.sourcePort = readUint16(bytes, payload + 4);
    into.destinationPort = into.sourcePort;
  } else if (isError(into.icmpType)) {
    into.quote = payload + 8;
  }
  return true;
}

/** Who asks: an echo or timestamp request opens a flow, its reply does not. */
export const isIcmpRequest = (type: number): boolean => type === 8 || type === 13;
