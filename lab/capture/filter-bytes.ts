import type { Parser } from './filter.ts';
import type { Matches } from './filter-primitives.ts';
import type { Offsets } from './packet.ts';

type Value = (bytes: Uint8Array, offsets: Offsets) => number | null;

/** Named places in a header, and named values, as pcap-filter(7) has them. */
const places: Readonly<Record<string, number>> = { tcpflags: 13, icmptype: 0, icmpcode: 1 };
const values: Readonly<Record<string, number>> = {
  'tcp-fin': 1,
  'tcp-syn': 2,
  'tcp-rst': 4,
  'tcp-push': 8,
  'tcp-ack': 16,
  'tcp-urg': 32,
  'tcp-ece': 64,
  'tcp-cwr': 128,
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-timxceed': 11,
  'icmp-paramprob': 12,
};

/** Where the header of each protocol begins; null when the frame does not have it. */
const headers: Readonly<Record<string, (offsets: Offsets) => number | null>> = {
  ether: () => 0,
  ip: ({ ip }) => present(ip),
  ip6: ({ ip6 }) => present(ip6),
  arp: ({ arp }) => present(arp),
  tcp: ({ protocol, transport }) => (protocol === 6 ? present(transport) : null),
  udp: ({ protocol, transport }) => (protocol === 17 ? present(transport) : null),
  icmp: ({ protocol, transport }) => (protocol === 1 ? present(transport) : null),
};

const present = (at: number): number | null => (at < 0 ? null : at);

/** `len`, or a number: something a comparison can begin with. */
export const isComparison = (word: string): boolean => word === 'len' || numberOf(word) !== null;

/** `tcp[13]`, `ip[6:2]`, `icmp[icmptype]`, `len`, `80`, `0x12`, `tcp-syn|tcp-ack`. */
export function accessorOf(parser: Parser): Value {
  const word = parser.take() ?? '';
  if (word === 'len') return (bytes) => bytes.length;
  if (parser.peek() !== '[') return constantOf(parser, word);
  const header = headers[word];
  if (!header)
    throw parser.wrong(`“${word}” has no bytes to look at. These have: ${Object.keys(headers).join(', ')}.`, 1);
  parser.take();
  const place = parser.take() ?? '';
  const offset = places[place] ?? numberOf(place);
  if (offset === null)
    throw parser.wrong(`“${place}” is no place in a header. Write a number of bytes, or tcpflags.`, 1);
  const size = parser.takeOne(':') === undefined ? 1 : numberOf(parser.take() ?? '');
  if (size !== 1 && size !== 2 && size !== 4) throw parser.wrong('1, 2 or 4 bytes can be read at once.', 1);
  if (parser.takeOne(']') === undefined) throw parser.wrong('A `]` is missing.');
  return (bytes, offsets) => {
    const start = header(offsets);
    if (start === null || start + offset + size > bytes.length) return null;
    let value = 0;
    for (let at = 0; at < size; at += 1) value = value * 256 + (bytes[start + offset + at] ?? 0);
    return value;
  };
}

function constantOf(parser: Parser, word: string): Value {
  const value = values[word] ?? numberOf(word);
  if (value === null) throw parser.wrong(`“${word}” is no number.`, 1);
  return () => value;
}

/** Decimal, or hexadecimal after 0x. */
export function numberOf(word: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(word)) return Number.parseInt(word, 16);
  return /^\d{1,10}$/.test(word) ? Number(word) : null;
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

/** `tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn`. A frame without that header does not match. */
export function comparisonOf(parser: Parser, operand: (parser: Parser) => Value): Matches {
  const left = masked(parser, operand);
  const sign = parser.take() ?? '';
  const compare = comparisons[sign];
  if (!compare) throw parser.wrong(`A comparison is missing: ${Object.keys(comparisons).join(' ')}.`, 1);
  const right = masked(parser, operand);
  return (bytes, offsets) => {
    const a = left(bytes, offsets);
    const b = right(bytes, offsets);
    return a !== null && b !== null && compare(a >>> 0, b >>> 0);
  };
}

function masked(parser: Parser, operand: (parser: Parser) => Value): Value {
  let value = bracketed(parser, operand);
  for (;;) {
    const sign = parser.takeOne('&', '|');
    if (sign === undefined) return value;
    const left = value;
    const right = bracketed(parser, operand);
    value = (bytes, offsets) => {
      const a = left(bytes, offsets);
      const b = right(bytes, offsets);
      if (a === null || b === null) return null;
      return sign === '&' ? a & b : a | b;
    };
  }
}

function bracketed(parser: Parser, operand: (parser: Parser) => Value): Value {
  if (parser.takeOne('(') === undefined) return operand(parser);
  const inner = masked(parser, operand);
  if (parser.takeOne(')') === undefined) throw parser.wrong('A `)` is missing.');
  return inner;
}
