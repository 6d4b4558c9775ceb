'use client';

import { useEffect, useId, useState } from 'react';
import { FrameLadder, type LadderItem, type Rung, type StateNote } from '../../lab/views/frame-ladder.ts';
import { type Selection, selectFrame } from '../../lab/views/selection.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { revealRow, rowAfterKey, useRows } from './use-rows.ts';
import { groupedText, timeText } from './value-text.ts';
import './frame-ladder.css';

export interface FrameLadderViewProps {
  readonly events: readonly NetworkEvent[];
  readonly until: number;
  /** The columns, from left to right. */
  readonly hosts: readonly string[];
  readonly selection: Selection;
  onSelect(selection: Selection): void;
}

const rowHeight = 46;
/** The sides, where states and times stand, in percent of the width. */
const side = 17;

/** Who said what to whom, in the order of time, with the states of both TCPs down the sides. */
export function FrameLadderView({ events, until, hosts, selection, onSelect }: FrameLadderViewProps) {
  const id = useId();
  const [ladder] = useState(() => new FrameLadder());
  const [picked, setPicked] = useState<string | null>(null);
  const [absolute, setAbsolute] = useState(false);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const flows = ladder.flows(events, until);
  const flow = picked !== null && flows.includes(picked) ? picked : null;
  const items = ladder.items(events, until, { hosts, flow });
  const { first, last, above, below } = useRows(box, items.length, rowHeight);
  const chosen = items.findIndex((item) => item.kind === 'frame' && isChosen(item, selection.frame));
  const start = items[0]?.at ?? 0;

  const count = items.length;
  useEffect(() => {
    if (!box) return;
    if (chosen >= 0) revealRow(box, chosen, rowHeight);
    else box.scrollTop = count * rowHeight;
  }, [box, chosen, count]);

  const pick = (index: number, way: number): void => {
    for (let at = index; at >= 0 && at < items.length; at += way) {
      const item = items[at];
      if (item?.kind === 'frame') return onSelect(selectFrame(item.frame));
    }
  };
  return (
    <div className="rungs">
      <div className="rungs-bar">
        {flows.length > 0 && (
          <select
            aria-label="Connection"
            value={flow ?? ''}
            onChange={(event) => setPicked(event.target.value || null)}
          >
            <option value="">everything</option>
            {flows.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        <label>
          <input type="checkbox" checked={absolute} onChange={(event) => setAbsolute(event.target.checked)} /> Numbers
          as on the wire
        </label>
      </div>
      <div className="rungs-heads" aria-hidden="true">
        {hosts.map((host, at) => (
          <b key={host} style={{ left: `${columnOf(at, hosts.length)}%` }}>
            {host}
          </b>
        ))}
      </div>
      {items.length === 0 ? (
        <p className="rungs-empty">Nothing was said yet between {hosts.join(' and ')}.</p>
      ) : (
        <div
          ref={setBox}
          className="rungs-box"
          role="listbox"
          tabIndex={0}
          aria-label={`Ladder of ${hosts.join(', ')}: ${items.length} entries`}
          aria-activedescendant={chosen >= first && chosen < last ? `${id}-${chosen}` : undefined}
          onKeyDown={(event) => {
            const to = rowAfterKey(event, chosen, items.length, 6);
            if (to === null) return;
            event.preventDefault();
            pick(to, to < chosen || event.key === 'End' ? -1 : 1);
          }}
        >
          <div style={{ height: above }} role="presentation" />
          {items.slice(first, last).map((item, at) => {
            const index = first + at;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active row
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox hears the keys
              <div
                key={index}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={`rungs-row ${item.kind === 'state' ? 'state' : item.segment ? 'tcp' : item.glance.colour}`}
                onClick={() => item.kind === 'frame' && onSelect(selectFrame(item.frame))}
              >
                <span className="visually-hidden">{textOf(item)}</span>
                {hosts.map((host, column) => (
                  <i key={host} className="rungs-rail" style={{ left: `${columnOf(column, hosts.length)}%` }} />
                ))}
                {item.kind === 'frame' ? (
                  <RungRow rung={item} hosts={hosts} absolute={absolute} since={item.at - start} />
                ) : (
                  <StateRow note={item} hosts={hosts} />
                )}
              </div>
            );
          })}
          <div style={{ height: below }} role="presentation" />
        </div>
      )}
    </div>
  );
}

const isChosen = (rung: Rung, frame: number | null): boolean =>
  frame !== null && (rung.frame === frame || (rung.end.kind === 'arrived' && rung.end.frame === frame));

const columnOf = (at: number, count: number): number => (count < 2 ? 50 : side + (at * (100 - 2 * side)) / (count - 1));

interface RungRowProps {
  readonly rung: Rung;
  readonly hosts: readonly string[];
  readonly absolute: boolean;
  readonly since: number;
}

function RungRow({ rung, hosts, absolute, since }: RungRowProps) {
  const { end } = rung;
  const from = hosts.indexOf(rung.from);
  // Where nobody has received it, the arrow points into the ladder and does not touch the other side.
  const inward = from === hosts.length - 1 ? from - 1 : from + 1;
  const to = end.kind === 'arrived' ? hosts.indexOf(end.to) : inward;
  const start = columnOf(from, hosts.length);
  const whole = columnOf(to, hosts.length);
  const share = end.kind === 'arrived' ? 1 : end.kind === 'lost' ? 0.72 : 0.5;
  const stop = start + (whole - start) * share;
  const right = stop > start;
  const left = Math.min(start, stop);
  const width = Math.abs(stop - start);
  const trouble = troubleOf(rung);
  return (
    <>
      <time className={`rungs-time${right ? '' : ' far'}`}>+{timeText(since)}</time>
      <div
        className={`rungs-arrow ${end.kind}${right ? '' : ' back'}${rung.again ? ' again' : ''}`}
        style={{ left: `${left}%`, width: `${width}%` }}
      >
        <p>
          <b>{rung.segment?.flags ?? rung.glance.label}</b> {trouble && <em>{trouble}</em>}{' '}
          <small>{rung.segment ? numbersOf(rung, absolute) : ''}</small>
          {rung.segment?.text && rung.segment.length < 200 && <q>{rung.segment.text.slice(1, -1)}</q>}
        </p>
        <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
          <path d={right ? 'M0 2L100 10' : 'M100 2L0 10'} />
        </svg>
        {end.kind === 'lost' ? (
          <svg className="rungs-tip lost" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 2l8 8m0-8l-8 8" />
          </svg>
        ) : (
          <svg className="rungs-tip" viewBox="0 0 12 12" aria-hidden="true">
            <path d={right ? 'M1 1L11 6.5 1 11z' : 'M11 1L1 6.5 11 11z'} />
          </svg>
        )}
      </div>
    </>
  );
}

function StateRow({ note, hosts }: { readonly note: StateNote; readonly hosts: readonly string[] }) {
  const at = hosts.indexOf(note.device);
  const place = columnOf(at, hosts.length);
  const outside = at === 0 ? 'left' : at === hosts.length - 1 ? 'right' : 'inner';
  const style = outside === 'left' ? { right: `${100 - place}%` } : { left: `${place}%` };
  return (
    <>
      <span className={`rungs-state ${outside}`} style={style}>
        <b>{note.state}</b>
      </span>
      <span
        className={`rungs-cause ${outside}`}
        style={outside === 'left' ? { left: `${place}%` } : { right: `${100 - place}%` }}
      >
        {note.cause}
      </span>
    </>
  );
}

function numbersOf({ segment, relative }: Rung, absolute: boolean): string {
  if (!segment || !relative) return '';
  const sequence = absolute ? segment.sequence : relative.sequence;
  const acknowledgment = absolute ? segment.acknowledgment : relative.acknowledgment;
  const ack = segment.ack ? ` ack ${groupedText(acknowledgment)}` : '';
  const length = segment.length > 0 ? ` len ${segment.length}` : '';
  return `seq ${groupedText(sequence)}${ack}${length}`;
}

const whyAgain = {
  timeout: 'the timer ran out',
  fast: 'three duplicate ACKs',
  sack: 'SACK shows a hole',
  'zero-window-probe': 'probe of a closed window',
  'keep-alive': 'keep-alive',
  syn: 'no answer to SYN',
  fin: 'no answer to FIN',
} as const;

function troubleOf({ end, again, duplicateAck, copies }: Rung): string | null {
  const found: string[] = [];
  if (again) found.push(`sent again${again.why ? `: ${whyAgain[again.why]}` : ''}`);
  if (duplicateAck > 0) found.push(`duplicate ACK ${duplicateAck}`);
  if (copies > 1) found.push(`arrived ${copies} times`);
  if (end.kind === 'lost') found.push(end.reason === 'loss' ? `lost on ${end.where}` : `${end.reason} at ${end.where}`);
  return found.length > 0 ? found.join(' · ') : null;
}

/** What the drawing says with lines alone. */
function textOf(item: LadderItem): string {
  if (item.kind === 'state') return `${item.device}:`;
  const { end } = item;
  if (end.kind === 'arrived') return `${item.from} to ${end.to}, arrived after ${timeText(end.at - item.at)}:`;
  return `${item.from}, ${end.kind === 'lost' ? 'lost' : 'on its way'}:`;
}
