import { ipv4Text } from './address.ts';
import { checksum } from './checksum.ts';
import type { Dissector } from './field.ts';
import { FieldReader, hexNumber, hexText } from './field-reader.ts';
import { icmpHeaderLength, icmpType, isIcmpError, unreachableCode } from './icmp.ts';

const rfc = 'RFC 792';

const types = new Map<number, string>([
  [icmpType.echoReply, 'echo reply'],
  [icmpType.unreachable, 'destination unreachable'],
  [icmpType.sourceQuench, 'source quench'],
  [icmpType.redirect, 'redirect'],
  [icmpType.echo, 'echo request'],
  [icmpType.routerAdvertisement, 'router advertisement'],
  [icmpType.routerSolicitation, 'router solicitation'],
  [icmpType.timeExceeded, 'time exceeded'],
  [icmpType.parameterProblem, 'parameter problem'],
  [icmpType.timestamp, 'timestamp request'],
  [icmpType.timestampReply, 'timestamp reply'],
]);

const meanings = new Map<number, string>([
  [icmpType.echoReply, 'Somebody answers a ping.'],
  [icmpType.unreachable, 'A host or router could not deliver a packet, and says why.'],
  [icmpType.sourceQuench, 'An old plea to send more slowly; nobody sends it any more (RFC 6633).'],
  [icmpType.redirect, 'A router knows a better first hop for this destination and says so.'],
  [icmpType.echo, 'A ping: whoever gets it sends the same data back.'],
  [icmpType.timeExceeded, 'A packet was thrown away because its time ran out; traceroute lives on these.'],
  [icmpType.parameterProblem, 'A host or router found a header field that cannot be right.'],
]);

const unreachable = new Map<number, string>([
  [unreachableCode.net, 'network unreachable'],
  [unreachableCode.host, 'host unreachable'],
  [unreachableCode.protocol, 'protocol unreachable'],
  [unreachableCode.port, 'port unreachable'],
  [unreachableCode.fragmentationNeeded, 'fragmentation needed'],
  [unreachableCode.sourceRouteFailed, 'source route failed'],
  [unreachableCode.netUnknown, 'network unknown'],
  [unreachableCode.hostUnknown, 'host unknown'],
  [unreachableCode.hostIsolated, 'source host isolated'],
  [unreachableCode.netProhibited, 'network administratively prohibited'],
  [unreachableCode.hostProhibited, 'host administratively prohibited'],
  [unreachableCode.netForTypeOfService, 'network unreachable for this type of service'],
  [unreachableCode.hostForTypeOfService, 'host unreachable for this type of service'],
  [unreachableCode.administrativelyProhibited, 'communication administratively prohibited'],
  [unreachableCode.precedenceViolation, 'host precedence violation'],
  [unreachableCode.precedenceCutoff, 'precedence cutoff in effect'],
]);

const codes = new Map<number, ReadonlyMap<number, string>>([
  [icmpType.unreachable, unreachable],
  [
    icmpType.redirect,
    new Map([
      [0, 'for the network'],
      [1, 'for the host'],
      [2, 'for the type of service and network'],
      [3, 'for the type of service and host'],
    ]),
  ],
  [
    icmpType.timeExceeded,
    new Map([
      [0, 'TTL reached zero in transit'],
      [1, 'fragments did not all arrive in time'],
    ]),
  ],
  [
    icmpType.parameterProblem,
    new Map([
      [0, 'the pointer shows where'],
      [1, 'a required option is missing'],
      [2, 'bad length'],
    ]),
  ],
]);

/** `port unreachable`, `echo request`; `ICMP type 42, code 0` for what has no name. */
export function icmpText(type: number, code: number): string {
  const name = codes.get(type)?.get(code);
  const kind = types.get(type);
  if (type === icmpType.unreachable && name) return name;
  if (!kind) return `ICMP type ${type}, code ${code}`;
  return name ? `${kind}: ${name}` : kind;
}

