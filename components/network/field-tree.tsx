'use client';

import { type KeyboardEvent, useEffect, useRef } from 'react';
import {
  type BitRange,
  isSelected,
  type Selection,
  selectField,
  selectLayer,
  touches,
} from '../../lab/views/selection.ts';
import type { Field, Layer } from '../../network/wire/field.ts';
import { BitRow } from './hex-view.tsx';
import { colourOf } from './layer-colour.ts';

interface Props {
  readonly frame: number;
  readonly bytes: Uint8Array;
  readonly layers: readonly Layer[];
  readonly selection: Selection;
  readonly hovered: BitRange | null;
  /** Every field, or the few that matter first. */
  readonly all: boolean;
  onSelect(selection: Selection): void;
  onHover(bits: BitRange | null): void;
}

/** The bar that stays at the top of the sheet, px. */
const barHeight = 36;

/** What each byte means, layer by layer. Arrow keys go from field to field. */
export function FieldTree({ frame, bytes, layers, selection, hovered, all, onSelect, onHover }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { bits } = selection;

  useEffect(() => {
    const sheet = box.current?.parentElement;
    const row = bits && box.current?.querySelector('[aria-current="true"]')?.parentElement;
    if (!row || !sheet) return;
    // Only this sheet is scrolled: on a narrow screen, where it does not scroll, the bytes must stay in sight.
    const above = row.offsetTop - sheet.offsetTop - barHeight;
    const below = above + barHeight + row.offsetHeight - sheet.clientHeight;
    if (sheet.scrollTop > above) sheet.scrollTop = above;
    else if (sheet.scrollTop < below) sheet.scrollTop = Math.min(above, below);
  }, [bits]);

  const onKey = (event: KeyboardEvent): void => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way === undefined) return;
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + way];
    event.preventDefault();
    next?.focus();
    next?.click();
  };

  /** An unimportant field is shown all the same while it is pointed at. */
  const wanted = (field: Field): boolean =>
    all || field.important === true || field.problem !== undefined || isOrHolds(field, selection);

  const rows = (fields: readonly Field[], depth: number) =>
    fields.map((field) => {
      const selected = isSelected(field, selection);
      return (
        <li key={`${field.key} ${field.bits.start}`}>
          <button
            type="button"
            className={`field${touches(field.bits, hovered) ? ' near' : ''}`}
            aria-current={selected}
            data-depth={depth}
            onClick={() => onSelect(selectField(frame, field))}
            onPointerEnter={() => onHover(field.bits)}
            onPointerLeave={() => onHover(null)}
          >
            <span>{field.name}</span> <span className="field-value">{field.value}</span>
          </button>
          {field.problem && <p className="field-problem">{field.problem}</p>}
          {selected && (
            <div className="field-meaning">
              <BitRow bytes={bytes} range={field.bits} />
              <p>
                {field.meaning} <cite>{field.source}</cite>
              </p>
            </div>
          )}
          {field.parts && (all || isOrHolds(field, selection)) && <ul>{rows(field.parts, depth + 1)}</ul>}
        </li>
      );
    });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys between the buttons inside
    <div ref={box} className="fields" onKeyDown={onKey}>
      {layers.map((layer) => {
        const shown = layer.fields.filter(wanted);
        return (
          <section key={`${layer.name} ${layer.bits.start}`} className={`fields-layer ${colourOf(layer.name)}`}>
            <button
              type="button"
              className="fields-head"
              onClick={() => onSelect(selectLayer(frame, layer))}
              onPointerEnter={() => onHover(layer.bits)}
              onPointerLeave={() => onHover(null)}
            >
              <b>{layer.name}</b> <span>{layer.summary}</span>
            </button>
            {shown.length > 0 && <ul>{rows(shown, 0)}</ul>}
          </section>
        );
      })}
    </div>
  );
}

const isOrHolds = (field: Field, { bits }: Selection): boolean =>
  bits !== null && bits.start >= field.bits.start && bits.end <= field.bits.end;
