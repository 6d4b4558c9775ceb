import type { Field, Layer } from '../../network/wire/field.ts';
import type { SaidField } from './answers.ts';

/** A field and what it lies in. */
interface Placed {
  readonly field: Field;
  readonly isLeaf: boolean;
}

const placed = (field: Field): Placed[] => [
  { field, isLeaf: field.parts === undefined },
  ...(field.parts ?? []).flatMap(placed),
];

export const leavesOf = (field: Field): Field[] => (field.parts ? field.parts.flatMap(leavesOf) : [field]);

/** Every field, groups included. */
export const fieldsOf = (layers: readonly Layer[]): Field[] =>
  layers.flatMap(({ fields }) => fields.flatMap(placed)).map(({ field }) => field);

function bitsOf(bytes: Uint8Array, { start, end }: Field['bits']): bigint {
  let value = 0n;
  for (let bit = start; bit < end; bit++) value = value * 2n + BigInt(((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}

/** tshark's field is this one: the same bytes, or, for a field within bytes, bytes that hold it. */
function isThere({ bits }: Field, { at, size }: SaidField): boolean {
  const [from, to] = [at * 8, (at + size) * 8];
  const isWhole = bits.start % 8 === 0 && bits.end % 8 === 0;
  return isWhole ? bits.start === from && bits.end === to : bits.start >= from && bits.end <= to;
}

function isEqual(bytes: Uint8Array, { bits, key }: Field, said: SaidField): boolean {
  const own = bitsOf(bytes, bits);
  const theirs = BigInt(`0x${said.value}`);
  // tshark gives the header lengths' whole byte, and of a flag whether it is set.
  if (key === 'tcp.hdr_len') return own === theirs >> 4n;
  if (key === 'ip.version') return own === theirs >> 4n;
  if (key === 'ip.hdr_len') return own === (theirs & 15n);
  return own === theirs || (bits.end - bits.start === 1 && own === (theirs > 0n ? 1n : 0n));
}

/** Where tshark leaves out a field because it means nothing there: in a question, in a request for the whole table. */
const silentWhen: Readonly<Record<string, (bytes: Uint8Array, field: Field, value: ValueOf) => boolean>> = {
  'dns.flags.authoritative': (_bytes, _field, value) => value('dns.flags.response') === 0n,
  'dns.flags.recavail': (_bytes, _field, value) => value('dns.flags.response') === 0n,
  'dns.flags.rcode': (_bytes, _field, value) => value('dns.flags.response') === 0n,
  'rip.ip': (bytes, { bits }) => bitsOf(bytes, { start: bits.start - 32, end: bits.start - 16 }) === 0n,
};

type ValueOf = (key: string) => bigint;

/**
 * Every field of tshark's that we name, too, must lie where tshark sees it and hold the same; every leaf of ours that
 * tshark has a name for must be one that tshark sees there.
 * @param known names that tshark used in any capture
 */
export function compare(
  bytes: Uint8Array,
  layers: readonly Layer[],
  said: readonly SaidField[],
  known: ReadonlySet<string>,
): { checked: number; wrong: string[] } {
  const ours = layers.flatMap(({ fields }) => fields.flatMap(placed));
  const keys = new Set(ours.map(({ field }) => field.key));
  const wrong: string[] = [];
  let checked = 0;
  for (const theirs of said) {
    if (!keys.has(theirs.name)) continue;
    checked += 1;
    const same = ours.filter(({ field }) => field.key === theirs.name);
    const found = same.find(({ field }) => isThere(field, theirs) && isEqual(bytes, field, theirs))?.field;
    const places = same.map(({ field: { bits } }) => `${bits.start / 8}..${bits.end / 8}`);
    if (!found) wrong.push(`${theirs.name} at ${theirs.at}+${theirs.size} = ${theirs.value}; ours: ${places}`);
    else if (theirs.show !== '' && found.value !== theirs.show)
      wrong.push(`${theirs.name}: ${found.value}, and tshark says ${theirs.show}`);
  }
  const value = (key: string) => {
    const field = ours.find((each) => each.field.key === key)?.field;
    return field ? bitsOf(bytes, field.bits) : -1n;
  };
  for (const { field, isLeaf } of ours) {
    if (!isLeaf || !known.has(field.key) || silentWhen[field.key]?.(bytes, field, value)) continue;
    const [from, to] = [field.bits.start, field.bits.end];
    if (!said.some(({ name, at, size }) => name === field.key && from >= at * 8 && to <= (at + size) * 8))
      wrong.push(`tshark sees no ${field.key} at byte ${from / 8}`);
  }
  return { checked, wrong };
}
