import type { Dissected, Field, Layer, LayerName } from './field.ts';

/** A row of a header's figure: what it is called and what it is for. `Value` is what was read. */
export interface Row<Value> {
  readonly name: string;
  /** As tshark spells it. */
  readonly key: string;
  readonly meaning: string | ((value: Value) => string);
  readonly source: string;
  /** What people read; decimal unless said. */
  readonly text?: (value: Value) => string;
  readonly problem?: (value: Value) => string | undefined;
  readonly important?: true;
}

/**
 * Reads a header field by field, in the order of its figure. Each field begins where the one before ended and never
 * reaches past `end`, so every bit that was passed belongs to exactly one leaf, whatever the bytes are.
 */
export class FieldReader {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly #end: number;
  #at: number;
  #fields: Field[] = [];
  #cut = false;

  /** @param start @param end byte offsets in the frame */
  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.#at = start * 8;
    this.#end = Math.max(start, Math.min(end, bytes.length)) * 8;
  }

  /** The next byte to be read, from the first byte of the frame. */
  get at(): number {
    return this.#at >>> 3;
  }

  /** Whole bytes that are left. */
  get left(): number {
    return (this.#end - this.#at) >>> 3;
  }

  /** A field was asked for that the bytes do not hold. */
  get cut(): boolean {
    return this.#cut;
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  /** An unsigned number of up to 48 bits. @returns 0 where the bytes end too early */
  number(width: number, row: Row<number>): number {
    if (!this.#holds(width, row)) return 0;
    const value = readBits(this.bytes, this.#at, width);
    this.#add(row, width, row.text ? row.text(value) : String(value), value);
    return value;
  }

  /** The next `count` bytes as one field. No field at all for no bytes. */
  raw(count: number, row: Row<Uint8Array>): Uint8Array {
    if (count <= 0) return empty;
    if (!this.#holds(count * 8, row)) return empty;
    const value = this.bytes.subarray(this.at, this.at + count);
    this.#add(row, count * 8, row.text ? row.text(value) : hexText(value), value);
    return value;
  }

  /** A field made of the fields that `inside` reads; its value is known when they are. */
  group(row: Omit<Row<number>, 'text' | 'problem' | 'meaning'> & { meaning: string }, inside: () => Summed): void {
    if (this.#at >= this.#end) {
      this.#cut = true;
      return;
    }
    const outer = this.#fields;
    const start = this.#at;
    this.#fields = [];
    const { value, problem } = asSummed(inside());
    const parts = this.#fields;
    this.#fields = outer;
    if (parts.length === 0) return;
    this.#fields.push(fieldOf(row, value, { start, end: this.#at }, row.meaning, problem, parts));
  }

  /** Whatever is left as one field, so that nothing is lost. */
  rest(row: Row<Uint8Array>): Uint8Array {
    return this.raw(this.left, row);
  }

  /** The layer that was read; its summary says when it was cut short. */
  layer(name: LayerName, summary: string): Layer {
    return {
      name,
      summary: this.#cut ? `${summary} [cut short]` : summary,
      bits: { start: this.start * 8, end: this.#at },
      fields: this.#fields,
    };
  }

  /** The layer, with nothing after it. */
  last(name: LayerName, summary: string): Dissected {
    return { layer: this.layer(name, summary), payload: null };
  }

  #holds(width: number, row: Row<never>): boolean {
    if (this.#at + width <= this.#end) return true;
    const start = this.#at;
    if (start < this.#end) {
      this.#at = this.#end;
      const problem = `The bytes end here: ${(this.#end - start) / 8} of ${width / 8} bytes are left for this field.`;
      const meaning = 'The beginning of a field that was cut off.';
      this.#fields.push(
        fieldOf({ ...row, important: undefined }, 'cut short', { start, end: this.#end }, meaning, problem),
      );
    }
    this.#cut = true;
    return false;
  }

  #add<Value>(row: Row<Value>, width: number, text: string, value: Value): void {
    const bits = { start: this.#at, end: this.#at + width };
    this.#at += width;
    const meaning = typeof row.meaning === 'string' ? row.meaning : row.meaning(value);
    this.#fields.push(fieldOf(row, text, bits, meaning, row.problem?.(value)));
  }
}

/** What a group amounts to: its text, or its text and what is wrong with it. */
export type Summed = string | { readonly value: string; readonly problem: string | undefined };

const asSummed = (summed: Summed): { value: string; problem: string | undefined } =>
  typeof summed === 'string' ? { value: summed, problem: undefined } : summed;

const empty = new Uint8Array(0);

function fieldOf(
  row: { name: string; key: string; source: string; important?: true | undefined },
  value: string,
  bits: Field['bits'],
  meaning: string,
  problem?: string,
  parts?: readonly Field[],
): Field {
  return {
    name: row.name,
    key: row.key,
    value,
    bits,
    meaning,
    source: row.source,
    ...(problem === undefined ? {} : { problem }),
    ...(parts === undefined ? {} : { parts }),
    ...(row.important ? { important: true } : {}),
  };
}

/** Bit 0 is the highest bit of the first byte, as in the RFCs' figures. */
function readBits(bytes: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let at = start; at < start + width; ) {
    const inByte = at & 7;
    const take = Math.min(8 - inByte, start + width - at);
    const part = ((bytes[at >>> 3] ?? 0) >>> (8 - inByte - take)) & ((1 << take) - 1);
    value = value * 2 ** take + part;
    at += take;
  }
  return value;
}

/** `de:ad:be:ef`, at most `most` bytes of it. */
export function hexText(bytes: Uint8Array, most = 32): string {
  const shown = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join(':');
  return bytes.length > most ? `${shown}… (${bytes.length} bytes)` : shown;
}

/** `0x0800`: as many digits as the field has. */
export const hexNumber = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** `0x0806 (ARP)`, or the bare number where it has no name. */
export const named =
  (names: ReadonlyMap<number, string>, shown: (value: number) => string = String) =>
  (value: number) => {
    const name = names.get(value);
    return name === undefined ? shown(value) : `${shown(value)} (${name})`;
  };

export const setOrNot = (bit: number): string => (bit === 1 ? 'set' : 'not set');
