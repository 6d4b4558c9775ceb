import { macText } from './address.ts';
import type { Dissector } from './field.ts';
import { FieldReader, hexNumber, hexText, named, setOrNot } from './field-reader.ts';
import { icmpv6Checksum, icmpv6HeaderLength, icmpv6Type } from './icmpv6.ts';
import { ipv6Text } from './ipv6-address.ts';

const rfc = 'RFC 4443 §2.1';
const discovery = 'RFC 4861 §4';

const types = new Map<number, string>([
  [icmpv6Type.unreachable, 'destination unreachable'],
  [icmpv6Type.packetTooBig, 'packet too big'],
  [icmpv6Type.timeExceeded, 'time exceeded'],
  [icmpv6Type.parameterProblem, 'parameter problem'],
  [icmpv6Type.echo, 'echo request'],
  [icmpv6Type.echoReply, 'echo reply'],
  [icmpv6Type.multicastReport, 'multicast listener report'],
  [icmpv6Type.routerSolicitation, 'router solicitation'],
  [icmpv6Type.routerAdvertisement, 'router advertisement'],
  [icmpv6Type.neighbourSolicitation, 'neighbour solicitation'],
  [icmpv6Type.neighbourAdvertisement, 'neighbour advertisement'],
  [icmpv6Type.redirect, 'redirect'],
]);

const unreachable = new Map([
  [0, 'no route'],
  [1, 'administratively prohibited'],
  [2, 'beyond scope of source address'],
  [3, 'address unreachable'],
  [4, 'port unreachable'],
]);

/** An error's quoted packet becomes the payload, read as IPv6 that may be cut short. */
export const dissectIcmpv6: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const type = read.number(8, {
    name: 'Type',
    key: 'icmpv6.type',
    text: named(types),
    meaning: 'What kind of message this is; errors are below 128.',
    source: rfc,
    important: true,
  });
  const code = read.number(8, {
    name: 'Code',
    key: 'icmpv6.code',
    text: type === icmpv6Type.unreachable ? named(unreachable) : String,
    meaning: 'What exactly, for types that have several cases.',
    source: rfc,
    important: true,
  });
  read.number(16, {
    name: 'Checksum',
    key: 'icmpv6.checksum',
    text: (value) => hexNumber(value, 4),
    meaning: 'Over the message and the addresses of its packet.',
    source: 'RFC 4443 §2.3',
    problem: (value) => {
      if (below.fragment || below.pseudoHeader?.source.length !== 16) return undefined;
      if (end - start < icmpv6HeaderLength) return undefined;
      const rest = icmpv6Checksum(bytes, start, end, below.pseudoHeader);
      return rest === 0 ? undefined : `Over this message it should be ${hexNumber((value + rest) % 0xffff, 4)}.`;
    },
  });
  const name = types.get(type) ?? `ICMPv6 type ${type}`;
  const what = type === icmpv6Type.unreachable ? (unreachable.get(code) ?? `code ${code}`) : '';
  const more = readBody(read, type);
  const summary = [what ? `${name}: ${what}` : name, more].filter(Boolean).join(' ');
  const layer = read.layer('ICMPv6', summary);
  if (type >= 1 && type <= 4 && !read.cut && read.left > 0) {
    return { layer, payload: { start: read.at, end, as: 'IPv6', below: { pseudoHeader: null, fragment: true } } };
  }
  read.rest({ name: 'Data', key: 'data.data', text: hexText, meaning: 'The rest of the message.', source: rfc });
  return read.last('ICMPv6', summary);
};

