import type { NetworkEvent } from '../../network/trace/event.ts';
import { ipv4Text, macText, readUint16, readUint32 } from '../../network/wire/address.ts';
import { destinationOf, ethernetHeaderLength, etherTypeIpv4, sourceOf, typeOf } from '../../network/wire/ethernet.ts';
import { icmpAt, icmpType, protocolIcmp } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';
import { deviceOf } from './transmissions.ts';

/** One crossing of a cable: the envelope (frame) and the letter inside (packet). */
export interface Hop {
  /** The number of the transmission. */
  readonly frame: number;
  /** The devices at both ends of the cable. */
  readonly from: string;
  readonly to: string;
  readonly envelope: Envelope;
  readonly letter: Letter;
}

export interface Envelope {
  readonly sourceMac: string;
  readonly destinationMac: string;
}

export interface Letter {
  readonly source: string;
  readonly destination: string;
  readonly ttl: number;
}

/** What of a frame's headers changes on the way of a packet, and what does not; null for anything but IPv4. */
export function headersOf(bytes: Uint8Array): (Envelope & Letter) | null {
  if (typeOf(bytes) !== etherTypeIpv4) return null;
  return {
    sourceMac: macText(sourceOf(bytes)),
    destinationMac: macText(destinationOf(bytes)),
    source: ipv4Text(readUint32(bytes, ethernetHeaderLength + ipv4At.source)),
    destination: ipv4Text(readUint32(bytes, ethernetHeaderLength + ipv4At.destination)),
    ttl: bytes[ethernetHeaderLength + ipv4At.ttl] ?? 0,
  };
}

/** Two frames carry the same ping when this is equal; null for anything but an echo request. */
function pingOf(bytes: Uint8Array): string | null {
  const headers = headersOf(bytes);
  const ip = ethernetHeaderLength;
  if (headers === null || bytes[ip + ipv4At.protocol] !== protocolIcmp) return null;
  const icmp = ip + headerLengthOf(bytes, ip);
  if (bytes[icmp + icmpAt.type] !== icmpType.echo) return null;
  return [
    headers.source,
    headers.destination,
    readUint32(bytes, icmp + icmpAt.rest),
    readUint16(bytes, ip + ipv4At.identification),
  ].join();
}

/** The way of the last ping in these events, cable by cable. */
export function hopsOfLastPing(events: readonly NetworkEvent[]): Hop[] {
  let last: string | null = null;
  let hops: Hop[] = [];
  for (const event of events) {
    if (event.kind !== 'frame.sent') continue;
    const ping = pingOf(event.bytes);
    const headers = headersOf(event.bytes);
    if (ping === null || headers === null) continue;
    if (ping !== last) hops = [];
    last = ping;
    const { sourceMac, destinationMac, source, destination, ttl } = headers;
    hops.push({
      frame: event.frame,
      from: deviceOf(event.from),
      to: deviceOf(event.to),
      envelope: { sourceMac, destinationMac },
      letter: { source, destination, ttl },
    });
  }
  return hops;
}
