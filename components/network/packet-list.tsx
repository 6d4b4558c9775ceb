'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { PacketRow } from '../../lab/views/transmissions.ts';
import { revealRow, rowAfterKey, useRows } from './use-rows.ts';
import { stampText } from './value-text.ts';

interface Props {
  readonly count: number;
  /** Asked only for the rows in sight. */
  rowAt(index: number): PacketRow | null;
  /** The place of the selected row in this list; -1 where it is not in it. */
  readonly selected: number;
  onSelect(index: number): void;
}

const rowHeight = 25;

/** Frames as rows: time, from, to, protocol, info. Only those in sight are drawn; new ones are followed at the end. */
export function PacketList({ count, rowAt, selected, onSelect }: Props) {
  const id = useId();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [follows, setFollows] = useState(true);
  const { first, last, above, below } = useRows(box, count, rowHeight);

  useEffect(() => {
    if (selected >= 0) revealRow(box, selected, rowHeight);
  }, [box, selected]);
  useEffect(() => {
    if (box && follows && selected < 0 && count > 0) box.scrollTop = box.scrollHeight;
  }, [box, follows, selected, count]);

  const onKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box?.clientHeight ?? 0) / rowHeight) - 1);
    const next = rowAfterKey(event, selected < 0 ? -1 : selected, count, page);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
  };
  const rows = Array.from({ length: last - first }, (_, at) => ({ index: first + at, row: rowAt(first + at) }));
  return (
    <div
      ref={setBox}
      className="packets-list"
      role="listbox"
      tabIndex={0}
      aria-label={`${count} ${count === 1 ? 'frame' : 'frames'}`}
      aria-activedescendant={selected >= first && selected < last ? `${id}-${selected}` : undefined}
      onKeyDown={onKey}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) =>
        setFollows(scrollTop + clientHeight >= scrollHeight - rowHeight)
      }
    >
      <div style={{ height: above }} role="presentation" />
      {rows.map(
        ({ index, row }) =>
          row && (
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active row
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox hears the keys
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === selected}
              aria-posinset={index + 1}
              aria-setsize={count}
              className={`packet-row ${row.glance.colour}${row.trouble ? ' trouble' : ''}`}
              onClick={() => onSelect(index)}
            >
              <span className="packet-number">{row.number}</span>
              <span className="packet-time">{stampText(row.at)}</span>
              <span className="packet-ends">
                {row.glance.from} <i>→</i> {row.glance.to}
              </span>
              <b className="packet-protocol">{row.glance.protocol}</b>
              <span className="packet-info">
                {row.trouble && <em>{row.trouble} · </em>}
                {row.glance.info}
              </span>
            </div>
          ),
      )}
      <div style={{ height: below }} role="presentation" />
    </div>
  );
}
