'use client';

import { type KeyboardEvent, useId, useMemo, useRef } from 'react';
import { type BitRange, bytesOf, fieldAt } from '../../lab/views/selection.ts';
import type { Layer } from '../../network/wire/field.ts';
import { colourOf } from './layer-colour.ts';
import './hex.css';

interface Props {
  readonly bytes: Uint8Array;
  readonly layers: readonly Layer[];
  readonly selected: BitRange | null;
  readonly hovered: BitRange | null;
  /** Bytes a row: 16, or 8 where it is narrow. */
  readonly perRow: number;
  onByte(byte: number): void;
  onHover(byte: number | null): void;
}

/** The bytes of a frame, each in its layer's colour. One stop of the Tab key; arrow keys go from byte to byte. */
export function HexView({ bytes, layers, selected, hovered, perRow, onByte, onHover }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const colours = useMemo(() => coloursOf(bytes.length, layers), [bytes, layers]);
  const on = selected && bytesOf(selected);
  const over = hovered && bytesOf(hovered);
  const now = on ? on.start : 0;

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? bytes.length - 1 : step === undefined ? null : now + step;
    // From a long field the next byte is after its end, not inside it.
    const next = event.key === 'ArrowRight' && on ? on.end : to;
    if (next === null || next < 0 || next >= bytes.length) return;
    event.preventDefault();
    onByte(next);
    box.current?.querySelector(`[data-byte="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const byteOf = (target: EventTarget): number | null => {
    const text = target instanceof HTMLElement ? target.dataset.byte : undefined;
    return text === undefined ? null : Number(text);
  };
  const found = fieldAt(layers, now * 8);
  const rows = Array.from({ length: Math.ceil(bytes.length / perRow) }, (_, row) => row * perRow);
  return (
    <div
      ref={box}
      className="hex"
      role="listbox"
      tabIndex={0}
      aria-label={`${bytes.length} bytes in hexadecimal`}
      aria-activedescendant={on ? `${id}-${now}` : undefined}
      onKeyDown={onKey}
      onPointerOver={({ target }) => onHover(byteOf(target))}
      onPointerLeave={() => onHover(null)}
      onClick={({ target }) => {
        const byte = byteOf(target);
        if (byte !== null) onByte(byte);
      }}
    >
      {rows.map((start) => (
        <div key={start} className="hex-row" role="presentation">
          <span className="hex-at" aria-hidden="true">
            {start.toString(16).padStart(4, '0')}
          </span>
          {[...bytes.subarray(start, start + perRow)].map((byte, column) => {
            const at = start + column;
            const inside = on !== null && at >= on.start && at < on.end;
            const near = over !== null && at >= over.start && at < over.end;
            const edges = inside ? `${at === on.start ? ' begins' : ''}${at === on.end - 1 ? ' ends' : ''}` : '';
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active byte
              <span
                key={at}
                id={`${id}-${at}`}
                role="option"
                aria-selected={inside}
                aria-label={`byte ${at}: ${hexOf(byte)}${at === now && found ? `, ${found.field.name}` : ''}`}
                data-byte={at}
                className={`hex-byte ${colours[at] ?? 'link'}${inside ? ` on${edges}` : ''}${near ? ' near' : ''}`}
              >
                {hexOf(byte)}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}

export const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

function coloursOf(length: number, layers: readonly Layer[]): readonly string[] {
  const colours = new Array<string>(length).fill('link');
  for (const { name, bits } of layers) {
    const { start, end } = bytesOf(bits);
    colours.fill(colourOf(name), start, Math.min(end, length));
  }
  return colours;
}

/** The bits of a range that does not fill its bytes: `0101 .... `. */
export function BitRow({ bytes, range }: { readonly bytes: Uint8Array; readonly range: BitRange }) {
  const { start, end } = bytesOf(range);
  if ((range.start % 8 === 0 && range.end % 8 === 0) || end - start > 4) return null;
  const bits = Array.from({ length: (end - start) * 8 }, (_, index) => {
    const at = start * 8 + index;
    return { at, bit: ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1 };
  });
  return (
    <p className="hex-bits">
      <span className="visually-hidden">Bits: </span>
      {bits.map(({ at, bit }) => (
        <span
          key={at}
          className={at >= range.start && at < range.end ? 'on' : undefined}
          data-nibble={at % 4 === 0 || undefined}
        >
          {bit}
        </span>
      ))}
    </p>
  );
}