/** An error's quoted datagram becomes the payload, read as IPv4 that may be cut short. */
export const dissectIcmp: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const type = read.number(8, {
    name: 'Type',
    key: 'icmp.type',
    text: (value) => (types.has(value) ? `${value} (${types.get(value)})` : String(value)),
    meaning: (value) => meanings.get(value) ?? 'What kind of message this is.',
    source: rfc,
    important: true,
  });
  const code = read.number(8, {
    name: 'Code',
    key: 'icmp.code',
    text: (value) => (codes.get(type)?.has(value) ? `${value} (${codes.get(type)?.get(value)})` : String(value)),
    meaning: 'What exactly, for types that have several cases.',
    source: type === icmpType.unreachable ? 'RFC 1812 §5.2.7.1' : rfc,
    important: true,
  });
  read.number(16, {
    name: 'Checksum',
    key: 'icmp.checksum',
    text: (value) => hexNumber(value, 4),
    meaning: 'Over the whole message, data included.',
    source: rfc,
    problem: (value) => {
      if (below.fragment || end - start < icmpHeaderLength) return undefined;
      const rest = checksum(bytes, start, end);
      return rest === 0 ? undefined : `Over this message it should be ${hexNumber((value + rest) % 0xffff, 4)}.`;
    },
  });
  const more = readRest(read, type, code);
  const text = `${icmpText(type, code)}${more}`;
  if (isIcmpError(type)) {
    const layer = read.layer('ICMP', text);
    if (read.cut || read.left === 0) return { layer, payload: null };
    return { layer, payload: { start: read.at, end, as: 'IPv4', below: { pseudoHeader: null, fragment: true } } };
  }
  if (type === icmpType.timestamp || type === icmpType.timestampReply) readTimes(read);
  read.rest({
    name: 'Data',
    key: 'data.data',
    text: hexText,
    meaning:
      type === icmpType.echo || type === icmpType.echoReply
        ? 'Whatever the asker put in; it comes back unchanged.'
        : 'The rest of the message.',
    source: rfc,
  });
  return read.last('ICMP', text);
};

/** The four bytes after the checksum. @returns what they add to the summary */
function readRest(read: FieldReader, type: number, code: number): string {
  switch (type) {
    case icmpType.echo:
    case icmpType.echoReply:
    case icmpType.timestamp:
    case icmpType.timestampReply:
      return readEcho(read);
    case icmpType.redirect: {
      const gateway = read.number(32, {
        name: 'Gateway Internet Address',
        key: 'icmp.redir_gw',
        text: ipv4Text,
        meaning: 'The better first hop.',
        source: rfc,
        important: true,
      });
      return `, use ${ipv4Text(gateway)}`;
    }
    case icmpType.parameterProblem: {
      const pointer = read.number(8, {
        name: 'Pointer',
        key: 'icmp.pointer',
        meaning: 'The byte of the quoted header that is wrong, counted from 0.',
        source: rfc,
        important: true,
      });
      readUnused(read, 24);
      return ` at byte ${pointer}`;
    }
    case icmpType.unreachable:
      if (code === unreachableCode.fragmentationNeeded) {
        readUnused(read, 16);
        const mtu = read.number(16, {
          name: 'Next-Hop MTU',
          key: 'icmp.mtu',
          text: (value) => `${value} bytes`,
          meaning: 'The largest packet that fits through the next link.',
          source: 'RFC 1191 §4',
          important: true,
        });
        return ` (next-hop MTU ${mtu})`;
      }
      readUnused(read, 32);
      return '';
    case icmpType.timeExceeded:
    case icmpType.sourceQuench:
      readUnused(read, 32);
      return '';
    default:
      read.number(32, {
        name: 'Rest of Header',
        key: 'icmp.rest',
        text: (value) => hexNumber(value, 8),
        meaning: 'Its use depends on the type.',
        source: rfc,
      });
      return '';
  }
}

function readEcho(read: FieldReader): string {
  const identifier = read.number(16, {
    name: 'Identifier',
    key: 'icmp.ident',
    text: (value) => hexNumber(value, 4),
    meaning: 'Which ping program asked, so that answers find the right one.',
    source: rfc,
  });
  const sequence = read.number(16, {
    name: 'Sequence Number',
    key: 'icmp.seq',
    meaning: 'Counts the questions, so that each answer can be matched and timed.',
    source: rfc,
    important: true,
  });
  return ` id=${hexNumber(identifier, 4)} seq=${sequence}`;
}

function readUnused(read: FieldReader, width: number): void {
  read.number(width, {
    name: 'Unused',
    key: 'icmp.unused',
    text: (value) => hexNumber(value, width / 4),
    meaning: 'Sent as zero; newer documents use parts of it.',
    source: rfc,
  });
}

function readTimes(read: FieldReader): void {
  for (const [name, key] of [
    ['Originate Timestamp', 'icmp.originate_timestamp'],
    ['Receive Timestamp', 'icmp.receive_timestamp'],
    ['Transmit Timestamp', 'icmp.transmit_timestamp'],
  ] as const) {
    if (read.left >= 4) {
      read.number(32, { name, key, text: (ms) => `${ms} ms`, meaning: 'Since midnight, universal time.', source: rfc });
    }
  }
}
