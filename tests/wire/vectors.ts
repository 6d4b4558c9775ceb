import { readdirSync, readFileSync } from 'node:fs';
import { dissect, leaves } from '../../network/wire/dissect.ts';
import type { Field, Layer } from '../../network/wire/field.ts';
import { type ReadFrame, readCapture } from './read-capture.ts';
import type { Said } from './tshark.ts';

export const folder = new URL('./vectors/', import.meta.url);

export interface Vector {
  readonly name: string;
  readonly file: string;
  readonly frames: readonly ReadFrame[];
}

/** Captures of the layers above IP; their answers hold every field (`answers.ts`), not only those of `keys.ts`. */
export const isUpper = ({ name }: Pick<Vector, 'name'>): boolean =>
  /^(udp|tcp|dhcp|dns|rip)-/.test(name) && name !== 'tcp-udp';

/** Every capture in the folder. */
export const vectors: readonly Vector[] = readdirSync(folder)
  .filter((name) => name.endsWith('.pcap'))
  .sort()
  .map((name) => {
    const file = new URL(name, folder).pathname;
    return { name: name.replace('.pcap', ''), file, frames: readCapture(readFileSync(file)) };
  });

/** What tshark said when the vector was made: one object for each frame. */
export const expectedOf = (name: string): Said[] =>
  readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);

/** Our answer in tshark's words: all values of each key, outer headers first. */
export function ourFields(frame: Uint8Array, keys: readonly string[]): Said {
  const said: Record<string, string[]> = {};
  const wanted = new Set(keys);
  for (const field of dissect(frame).flatMap(allFields)) {
    if (wanted.has(field.key)) said[field.key] = [...(said[field.key] ?? []), plain(field.value)];
  }
  return said;
}

const allFields = (layer: Layer): Field[] => layer.fields.flatMap(open);
const open = (field: Field): Field[] => [field, ...(field.parts ?? []).flatMap(open)];

/** tshark's answer in the same shape: numbers are decimal. */
export const plainly = (said: Said): Said =>
  Object.fromEntries(
    Object.entries(said).map(([key, values]) => [key, values.map((value) => inBytes(key, plain(value)))]),
  );

/** tshark counts these in units of 8 bytes, as on the wire; we show people bytes. */
const inEights = new Set(['ip.frag_offset', 'ipv6.fraghdr.offset']);
const inBytes = (key: string, value: string): string => (inEights.has(key) ? String(Number(value) * 8) : value);

/** `0x0800 (IPv4)`, `2048` → `2048`; `20 bytes` → `20`; `set`, `True` → `1`. Bytes lose their colons, text stays. */
function plain(value: string): string {
  if (value === 'set' || value === 'True') return '1';
  if (value === 'not set' || value === 'False') return '0';
  const number = /^(0x[0-9a-f]+|0|[1-9]\d*|\d+\.\d+)(?=$| \(| bytes$| s$)/i.exec(value)?.[1];
  return number === undefined ? value.toLowerCase().replaceAll(':', '') : String(Number(number));
}

/** Every bit of the frame belongs to exactly one leaf. @returns what is wrong, null when nothing is */
export function uncovered(frame: Uint8Array): string | null {
  const all = leaves(dissect(frame)).sort((a, b) => a.bits.start - b.bits.start);
  let at = 0;
  for (const { key, bits } of all) {
    if (bits.end <= bits.start) return `${key} has no bits`;
    if (bits.start !== at) return `${key} begins at bit ${bits.start}, the one before ended at ${at}`;
    at = bits.end;
  }
  return at === frame.length * 8 ? null : `the last field ends at bit ${at} of ${frame.length * 8}`;
}
