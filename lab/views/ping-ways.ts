import type { NetworkEvent } from '../../network/trace/event.ts';
import { readUint32 } from '../../network/wire/address.ts';
import { ethernetHeaderLength, etherTypeIpv4, typeOf } from '../../network/wire/ethernet.ts';
import { icmpAt, icmpType, protocolIcmp } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';

/** One echo request, as the frames of a run show it. */
export interface PingWay {
  /** The cables that the request crossed, in order. A request that died on its way has fewer. */
  readonly cables: readonly string[];
  /** ns from the request's first frame to the reply's arrival where it came from; null while there is none. */
  readonly roundTrip: number | null;
}

type Growing = { readonly cables: string[]; roundTrip: number | null; readonly at: number };

/** Type, identifier and number of an echo message; null for any other frame. RFC 792. */
function echoOf(bytes: Uint8Array): { readonly type: number; readonly rest: number } | null {
  const ip = ethernetHeaderLength;
  if (typeOf(bytes) !== etherTypeIpv4 || bytes[ip + ipv4At.protocol] !== protocolIcmp) return null;
  const icmp = ip + headerLengthOf(bytes, ip);
  const type = bytes[icmp + icmpAt.type];
  return type === icmpType.echo || type === icmpType.echoReply
    ? { type, rest: readUint32(bytes, icmp + icmpAt.rest) }
    : null;
}

/** The ways of all pings that a device sent, oldest first. */
export function pingWays(events: readonly NetworkEvent[], device: string): PingWay[] {
  const pings: Growing[] = [];
  const latest = new Map<number, Growing>();
  const replies = new Map<number, number>();
  for (const event of events) {
    if (event.kind === 'frame.received') {
      const rest = event.point.startsWith(`${device}:`) ? replies.get(event.frame) : undefined;
      const ping = rest === undefined ? undefined : latest.get(rest);
      if (ping) ping.roundTrip ??= event.at - ping.at;
    }
    if (event.kind !== 'frame.sent') continue;
    const echo = echoOf(event.bytes);
    if (echo === null) continue;
    if (echo.type === icmpType.echoReply) {
      replies.set(event.frame, echo.rest);
      continue;
    }
    if (event.from.startsWith(`${device}:`)) {
      const ping: Growing = { cables: [event.link], roundTrip: null, at: event.at };
      pings.push(ping);
      latest.set(echo.rest, ping);
    } else latest.get(echo.rest)?.cables.push(event.link);
  }
  return pings.map(({ cables, roundTrip }) => ({ cables, roundTrip }));
}
