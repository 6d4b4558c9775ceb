'use client';

import { useId, useMemo, useRef, useState } from 'react';
import { type BitRange, fieldAt, type Selection, selectByte, selectFrame } from '../../lab/views/selection.ts';
import { streamOf } from '../../lab/views/stream.ts';
import { rowOf, Transmissions } from '../../lab/views/transmissions.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { dissect } from '../../network/wire/dissect.ts';
import { FieldTree } from './field-tree.tsx';
import { HexView } from './hex-view.tsx';
import { PacketList } from './packet-list.tsx';
import { StreamPanel } from './stream-panel.tsx';
import { useSize } from './use-frames.ts';
import './packet-view.css';

/** A filter expression understood, or where it went wrong. */
export type ParsedFilter =
  | { matches(bytes: Uint8Array): boolean }
  | { readonly problem: string /** Place in the text. */; readonly at: number };

export interface PacketViewProps {
  readonly events: readonly NetworkEvent[];
  readonly until: number;
  readonly selection: Selection;
  onSelect(selection: Selection): void;
  /** Expressions as tcpdump knows them; without it there is no filter box. */
  readonly parseFilter?: (text: string) => ParsedFilter;
  /** Cables, points or devices that can be listened at; with one or none there is no choice. */
  readonly places?: readonly { readonly name: string; readonly label: string }[];
}

/** The packets: list, bytes, fields, linked; filter box; follow a stream. */
export function PacketView({ events, until, selection, onSelect, parseFilter, places = [] }: PacketViewProps) {
  const id = useId();
  const [sheet, size] = useSize<HTMLDivElement>();
  const [transmissions] = useState(() => new Transmissions());
  const [where, setWhere] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const [following, setFollowing] = useState<string | null>(null);
  const [hovered, setHovered] = useState<BitRange | null>(null);
  const text = typed.trim();
  const filter = useMemo(() => (text && parseFilter ? parseFilter(text) : null), [text, parseFilter]);
  const matches = filter && 'matches' in filter ? filter : null;
  const problem = filter && 'problem' in filter ? filter : null;

  const indices = useMatching(transmissions, events, until, where, matches);
  const chosen = selection.frame === null ? null : transmissions.byFrame(events, selection.frame, until);
  const place = chosen
    ? indices.findIndex((index) => transmissions.at(events, index, until)?.sent === chosen.sent)
    : -1;
  const bytes = chosen ? (receivedBytes(chosen) ?? chosen.sent.bytes) : null;
  const layers = useMemo(() => (bytes ? dissect(bytes) : []), [bytes]);
  const note = selection.bits && selection.field ? fieldAt(layers, selection.bits.start)?.field : null;
  const row = chosen && rowOf(chosen);
  const flow = row?.glance.segment ? row.glance : row?.glance.protocol === 'UDP' ? row.glance : null;
  const stream = following === null ? null : streamOf(events, until, following);

  return (
    <div className="packets" ref={sheet} data-chosen={bytes ? true : undefined}>
      <div className="packets-bar">
        {parseFilter && (
          <>
            <label className="visually-hidden" htmlFor={`${id}-filter`}>
              Show only packets that match
            </label>
            <input
              id={`${id}-filter`}
              className="packets-filter"
              value={typed}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              placeholder="Filter: tcp port 5001 and host 10.0.0.2"
              aria-invalid={problem !== null}
              aria-describedby={`${id}-problem`}
              onChange={(event) => setTyped(event.target.value)}
            />
          </>
        )}
        {places.length > 1 && (
          <select
            aria-label="Where to listen"
            value={where ?? ''}
            onChange={(event) => setWhere(event.target.value || null)}
          >
            <option value="">every cable</option>
            {places.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        )}
        <span className="packets-count">
          {indices.length} {indices.length === 1 ? 'packet' : 'packets'}
        </span>
      </div>
      <p className="packets-problem" id={`${id}-problem`} role="status">
        {problem && (
          <>
            <code>
              {text.slice(0, problem.at)}
              <mark>{text.slice(problem.at) || '…'}</mark>
            </code>{' '}
            {problem.problem}
          </>
        )}
      </p>
      {indices.length === 0 ? (
        <p className="packets-empty">
          {transmissions.count(events, until) === 0
            ? 'No packet yet. Run a command below, and what it sends is listed here.'
            : 'No packet matches. Change the filter, or listen at another cable.'}
        </p>
      ) : (
        <PacketList
          count={indices.length}
          rowAt={(index) => {
            const one = transmissions.at(events, indices[index] ?? -1, until);
            return one && rowOf(one);
          }}
          selected={place}
          onSelect={(index) => {
            const one = transmissions.at(events, indices[index] ?? -1, until);
            if (one) onSelect(selectFrame(one.sent.frame));
          }}
        />
      )}
      {bytes && chosen && (
        <div className="packets-detail">
          <div className="packets-hex">
            <HexView
              bytes={bytes}
              layers={layers}
              selected={selection.bits}
              hovered={hovered}
              perRow={(size?.width ?? 900) < 760 && (size?.width ?? 900) > 500 ? 8 : 16}
              onByte={(byte) => onSelect(selectByte(layers, chosen.sent.frame, byte))}
              onHover={(byte) => setHovered(byte === null ? null : (fieldAt(layers, byte * 8)?.field.bits ?? null))}
            />
            {note && (
              <p className="packets-note">
                <b>{note.name}</b> <code>{note.value}</code> {note.meaning}
              </p>
            )}
          </div>
          <div className="packets-fields">
            <div className="packets-tools">
              <label>
                <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> All fields
              </label>
              {flow && (
                <button type="button" onClick={() => setFollowing([flow.from, flow.to].sort().join(' – '))}>
                  Follow this stream
                </button>
              )}
            </div>
            <FieldTree
              frame={chosen.sent.frame}
              bytes={bytes}
              layers={layers}
              selection={selection}
              hovered={hovered}
              all={all}
              onSelect={onSelect}
              onHover={setHovered}
            />
          </div>
        </div>
      )}
      {stream && <StreamPanel stream={stream} close={() => setFollowing(null)} />}
    </div>
  );
}

type Known = ReturnType<Transmissions['byFrame']>;

/** What arrived is shown, where the cable changed it: that is what the receiver saw. */
const receivedBytes = (chosen: NonNullable<Known>): Uint8Array | null =>
  chosen.onCable?.kind === 'received' ? chosen.onCable.damaged : null;

/** The rows that pass: each transmission meets the filter once, however often the list is drawn. */
function useMatching(
  transmissions: Transmissions,
  events: readonly NetworkEvent[],
  until: number,
  where: string | null,
  filter: { matches(bytes: Uint8Array): boolean } | null,
): readonly number[] {
  const known = useRef<{ filter: typeof filter; verdicts: WeakMap<Uint8Array, boolean> }>({
    filter,
    verdicts: new WeakMap(),
  });
  // A log may grow in place, and then only its length tells.
  return useMemo(() => {
    const indices = transmissions.indices(events, until, where);
    if (!filter) return indices;
    if (known.current.filter !== filter) known.current = { filter, verdicts: new WeakMap() };
    const { verdicts } = known.current;
    return indices.filter((index) => {
      const bytes = transmissions.at(events, index, until)?.sent.bytes;
      if (!bytes) return false;
      const verdict = verdicts.get(bytes) ?? filter.matches(bytes);
      verdicts.set(bytes, verdict);
      return verdict;
    });
  }, [transmissions, events, events.length, until, where, filter]);
}
