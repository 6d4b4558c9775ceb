import { ipv4Text, readUint16 } from './address.ts';
import type { Dissector, LayerName } from './field.ts';
import { FieldReader, hexNumber, named, setOrNot } from './field-reader.ts';
import { protocolIcmp } from './icmp.ts';
import { fragmentOffsetOf, headerLengthOf, ipv4At, ipv4HeaderChecksum, ipv4HeaderLength, isFragment } from './ipv4.ts';
import { readIpv4Options } from './ipv4-options.ts';
import { protocolTcp } from './tcp.ts';
import { protocolUdp } from './udp.ts';

const rfc = 'RFC 791 §3.1';

/** IANA protocol numbers that a learner may meet. */
export const protocolNames = new Map([
  [protocolIcmp, 'ICMP'],
  [2, 'IGMP'],
  [protocolTcp, 'TCP'],
  [protocolUdp, 'UDP'],
  [41, 'IPv6'],
  [47, 'GRE'],
  [50, 'ESP'],
  [58, 'ICMPv6'],
  [89, 'OSPF'],
  [253, 'experiment'],
]);

const carried = new Map<number, LayerName>([
  [protocolIcmp, 'ICMP'],
  [protocolTcp, 'TCP'],
  [protocolUdp, 'UDP'],
]);

/** RFC 2474, with the names of RFC 2597 and RFC 3246. */
const codePoints = new Map([
  [0, 'default'],
  [8, 'CS1'],
  [16, 'CS2'],
  [24, 'CS3'],
  [32, 'CS4'],
  [40, 'CS5'],
  [48, 'CS6, network control'],
  [56, 'CS7'],
  [46, 'EF, expedited forwarding'],
]);
const congestion = new Map([
  [0, 'not ECN-capable'],
  [1, 'ECT(1)'],
  [2, 'ECT(0)'],
  [3, 'congestion experienced'],
]);

/** The header. `below.fragment` says that this packet is itself a quotation (in ICMP), and so may be cut short. */
export const dissectIpv4: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const room = end - start;
  const declared = headerLengthOf(bytes, start);
  const headerLength = Math.max(ipv4HeaderLength, declared);
  read.number(4, {
    name: 'Version',
    key: 'ip.version',
    meaning: 'Which IP this is; 4 here.',
    source: rfc,
    problem: (version) => (version === 4 ? undefined : `It says ${version} where 4 was announced.`),
  });
  read.number(4, {
    name: 'Internet Header Length',
    key: 'ip.hdr_len',
    text: (words) => `${words * 4} bytes`,
    meaning: 'How long this header is, counted in 4-byte words: more than 5 means that options follow.',
    source: rfc,
    problem: (words) => {
      if (words < 5) return `${words * 4} bytes cannot hold the fixed header of 20.`;
      return words * 4 > room ? `The header would be ${words * 4} bytes, and ${room} are there.` : undefined;
    },
  });
  readService(read);
  const totalLength = read.number(16, {
    name: 'Total Length',
    key: 'ip.len',
    text: (length) => `${length} bytes`,
    meaning: 'Header and payload. What follows in the frame is padding.',
    source: rfc,
    problem: (length) => {
      if (length < declared) return `It is less than the header's own ${declared} bytes.`;
      return length > room && !below.fragment ? `It promises ${length} bytes, and ${room} are there.` : undefined;
    },
  });
  read.number(16, {
    name: 'Identification',
    key: 'ip.id',
    text: (id) => hexNumber(id, 4),
    meaning: 'The same in all fragments of one packet, so that they find together again.',
    source: rfc,
  });
  const flagsAndOffset = read.left >= 2 ? readUint16(bytes, read.at) : 0;
  readFragmentation(read);
  const ttl = read.number(8, {
    name: 'Time to Live',
    key: 'ip.ttl',
    meaning: 'Routers this packet may still pass: each takes one off, and whoever reaches 0 throws it away.',
    source: rfc,
    important: true,
  });
  const protocol = read.number(8, {
    name: 'Protocol',
    key: 'ip.proto',
    text: named(protocolNames),
    meaning: 'Who reads the payload.',
    source: rfc,
    important: true,
  });
  const whole = declared >= ipv4HeaderLength && declared <= room;
  read.number(16, {
    name: 'Header Checksum',
    key: 'ip.checksum',
    text: (value) => hexNumber(value, 4),
    meaning: 'Protects the header only; every router checks it, and writes a new one because it changed the TTL.',
    source: rfc,
    problem: (value) => (whole ? checksumProblem(bytes, start, value) : undefined),
  });
  const source = read.number(32, {
    name: 'Source Address',
    key: 'ip.src',
    text: ipv4Text,
    meaning: 'The host that sent the packet, unless a NAT on the way wrote its own address here.',
    source: rfc,
    important: true,
  });
  const destination = read.number(32, {
    name: 'Destination Address',
    key: 'ip.dst',
    text: ipv4Text,
    meaning: 'The host the packet is for. By this address every router chooses the way.',
    source: rfc,
    important: true,
  });
  const stop = Math.min(end, start + headerLength);
  if (stop > read.at) readIpv4Options(read, stop);
  const offset = fragmentOffsetOf(flagsAndOffset);
  const piece = isFragment(flagsAndOffset) ? `, fragment at byte ${offset}` : '';
  const layer = read.layer('IPv4', `${ipv4Text(source)} → ${ipv4Text(destination)}, TTL ${ttl}${piece}`);
  if (read.cut || !whole) return { layer, payload: null };
  const payloadEnd = Math.max(stop, Math.min(end, start + totalLength));
  const pseudoHeader = {
    source: bytes.subarray(start + ipv4At.source, start + ipv4At.destination),
    destination: bytes.subarray(start + ipv4At.destination, start + ipv4At.options),
  };
  const as = offset > 0 ? 'Data' : (carried.get(protocol) ?? 'Data');
  const fragment = below.fragment || isFragment(flagsAndOffset);
  return { layer, payload: { start: stop, end: payloadEnd, as, below: { pseudoHeader, fragment } } };
};

