import type { Field, Layer } from '../../network/wire/field.ts';

export interface BitRange {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** What is pointed at, in all views at once: a transmission, and where it is known a field and its bits. */
export interface Selection {
  readonly frame: number | null;
  readonly field: string | null;
  readonly bits: BitRange | null;
}

export const nothingSelected: Selection = { frame: null, field: null, bits: null };

export const selectFrame = (frame: number | null): Selection => ({ frame, field: null, bits: null });

export const selectField = (frame: number, field: Field): Selection => ({ frame, field: field.key, bits: field.bits });

export const selectLayer = (frame: number, layer: Layer): Selection => ({ frame, field: null, bits: layer.bits });

/** The innermost field that holds this bit, with the layer it belongs to; null past the end. */
export function fieldAt(
  layers: readonly Layer[],
  bit: number,
): { readonly layer: Layer; readonly field: Field } | null {
  for (const layer of layers) {
    if (!holds(layer.bits, bit)) continue;
    let fields: readonly Field[] = layer.fields;
    let found: Field | null = null;
    for (;;) {
      const inner = fields.find(({ bits }) => holds(bits, bit));
      if (!inner) break;
      found = inner;
      fields = inner.parts ?? [];
    }
    if (found) return { layer, field: found };
  }
  return null;
}

/**
 * A click on byte `byte`. Where several fields share it, the one around them is meant first, so that a byte of flags
 * shows the flags and not only the first of them.
 */
export function selectByte(layers: readonly Layer[], frame: number, byte: number): Selection {
  const first = fieldAt(layers, byte * 8);
  const last = fieldAt(layers, byte * 8 + 7);
  if (!first || !last) return selectFrame(frame);
  if (first.field === last.field) return selectField(frame, first.field);
  const whole = around(layers, { start: byte * 8, end: byte * 8 + 8 });
  return whole
    ? selectField(frame, whole)
    : { frame, field: first.field.key, bits: { start: byte * 8, end: byte * 8 + 8 } };
}

/** The smallest field that holds the whole range. */
function around(layers: readonly Layer[], range: BitRange): Field | null {
  let found: Field | null = null;
  let fields: readonly Field[] = layers.flatMap((layer) => layer.fields);
  for (;;) {
    const inner = fields.find(({ bits }) => bits.start <= range.start && bits.end >= range.end);
    if (!inner) return found;
    found = inner;
    fields = inner.parts ?? [];
  }
}

const holds = (bits: BitRange, bit: number): boolean => bit >= bits.start && bit < bits.end;

/** Does the field meet any of these bits? */
export const touches = (one: BitRange, other: BitRange | null): boolean =>
  other !== null && one.start < other.end && other.start < one.end;

/** Is this field the one that is selected? Keys may repeat (options), bits do not. */
export const isSelected = (field: Field, { field: key, bits }: Selection): boolean =>
  field.key === key && bits?.start === field.bits.start && bits.end === field.bits.end;

/** The bytes that a range of bits lies in: first, and one past the last. */
export const bytesOf = ({ start, end }: BitRange): { readonly start: number; readonly end: number } => ({
  start: start >> 3,
  end: (end + 7) >> 3,
});
