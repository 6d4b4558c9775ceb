import { isGroupMac, maskOf, parseIpv4, parseMac, readUint48 } from '../../network/wire/address.ts';
import type { Parser } from './filter.ts';
import { numberOf } from './filter-bytes.ts';
import { addressesOf, type Offsets, portsOf } from './packet.ts';

export type Matches = (bytes: Uint8Array, offsets: Offsets) => boolean;

type Direction = 'src' | 'dst' | 'either';
interface Pair {
  readonly source: number;
  readonly destination: number;
}

const everyone = 0xffff_ffff_ffff;
const protocols: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 };

/** What can begin with a word of its own. A protocol may be followed by `port` or a direction: `tcp port 80`. */
export const primitives: ReadonlyMap<string, (parser: Parser) => Matches> = new Map<
  string,
  (parser: Parser) => Matches
>([
  ['ip', (parser) => narrowed(parser, (_, { ip }) => ip >= 0)],
  ['ip6', (parser) => narrowed(parser, (_, { ip6 }) => ip6 >= 0)],
  ['arp', (parser) => narrowed(parser, (_, { arp }) => arp >= 0)],
  ...Object.entries(protocols).map(([name, number]): [string, (parser: Parser) => Matches] => [
    name,
    (parser) => narrowed(parser, (_, { protocol }) => protocol === number),
  ]),
  ['ether', ether],
  ['broadcast', () => (bytes) => readUint48(bytes, 0) === everyone],
  ['multicast', () => (bytes) => isGroupMac(readUint48(bytes, 0))],
  [
    'less',
    (parser) =>
      (
        (most) => (bytes) =>
          bytes.length <= most
      )(number(parser, 'less')),
  ],
  [
    'greater',
    (parser) =>
      (
        (least) => (bytes) =>
          bytes.length >= least
      )(number(parser, 'greater')),
  ],
]);

/** `tcp port 80`, `arp host 10.0.0.1`: the protocol and what follows it. */
function narrowed(parser: Parser, matches: Matches): Matches {
  const next = parser.peek();
  if (next === undefined || !['src', 'dst', 'host', 'net', 'port', 'portrange'].includes(next)) return matches;
  const rest = qualified(parser);
  return (bytes, offsets) => matches(bytes, offsets) && rest(bytes, offsets);
}

/** `[src|dst] [host|net|port|portrange] value`; after `src` or `dst` an address means host. */
export function qualified(parser: Parser): Matches {
  const said = parser.takeOne('src', 'dst');
  const direction: Direction = said ?? 'either';
  const named = parser.takeOne('host', 'net', 'port', 'portrange');
  const kind = named ?? 'host';
  const value = parser.take();
  if (!said && !named && value !== undefined && parseIpv4(value) !== null)
    throw parser.wrong(`An address needs a word before it: \`host ${value}\`, or \`src\` or \`dst\`.`, 1);
  if (value === undefined) throw parser.wrong(`\`${kind}\` wants a value after it.`);
  if (kind === 'port') return portIs(direction, port(parser, value), port(parser, value));
  if (kind === 'portrange') {
    const [low = '', high = ''] = value.split('-');
    return portIs(direction, port(parser, low), port(parser, high));
  }
  return kind === 'net' ? net(parser, direction, value) : host(parser, direction, value);
}

function host(parser: Parser, direction: Direction, value: string): Matches {
  const address = parseIpv4(value);
  if (address === null) {
    throw parser.wrong(
      `“${value}” is no word of a filter and no IPv4 address. A filter looks like \`host 192.168.1.20 and tcp port 80\`.`,
      1,
    );
  }
  return inPair(direction, addressesOf, (found) => found === address);
}

function net(parser: Parser, direction: Direction, value: string): Matches {
  const [network = '', length] = value.split('/');
  // As tcpdump has it: `net 192.168` means 192.168.0.0/16.
  const parts = network.split('.');
  const address = parseIpv4([...parts, ...Array(Math.max(0, 4 - parts.length)).fill('0')].join('.'));
  const bits = length === undefined ? parts.length * 8 : numberOf(length);
  if (address === null || bits === null || bits > 32)
    throw parser.wrong(`“${value}” is no network. One looks like 192.168.1.0/24.`, 1);
  const mask = maskOf(bits);
  if ((address & ~mask) >>> 0 !== 0) throw parser.wrong(`“${value}” has bits set behind its /${bits}.`, 1);
  return inPair(direction, addressesOf, (found) => (found & mask) >>> 0 === address);
}

const portIs = (direction: Direction, low: number, high: number): Matches =>
  inPair(direction, portsOf, (found) => found >= low && found <= high);

/** `ether host|src|dst MAC`, `ether proto NUMBER`, `ether broadcast`, `ether multicast`. */
function ether(parser: Parser): Matches {
  if (parser.takeOne('proto') !== undefined) {
    const type = number(parser, 'ether proto');
    return (_, { etherType }) => etherType === type;
  }
  const kind = parser.takeOne('host', 'src', 'dst', 'broadcast', 'multicast');
  if (kind === 'broadcast') return (bytes) => readUint48(bytes, 0) === everyone;
  if (kind === 'multicast') return (bytes) => isGroupMac(readUint48(bytes, 0));
  const value = parser.take() ?? '';
  const mac = parseMac(value);
  if (kind === undefined || mac === null)
    throw parser.wrong('After `ether` comes `host`, `src` or `dst` and a MAC address such as 00:00:5e:00:53:01.', 1);
  const direction: Direction = kind === 'host' ? 'either' : kind;
  return inPair(
    direction,
    (bytes) => ({ source: readUint48(bytes, 6), destination: readUint48(bytes, 0) }),
    (found) => found === mac,
  );
}

function inPair(
  direction: Direction,
  read: (bytes: Uint8Array, offsets: Offsets) => Pair | null,
  holds: (found: number) => boolean,
): Matches {
  return (bytes, offsets) => {
    const pair = read(bytes, offsets);
    if (!pair) return false;
    return (direction !== 'dst' && holds(pair.source)) || (direction !== 'src' && holds(pair.destination));
  };
}

function port(parser: Parser, word: string): number {
  const value = numberOf(word);
  if (value === null || value > 65_535)
    throw parser.wrong(`“${word}” is no port. Ports are numbers from 0 to 65535.`, 1);
  return value;
}

function number(parser: Parser, name: string): number {
  const value = numberOf(parser.take() ?? '');
  if (value === null) throw parser.wrong(`\`${name}\` wants a number.`, 1);
  return value;
}
