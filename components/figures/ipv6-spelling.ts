import { parseIpv4 } from '../../network/wire/address.ts';
import { ipv6Text, parseIpv6 } from '../../network/wire/ipv6-address.ts';

/** The address after one more rule. */
export interface Spelling {
  readonly rule: string;
  readonly source: string;
  readonly text: string;
  /** What the rule did here, or why it did nothing. */
  readonly says: string;
}

const groupsOf = (address: Uint8Array): number[] =>
  Array.from({ length: 8 }, (_, at) => ((address[at * 2] ?? 0) << 8) | (address[at * 2 + 1] ?? 0));

/** All eight groups with all their digits. */
export const inFull = (address: Uint8Array): string =>
  groupsOf(address)
    .map((group) => group.toString(16).padStart(4, '0'))
    .join(':');

/** Runs of zero groups, in order. */
function zeroRuns(groups: readonly number[]): { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const [at, group] of groups.entries()) {
    if (group !== 0) continue;
    const last = runs.at(-1);
    if (last && last.from + last.length === at) last.length += 1;
    else runs.push({ from: at, length: 1 });
  }
  return runs;
}

/** From the full spelling to the short one, rule by rule. RFC 5952 §4. */
export function spellings(address: Uint8Array): readonly Spelling[] {
  const full = inFull(address);
  const groups = groupsOf(address);
  const bare = groups.map((group) => group.toString(16)).join(':');
  const short = ipv6Text(address);
  const runs = zeroRuns(groups);
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const equals = runs.filter(({ length }) => length === longest).length;
  const dropped = full.length - bare.length;
  return [
    {
      rule: 'Eight groups of four digits, small letters',
      source: 'RFC 5952 §4.3',
      text: full,
      says: '128 bits, four to a digit.',
    },
    {
      rule: 'Drop the zeros at the front of each group',
      source: 'RFC 5952 §4.1',
      text: bare,
      says:
        dropped === 0
          ? 'No group begins with a zero.'
          : `${dropped} ${dropped === 1 ? 'digit' : 'digits'} less. A group of zeros keeps one.`,
    },
    {
      rule: 'Write the longest run of zero groups as ::',
      source: 'RFC 5952 §4.2',
      text: short,
      says: runText(longest, equals),
    },
  ];
}

function runText(longest: number, equals: number): string {
  if (longest === 0) return 'There is no group of zeros, so nothing to leave out.';
  if (longest === 1) return 'A single group of zeros stays 0: one :: for one group saves nothing.';
  if (equals > 1)
    return `${equals} runs of ${longest} groups: the first one goes. Two :: would leave open how long each is.`;
  return `One run of ${longest} groups goes.`;
}

/** What an address is for, by its first bits. RFC 4291 §2.4. */
export function kindOf(address: Uint8Array): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = address;
  const short = ipv6Text(address);
  if (short === '::') return 'Unspecified: no address at all, used by a host that has none yet.';
  if (short === '::1') return 'Loopback: the host itself. It is one address, where IPv4 has 16 million.';
  if (first === 0xff) return 'Multicast: a group. IPv6 has no broadcast.';
  if (first === 0xfe && (second & 0xc0) === 0x80) return 'Link-local: good on one link only. Every interface has one.';
  if ((first & 0xfe) === 0xfc) return 'Unique local: good inside one site, not on the Internet (RFC 4193).';
  if (first === 0x20 && second === 0x01 && third === 0x0d && fourth === 0xb8)
    return 'For documentation: in books and in this lesson, never on a wire (RFC 3849).';
  if ((first & 0xe0) === 0x20) return 'Global: good everywhere. Providers give these out.';
  return 'Reserved, or for something this lesson leaves out.';
}

/** Why a text is no IPv6 address, and what to do; null when it is one. */
export function whyNone(text: string): string | null {
  if (parseIpv6(text) !== null) return null;
  if (text === '') return 'Type an address, or press one of the examples.';
  if (parseIpv4(text) !== null) return 'That is an IPv4 address: 32 bits, decimal, dots.';
  if (/^\[.*\]$/.test(text)) return 'The brackets belong to a URL, where a port follows. Leave them out here.';
  if (text.includes('%'))
    return 'What follows the % is a zone: which of your links it means. It is not part of the address.';
  if (text.includes('/')) return 'What follows the slash is the length of a prefix. Leave it out here.';
  const odd = /[^0-9a-f:.]/i.exec(text)?.[0];
  if (odd !== undefined) return `“${odd}” is no hexadecimal digit: those are 0 to 9 and a to f.`;
  if (text.includes(':::')) return 'Three colons in a row mean nothing. “::” stands for one or more groups of zeros.';
  if (text.split('::').length > 2) return '“::” twice: nobody could tell how many groups each of them stands for.';
  const groups = text.split(':').filter((group) => group !== '');
  const long = groups.find((group) => /^[0-9a-f]{5,}$/i.test(group));
  if (long !== undefined) return `“${long}” has ${long.length} digits. A group has 16 bits, at most four digits.`;
  if (text.includes('.')) return 'Dots are for the last 32 bits only, as four decimal numbers from 0 to 255.';
  if (/^:[^:]|[^:]:$/.test(text)) return 'A single colon at an end: something is missing before or after it.';
  if (text.includes('::'))
    return `${groups.length} groups and a “::”, which needs room for one group at least: eight in all.`;
  return groups.length < 8
    ? `${groups.length} of eight groups. Write the others, or “::” for a run of zeros.`
    : `${groups.length} groups. An address has eight.`;
}