/** What comes after the checksum. @returns what it adds to the summary */
function readBody(read: FieldReader, type: number): string {
  switch (type) {
    case icmpv6Type.echo:
    case icmpv6Type.echoReply:
      return readEcho(read);
    case icmpv6Type.packetTooBig: {
      const mtu = read.number(32, {
        name: 'MTU',
        key: 'icmpv6.mtu',
        text: (value) => `${value} bytes`,
        meaning: 'The largest packet that fits through the next link.',
        source: 'RFC 4443 §3.2',
        important: true,
      });
      return `(MTU ${mtu})`;
    }
    case icmpv6Type.parameterProblem: {
      const pointer = read.number(32, {
        name: 'Pointer',
        key: 'icmpv6.pointer',
        meaning: 'The byte of the quoted packet that is wrong, counted from 0.',
        source: 'RFC 4443 §3.4',
        important: true,
      });
      return `at byte ${pointer}`;
    }
    case icmpv6Type.routerSolicitation:
      readReserved(read, 32);
      readOptions(read);
      return '';
    case icmpv6Type.routerAdvertisement:
      readRouter(read);
      readOptions(read);
      return '';
    case icmpv6Type.neighbourSolicitation: {
      readReserved(read, 32);
      const target = readTarget(read, 'icmpv6.nd.ns.target_address', 'Whose MAC address is looked for.');
      readOptions(read);
      return `for ${target}`;
    }
    case icmpv6Type.neighbourAdvertisement: {
      readNeighbourFlags(read);
      const target = readTarget(read, 'icmpv6.nd.na.target_address', 'The address that the sender answers for.');
      readOptions(read);
      return target;
    }
    default:
      readReserved(read, 32);
      return '';
  }
}

function readEcho(read: FieldReader): string {
  const source = 'RFC 4443 §4.1';
  const identifier = read.number(16, {
    name: 'Identifier',
    key: 'icmpv6.echo.identifier',
    text: (value) => hexNumber(value, 4),
    meaning: 'Which ping program asked.',
    source,
  });
  const sequence = read.number(16, {
    name: 'Sequence Number',
    key: 'icmpv6.echo.sequence_number',
    meaning: 'Counts the questions.',
    source,
    important: true,
  });
  return `id=${hexNumber(identifier, 4)} seq=${sequence}`;
}

const readReserved = (read: FieldReader, width: number): number =>
  read.number(width, {
    name: 'Reserved',
    key: 'icmpv6.reserved',
    text: (value) => hexNumber(value, Math.ceil(width / 4)),
    meaning: 'Sent as zero, or used by newer types.',
    source: rfc,
  });

const readTarget = (read: FieldReader, key: string, meaning: string): string => {
  const row = { name: 'Target Address', key, text: ipv6Text, meaning, source: discovery, important: true } as const;
  const target = read.raw(16, row);
  return target.length === 16 ? ipv6Text(target) : '';
};

const bit = (read: FieldReader, name: string, key: string, meaning: string, source: string): number =>
  read.number(1, { name, key, text: setOrNot, meaning, source });

function readNeighbourFlags(read: FieldReader): void {
  const source = 'RFC 4861 §4.4';
  bit(read, 'Router', 'icmpv6.nd.na.flag.r', 'The sender is a router.', source);
  bit(read, 'Solicited', 'icmpv6.nd.na.flag.s', 'Somebody asked; this is the answer.', source);
  bit(read, 'Override', 'icmpv6.nd.na.flag.o', 'Replace what you had noted.', source);
  readReserved(read, 29);
}

function readRouter(read: FieldReader): void {
  const source = 'RFC 4861 §4.2';
  read.number(8, {
    name: 'Cur Hop Limit',
    key: 'icmpv6.nd.ra.cur_hop_limit',
    meaning: 'The hop limit that hosts here should use.',
    source,
  });
  bit(read, 'Managed', 'icmpv6.nd.ra.flag.m', 'Addresses are given out by DHCPv6.', source);
  bit(read, 'Other', 'icmpv6.nd.ra.flag.o', 'Other settings are given out by DHCPv6.', source);
  readReserved(read, 6);
  const number = (width: number, name: string, key: string, unit: string, meaning: string) =>
    read.number(width, { name, key, text: (value) => `${value} ${unit}`, meaning, source });
  number(16, 'Router Lifetime', 'icmpv6.nd.ra.router_lifetime', 's', 'How long it may be used as default router.');
  number(32, 'Reachable Time', 'icmpv6.nd.ra.reachable_time', 'ms', 'How long a neighbour counts as there.');
  number(32, 'Retrans Timer', 'icmpv6.nd.ra.retrans_timer', 'ms', 'How long to wait before asking again.');
}

