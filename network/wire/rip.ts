import type { Ipv4 } from './address.ts';
import { ipv4Text, maskOf, readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';
import type { Dissector, Malformed } from './field.ts';
import { FieldReader, hexNumber, named } from './field-reader.ts';

export const ripPort = 520;
/** 224.0.0.9: all routers that speak RIP version 2. RFC 2453 §4.5. */
export const ripGroup: Ipv4 = 0xe000_0009;
export const ripRequest = 1;
export const ripResponse = 2;
/** A metric of 16: there is no way. RFC 2453 §3.4. */
export const ripInfinity = 16;
/** Entries in one message. RFC 2453 §4. */
export const mostRipEntries = 25;

const headerLength = 4;
const entryLength = 20;
/** Offsets within an entry. RFC 2453 §4. */
const entryAt = { family: 0, tag: 2, address: 4, mask: 8, nextHop: 12, metric: 16 } as const;
const familyInternet = 2;

export interface RipEntry {
  /** 2 (IPv4) unless said; 0 in a request for the whole table, 0xffff where authentication stands in for an entry. */
  readonly family?: number;
  readonly tag?: number;
  readonly address: Ipv4;
  readonly mask: Ipv4;
  /** 0: whoever sends this message. */
  readonly nextHop?: Ipv4;
  readonly metric: number;
}

export interface RipMessage {
  readonly command: number;
  /** 2 unless said. */
  readonly version?: number;
  /** Should be zero. */
  readonly unused?: number;
  readonly entries: readonly RipEntry[];
  /** Bytes that are no whole entry. */
  readonly rest?: Uint8Array;
}

export type ReadRipMessage = Required<Omit<RipMessage, 'rest' | 'entries'>> &
  Pick<RipMessage, 'rest'> & { readonly entries: readonly Required<RipEntry>[] };

export function decodeRip(bytes: Uint8Array, start = 0, end = bytes.length): ReadRipMessage | Malformed {
  if (end - start < headerLength)
    return { malformed: `A RIP message needs ${headerLength} bytes and here are ${end - start}.`, at: end - start };
  const count = Math.floor((end - start - headerLength) / entryLength);
  const rest = start + headerLength + count * entryLength;
  return {
    command: bytes[start] ?? 0,
    version: bytes[start + 1] ?? 0,
    unused: readUint16(bytes, start + 2),
    entries: Array.from({ length: count }, (_, index) =>
      decodeEntry(bytes, start + headerLength + index * entryLength),
    ),
    ...(rest < end ? { rest: bytes.slice(rest, end) } : {}),
  };
}

const decodeEntry = (bytes: Uint8Array, at: number): Required<RipEntry> => ({
  family: readUint16(bytes, at + entryAt.family),
  tag: readUint16(bytes, at + entryAt.tag),
  address: readUint32(bytes, at + entryAt.address),
  mask: readUint32(bytes, at + entryAt.mask),
  nextHop: readUint32(bytes, at + entryAt.nextHop),
  metric: readUint32(bytes, at + entryAt.metric),
});

export function encodeRip(message: RipMessage): Uint8Array {
  const rest = headerLength + entryLength * message.entries.length;
  const bytes = new Uint8Array(rest + (message.rest?.length ?? 0));
  bytes[0] = message.command;
  bytes[1] = message.version ?? 2;
  writeUint16(bytes, 2, message.unused ?? 0);
  message.entries.forEach((entry, index) => {
    const at = headerLength + entryLength * index;
    writeUint16(bytes, at + entryAt.family, entry.family ?? familyInternet);
    writeUint16(bytes, at + entryAt.tag, entry.tag ?? 0);
    writeUint32(bytes, at + entryAt.address, entry.address);
    writeUint32(bytes, at + entryAt.mask, entry.mask);
    writeUint32(bytes, at + entryAt.nextHop, entry.nextHop ?? 0);
    writeUint32(bytes, at + entryAt.metric, entry.metric);
  });
  if (message.rest) bytes.set(message.rest, rest);
  return bytes;
}

/** What a router sends when it starts: tell me all you know. RFC 2453 §3.9.1. */
export const wholeTableRequest: RipMessage = {
  command: ripRequest,
  entries: [{ family: 0, address: 0, mask: 0, metric: ripInfinity }],
};

const rfc = 'RFC 2453 §4';
const commands = new Map([
  [ripRequest, 'request'],
  [ripResponse, 'response'],
]);

export const dissectRip: Dissector = (bytes, start, end) => {
  const read = new FieldReader(bytes, start, end);
  const command = read.number(8, {
    name: 'Command',
    key: 'rip.command',
    text: named(commands),
    meaning: 'Asks for routes (1) or tells them (2).',
    source: 'RFC 2453 §3.6',
    important: true,
  });
  const version = read.number(8, {
    name: 'Version',
    key: 'rip.version',
    meaning: 'Version 2 carries masks and next hops; version 1 had neither.',
    source: rfc,
    problem: (value) => (value === 1 || value === 2 ? undefined : 'There are versions 1 and 2 only.'),
  });
  read.number(16, {
    name: 'Unused',
    key: 'rip.unused',
    text: (value) => hexNumber(value, 4),
    meaning: 'Must be zero.',
    source: rfc,
  });
  let entries = 0;
  while (read.left >= entryLength) {
    readEntry(read);
    entries += 1;
  }
  read.rest({
    name: 'Rest',
    key: 'rip.rest',
    meaning: 'Bytes that are no whole entry.',
    source: rfc,
    problem: () => `An entry has ${entryLength} bytes.`,
  });
  const what = commands.get(command) ?? `command ${command}`;
  return read.last('RIP', `RIPv${version} ${what}, ${entries} ${entries === 1 ? 'entry' : 'entries'}`);
};

function readEntry(read: FieldReader): void {
  read.group(
    { name: 'Route Entry', key: 'rip.entry', meaning: 'One network and how far it is.', source: rfc, important: true },
    () => {
      const family = read.number(16, {
        name: 'Address Family',
        key: 'rip.family',
        text: named(
          new Map([
            [0, 'the whole table'],
            [familyInternet, 'IPv4'],
            [0xffff, 'authentication'],
          ]),
        ),
        meaning: 'Whose addresses these are.',
        source: rfc,
      });
      if (family === 0xffff) {
        read.number(16, {
          name: 'Authentication Type',
          key: 'rip.auth.type',
          meaning: '2 is a password in the clear.',
          source: 'RFC 2453 §4.1',
        });
        read.raw(16, {
          name: 'Authentication',
          key: 'rip.auth.passwd',
          meaning: 'Proves, weakly, that the sender may speak.',
          source: 'RFC 2453 §4.1',
        });
        return 'authentication';
      }
      read.number(16, {
        name: 'Route Tag',
        key: 'rip.route_tag',
        meaning: 'Tells routes of other protocols from our own.',
        source: 'RFC 2453 §4.2',
      });
      const address = read.number(32, {
        name: 'IP Address',
        key: 'rip.ip',
        text: ipv4Text,
        meaning: 'The network that can be reached.',
        source: rfc,
      });
      const mask = read.number(32, {
        name: 'Subnet Mask',
        key: 'rip.netmask',
        text: ipv4Text,
        meaning: 'How many bits of the address are the network.',
        source: 'RFC 2453 §4.3',
        problem: maskProblem,
      });
      read.number(32, {
        name: 'Next Hop',
        key: 'rip.next_hop',
        text: ipv4Text,
        meaning: 'Whom to send to; 0.0.0.0 is whoever sent this message.',
        source: 'RFC 2453 §4.4',
      });
      const metric = read.number(32, {
        name: 'Metric',
        key: 'rip.metric',
        text: (value) => (value === ripInfinity ? `${value} (unreachable)` : String(value)),
        meaning: 'How many routers lie between; 16 stands for no way at all.',
        source: 'RFC 2453 §3.4',
        problem: (value) => (value < 1 || value > ripInfinity ? 'A metric is 1 to 16.' : undefined),
      });
      if (family === 0) return 'everything, please';
      return `${ipv4Text(address)}/${lengthOf(mask) ?? ipv4Text(mask)} metric ${metric}`;
    },
  );
}

function lengthOf(mask: Ipv4): number | null {
  for (let length = 0; length <= 32; length++) if (maskOf(length) === mask) return length;
  return null;
}

const maskProblem = (mask: Ipv4): string | undefined =>
  lengthOf(mask) === null ? 'A mask is ones first and zeros after them.' : undefined;
