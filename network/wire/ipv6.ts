import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import type { Dissector, LayerName, Malformed } from './field.ts';
import { FieldReader, hexNumber, hexText, named, setOrNot } from './field-reader.ts';
import { ipv6Text } from './ipv6-address.ts';

/** RFC 8200 §3, bytes. */
export const ipv6HeaderLength = 40;

export const ipv6At = {
  versionClassFlow: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
} as const;

/** IANA protocol numbers that stand for extension headers. RFC 8200 §4.1. */
const hopByHop = 0;
const fragmentHeader = 44;
const destinationOptions = 60;
const noNextHeader = 59;

export interface Ipv6Packet {
  readonly trafficClass: number;
  readonly flowLabel: number;
  /** Bytes after this header; left out: computed. */
  readonly payloadLength?: number;
  readonly nextHeader: number;
  readonly hopLimit: number;
  /** 16 bytes. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  /** Extension headers included. */
  readonly payload: Uint8Array;
}

export function decodeIpv6(bytes: Uint8Array, start = 0, end = bytes.length): Required<Ipv6Packet> | Malformed {
  const there = end - start;
  if (there < ipv6HeaderLength) return { malformed: `An IPv6 header has 40 bytes, and here are ${there}.`, at: there };
  const first = readUint32(bytes, start);
  if (first >>> 28 !== 6) return { malformed: `The version is ${first >>> 28}, not 6.`, at: 0 };
  const payloadLength = readUint16(bytes, start + ipv6At.payloadLength);
  const payload = start + ipv6HeaderLength;
  return {
    trafficClass: (first >>> 20) & 255,
    flowLabel: first & 0xf_ffff,
    payloadLength,
    nextHeader: bytes[start + ipv6At.nextHeader] ?? 0,
    hopLimit: bytes[start + ipv6At.hopLimit] ?? 0,
    source: bytes.subarray(start + ipv6At.source, start + ipv6At.destination),
    destination: bytes.subarray(start + ipv6At.destination, payload),
    payload: bytes.subarray(payload, Math.min(end, payload + payloadLength)),
  };
}

export function encodeIpv6(packet: Ipv6Packet): Uint8Array {
  const bytes = new Uint8Array(ipv6HeaderLength + packet.payload.length);
  writeUint32(bytes, 0, ((6 << 28) | (packet.trafficClass << 20) | packet.flowLabel) >>> 0);
  writeUint16(bytes, ipv6At.payloadLength, packet.payloadLength ?? packet.payload.length);
  bytes[ipv6At.nextHeader] = packet.nextHeader;
  bytes[ipv6At.hopLimit] = packet.hopLimit;
  bytes.set(packet.source, ipv6At.source);
  bytes.set(packet.destination, ipv6At.destination);
  bytes.set(packet.payload, ipv6HeaderLength);
  return bytes;
}

const rfc = 'RFC 8200 §3';
const names = new Map([
  [hopByHop, 'hop-by-hop options'],
  [6, 'TCP'],
  [17, 'UDP'],
  [43, 'routing header'],
  [fragmentHeader, 'fragment header'],
  [58, 'ICMPv6'],
  [noNextHeader, 'nothing'],
  [destinationOptions, 'destination options'],
]);
const carried = new Map<number, LayerName>([
  [6, 'TCP'],
  [17, 'UDP'],
  [58, 'ICMPv6'],
]);

/** The header, and the extension headers that stand between it and the payload. */
export const dissectIpv6: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  read.number(4, {
    name: 'Version',
    key: 'ipv6.version',
    meaning: 'Which IP this is; 6 here.',
    source: rfc,
    problem: (version) => (version === 6 ? undefined : `It says ${version} where 6 was announced.`),
  });
  read.number(8, {
    name: 'Traffic Class',
    key: 'ipv6.tclass',
    text: (value) => hexNumber(value, 2),
    meaning: 'Which treatment the packet asks for, and room for congestion notices.',
    source: 'RFC 8200 §7',
  });
  read.number(20, {
    name: 'Flow Label',
    key: 'ipv6.flow',
    text: (value) => hexNumber(value, 5),
    meaning: 'The same for all packets of one conversation, so that routers can keep them together.',
    source: 'RFC 8200 §6',
  });
  const room = end - start - ipv6HeaderLength;
  const length = read.number(16, {
    name: 'Payload Length',
    key: 'ipv6.plen',
    text: (value) => `${value} bytes`,
    meaning: 'Everything after this header.',
    source: rfc,
    problem: (value) =>
      value > room && room >= 0 && !below.fragment ? `It promises ${value} bytes, and ${room} are there.` : undefined,
  });
  let next = readNext(read, 'ipv6.nxt');
  const hops = read.number(8, {
    name: 'Hop Limit',
    key: 'ipv6.hlim',
    meaning: 'Routers this packet may still pass; what IPv4 calls time to live.',
    source: rfc,
    important: true,
  });
  const source = address(read, 'Source Address', 'ipv6.src', 'The host that sent the packet.');
  const destination = address(read, 'Destination Address', 'ipv6.dst', 'The host, or the group, the packet is for.');
  const summary = `${ipv6Text(source)} → ${ipv6Text(destination)}, hop limit ${hops}`;
  const stop = Math.min(end, start + ipv6HeaderLength + length);
  let fragment = below.fragment;
  let offset = 0;
  const inner = new ExtensionReader(read, stop);
  for (;;) {
    const extension = inner.read(next);
    if (!extension) break;
    next = extension.next;
    if (extension.fragment) {
      fragment = true;
      offset = extension.fragment.offset;
      if (offset > 0) break;
    }
  }
  const layer = read.layer('IPv6', fragment && !below.fragment ? `${summary}, fragment at byte ${offset}` : summary);
  if (read.cut || read.at >= stop) return { layer, payload: null };
  const as = offset > 0 ? 'Data' : (carried.get(next) ?? 'Data');
  return {
    layer,
    payload: { start: read.at, end: stop, as, below: { pseudoHeader: { source, destination }, fragment } },
  };
};