function checksumProblem(bytes: Uint8Array, start: number, value: number): string | undefined {
  const rest = ipv4HeaderChecksum(bytes, start);
  if (rest === 0) return undefined;
  // The sum over everything is off by as much as the field is: RFC 1071's arithmetic, modulo 0xffff.
  const right = (value + rest) % 0xffff;
  return `Over this header it should be ${hexNumber(right, 4)}; a router would throw the packet away.`;
}

function readService(read: FieldReader): void {
  read.number(6, {
    name: 'Differentiated Services Code Point',
    key: 'ip.dsfield.dscp',
    text: named(codePoints),
    meaning: 'Which treatment the packet asks for; most networks treat all alike.',
    source: 'RFC 2474 §3',
  });
  read.number(2, {
    name: 'Explicit Congestion Notification',
    key: 'ip.dsfield.ecn',
    text: named(congestion),
    meaning: 'Lets a router say "I am nearly full" without dropping the packet.',
    source: 'RFC 3168 §5',
  });
}

function readFragmentation(read: FieldReader): void {
  const flags: string[] = [];
  read.group({ name: 'Flags', key: 'ip.flags', meaning: 'May it be cut, and was it?', source: rfc }, () => {
    read.number(1, {
      name: 'Reserved',
      key: 'ip.flags.rb',
      text: setOrNot,
      meaning: 'Must be zero.',
      source: rfc,
      problem: (bit) => (bit === 1 ? 'RFC 791 says that it must be zero.' : undefined),
    });
    const whole = read.number(1, {
      name: "Don't Fragment",
      key: 'ip.flags.df',
      text: setOrNot,
      meaning: 'No router may cut this packet; one that would have to drops it and says so (ICMP).',
      source: rfc,
    });
    const more = read.number(1, {
      name: 'More Fragments',
      key: 'ip.flags.mf',
      text: setOrNot,
      meaning: 'Set on every fragment but the last.',
      source: rfc,
    });
    if (whole) flags.push("don't fragment");
    if (more) flags.push('more fragments');
    return flags.join(', ') || 'none';
  });
  read.number(13, {
    name: 'Fragment Offset',
    key: 'ip.frag_offset',
    text: (units) => `${units * 8} bytes`,
    meaning: 'Where this piece belongs in the original payload, counted in units of 8 bytes.',
    source: rfc,
  });
}
