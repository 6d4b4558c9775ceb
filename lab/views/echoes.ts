import type { NetworkEvent } from '../../network/trace/event.ts';
import { ipv4Text, readUint16, readUint32 } from '../../network/wire/address.ts';
import { ethernetHeaderLength, etherTypeIpv4, typeOf } from '../../network/wire/ethernet.ts';
import { icmpAt, icmpType, protocolIcmp } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';

/** One echo request of a ping, and when its reply was back. */
export interface Echo {
  /** `icmp_seq` */
  readonly sequence: number;
  /** Virtual ns from the first bit of the request to the last of the reply; null where none came (yet). */
  readonly roundTrip: number | null;
}

interface Asked extends Echo {
  readonly starts: number;
}

/** The requests of the last ping that `device` sent, in order. One ping has one identifier. RFC 792. */
export function echoesOfLastPing(events: readonly NetworkEvent[], device: string): Echo[] {
  let ping = '';
  let asked = new Map<number, Asked>();
  const sentBytes = new Map<number, Uint8Array>();
  for (const event of events) {
    if (event.kind === 'frame.sent') {
      sentBytes.set(event.frame, event.bytes);
      const echo = echoIn(event.bytes, icmpType.echo);
      if (echo === null || !event.from.startsWith(`${device}:`)) continue;
      const which = `${echo.target} ${echo.identifier}`;
      if (which !== ping) asked = new Map();
      ping = which;
      asked.set(echo.sequence, { sequence: echo.sequence, starts: event.starts, roundTrip: null });
    } else if (event.kind === 'frame.received' && event.point.startsWith(`${device}:`)) {
      const bytes = event.bytes ?? sentBytes.get(event.frame);
      const reply = bytes && echoIn(bytes, icmpType.echoReply);
      const request = reply && asked.get(reply.sequence);
      if (!request || `${reply.source} ${reply.identifier}` !== ping || request.roundTrip !== null) continue;
      asked.set(request.sequence, { ...request, roundTrip: event.at - request.starts });
    }
  }
  return [...asked.values()].map(({ sequence, roundTrip }) => ({ sequence, roundTrip }));
}

function echoIn(bytes: Uint8Array, type: number) {
  const ip = ethernetHeaderLength;
  if (typeOf(bytes) !== etherTypeIpv4 || bytes[ip + ipv4At.protocol] !== protocolIcmp) return null;
  const icmp = ip + headerLengthOf(bytes, ip);
  if (bytes[icmp + icmpAt.type] !== type) return null;
  return {
    source: ipv4Text(readUint32(bytes, ip + ipv4At.source)),
    target: ipv4Text(readUint32(bytes, ip + ipv4At.destination)),
    identifier: readUint16(bytes, icmp + icmpAt.rest),
    sequence: readUint16(bytes, icmp + icmpAt.rest + 2),
  };
}

/** A stretch of round-trip times: from `from` up to `to`, ns. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly sequences: readonly number[];
}

/** How many round trips took how long. @param width of a bar, ns @param most bars; the last takes all that is longer */
export function histogramOf(echoes: readonly Echo[], width: number, most: number): Bar[] {
  const times = echoes.flatMap(({ sequence, roundTrip }) => (roundTrip === null ? [] : [{ sequence, roundTrip }]));
  if (times.length === 0) return [];
  const first = Math.floor(Math.min(...times.map(({ roundTrip }) => roundTrip)) / width);
  const last = Math.floor(Math.max(...times.map(({ roundTrip }) => roundTrip)) / width);
  const bars = Math.min(last - first + 1, most);
  return Array.from({ length: bars }, (_, at) => {
    const isLast = at === bars - 1;
    const from = (first + at) * width;
    const to = isLast ? (last + 1) * width : from + width;
    return {
      from,
      to,
      sequences: times.filter(({ roundTrip }) => roundTrip >= from && roundTrip < to).map(({ sequence }) => sequence),
    };
  });
}