interface Extension {
  readonly next: number;
  readonly fragment: { readonly offset: number } | null;
}

/** Extension headers one after the other, as long as they fit. RFC 8200 §4. */
class ExtensionReader {
  readonly #read: FieldReader;
  readonly #stop: number;

  constructor(read: FieldReader, stop: number) {
    this.#read = read;
    this.#stop = stop;
  }

  /** @returns null where `type` is no extension, or does not fit and is left for whoever shows the payload */
  read(type: number): Extension | null {
    const read = this.#read;
    const room = this.#stop - read.at;
    if (read.cut || room < 8) return null;
    if (type === fragmentHeader) return this.#fragment();
    if (type !== hopByHop && type !== destinationOptions) return null;
    const length = ((read.bytes[read.at + 1] ?? 0) + 1) * 8;
    return length > room ? null : this.#options(type, length);
  }

  #options(type: number, length: number): Extension {
    const read = this.#read;
    const stop = read.at + length;
    let next = 0;
    const group =
      type === hopByHop
        ? { name: 'Hop-by-Hop Options', key: 'ipv6.hopopts', meaning: 'Requests to every router on the way.' }
        : { name: 'Destination Options', key: 'ipv6.dstopts', meaning: 'Requests to the destination alone.' };
    const source = type === hopByHop ? 'RFC 8200 §4.3' : 'RFC 8200 §4.6';
    read.group({ ...group, source }, () => {
      next = readNext(read, `${group.key}.nxt`);
      read.number(8, {
        name: 'Header Extension Length',
        key: `${group.key}.len`,
        text: (value) => `${(value + 1) * 8} bytes`,
        meaning: 'Counted in 8 bytes, the first 8 not included.',
        source,
      });
      while (read.at < stop) readOption(read, stop);
      return `${length} bytes`;
    });
    return { next, fragment: null };
  }

  #fragment(): Extension {
    const read = this.#read;
    const source = 'RFC 8200 §4.5';
    let next = 0;
    let offset = 0;
    read.group(
      { name: 'Fragment Header', key: 'ipv6.fraghdr', meaning: 'This is a piece of a packet.', source },
      () => {
        next = readNext(read, 'ipv6.fraghdr.nxt');
        read.number(8, { name: 'Reserved', key: 'ipv6.fraghdr.reserved_octet', meaning: 'Zero.', source });
        offset =
          8 *
          read.number(13, {
            name: 'Fragment Offset',
            key: 'ipv6.fraghdr.offset',
            text: (units) => `${units * 8} bytes`,
            meaning: 'Where this piece belongs, counted in units of 8 bytes.',
            source,
          });
        read.number(2, { name: 'Reserved', key: 'ipv6.fraghdr.reserved_bits', meaning: 'Zero.', source });
        read.number(1, {
          name: 'More Fragments',
          key: 'ipv6.fraghdr.more',
          text: setOrNot,
          meaning: 'Set on every fragment but the last.',
          source,
        });
        read.number(32, {
          name: 'Identification',
          key: 'ipv6.fraghdr.ident',
          text: (value) => hexNumber(value, 8),
          meaning: 'The same in all pieces of one packet.',
          source,
        });
        return `from byte ${offset}`;
      },
    );
    return { next, fragment: { offset } };
  }
}

const optionNames = new Map([
  [0, 'Pad1'],
  [1, 'PadN'],
  [5, 'router alert'],
]);

function readOption(read: FieldReader, stop: number): void {
  const source = 'RFC 8200 §4.2';
  const type = read.bytes[read.at] ?? 0;
  const length = type === 0 ? 1 : 2 + (read.bytes[read.at + 1] ?? 0);
  const fits = read.at + length <= stop;
  read.raw(fits ? length : stop - read.at, {
    name: `Option ${optionNames.get(type) ?? type}`,
    key: 'ipv6.opt',
    text: hexText,
    meaning: type < 2 ? 'Nothing: it fills the header up to a multiple of 8 bytes.' : 'Type, length and value.',
    source: type === 5 ? 'RFC 2711 §2.1' : source,
    problem: () => (fits ? undefined : 'The option is longer than what is left of its header.'),
  });
}

function readNext(read: FieldReader, key: string): number {
  return read.number(8, {
    name: 'Next Header',
    key,
    text: named(names),
    meaning: 'Who reads on: a protocol, or one more header of IPv6.',
    source: rfc,
    important: true,
  });
}

/** Always 16 bytes, zeros where they are cut off. */
function address(read: FieldReader, name: string, key: string, meaning: string): Uint8Array {
  const value = read.raw(16, { name, key, text: ipv6Text, meaning, source: rfc, important: true });
  return value.length === 16 ? value : new Uint8Array(16);
}