const optionTypes = new Map([
  [1, 'source link-layer address'],
  [2, 'target link-layer address'],
  [3, 'prefix information'],
  [5, 'MTU'],
  [14, 'nonce'],
  [25, 'recursive DNS server'],
]);

/** Type, length in units of 8 bytes, value. RFC 4861 §4.6. */
function readOptions(read: FieldReader): void {
  const source = 'RFC 4861 §4.6';
  while (read.left >= 8) {
    const type = read.bytes[read.at] ?? 0;
    const length = (read.bytes[read.at + 1] ?? 0) * 8;
    if (length === 0 || length > read.left) return;
    const stop = read.at + length;
    const name = optionTypes.get(type) ?? `option ${type}`;
    read.group({ name: `Option: ${name}`, key: 'icmpv6.opt', meaning: 'What else the sender says.', source }, () => {
      read.number(8, {
        name: 'Type',
        key: 'icmpv6.opt.type',
        text: named(optionTypes),
        meaning: 'Which option.',
        source,
      });
      read.number(8, {
        name: 'Length',
        key: 'icmpv6.opt.length',
        text: (units) => `${units * 8} bytes`,
        meaning: 'Counted in 8 bytes.',
        source,
      });
      return readOption(read, type, stop - read.at);
    });
  }
}

function readOption(read: FieldReader, type: number, length: number): string {
  const source = 'RFC 4861 §4.6';
  if ((type === 1 || type === 2) && length === 6) {
    const mac = read.number(48, {
      name: 'Link-Layer Address',
      key: 'icmpv6.opt.linkaddr',
      text: macText,
      meaning: 'A MAC address.',
      source,
    });
    return macText(mac);
  }
  if (type === 5 && length === 6) {
    readReserved(read, 16);
    const mtu = read.number(32, {
      name: 'MTU',
      key: 'icmpv6.opt.mtu',
      meaning: 'Largest packet on this network, bytes.',
      source,
    });
    return `${mtu} bytes`;
  }
  if (type === 3 && length === 30) {
    const bits = read.number(8, {
      name: 'Prefix Length',
      key: 'icmpv6.opt.prefix.length',
      meaning: 'How many bits are the network.',
      source,
    });
    bit(read, 'On-link', 'icmpv6.opt.prefix.flag.l', 'These addresses are neighbours.', source);
    bit(read, 'Autonomous', 'icmpv6.opt.prefix.flag.a', 'Hosts may make themselves an address with it.', source);
    readReserved(read, 6);
    read.number(32, {
      name: 'Valid Lifetime',
      key: 'icmpv6.opt.prefix.valid_lifetime',
      text: lifetime,
      meaning: 'How long the prefix holds.',
      source,
    });
    read.number(32, {
      name: 'Preferred Lifetime',
      key: 'icmpv6.opt.prefix.preferred_lifetime',
      text: lifetime,
      meaning: 'How long new connections should use it.',
      source,
    });
    readReserved(read, 32);
    const prefix = read.raw(16, {
      name: 'Prefix',
      key: 'icmpv6.opt.prefix',
      text: ipv6Text,
      meaning: 'The network.',
      source,
    });
    return `${ipv6Text(prefix)}/${bits}`;
  }
  return hexText(
    read.raw(length, { name: 'Value', key: 'icmpv6.opt.data', text: hexText, meaning: 'As it is.', source }),
  );
}

const lifetime = (seconds: number): string => (seconds === 0xffff_ffff ? 'for ever' : `${seconds} s`);
