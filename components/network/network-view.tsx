'use client';

import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { SceneAction } from '../../lab/scene/action.ts';
import { type Selection, selectFrame } from '../../lab/views/selection.ts';
import { Tables } from '../../lab/views/tables.ts';
import { Transmissions } from '../../lab/views/transmissions.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { CableCard } from './cable-card.tsx';
import { captionLine, captionsShown, firstCaption, tightBelow } from './captions.ts';
import { DeviceCard } from './device-card.tsx';
import { DeviceIcon, looksOf } from './device-icon.tsx';
import { DeviceMarks } from './device-marks.tsx';
import { DrawnCableView } from './drawn-cable-view.tsx';
import type { DrawnTopology, Place } from './drawn-topology.ts';
import { along, drawingOf, neighbour, type Room, roomOf } from './geometry.ts';
import { MovingPackets } from './moving-packets.tsx';
import { PacketCard } from './packet-card.tsx';
import { useFrames, useLinger, useSize } from './use-frames.ts';
import './network-view.css';

export interface NetworkViewProps {
  readonly topology: DrawnTopology;
  readonly events: readonly NetworkEvent[];
  /** The moment to show, virtual ns. */
  readonly until: number;
  /** While running: the moment it is right now, asked for before every picture of the screen. */
  readonly moment?: () => number;
  readonly running: boolean;
  /** Whether `until` lies behind the network's own time; then nothing can be touched. */
  readonly past: boolean;
  readonly selection: Selection;
  onSelect(selection: Selection): void;
  onAct(action: SceneAction): void;
  /** The learner wants to see this packet's bytes. */
  onOpenPacket(frame: number): void;
  /** A packet was picked up: a good moment to stop the clock. */
  onPick?: () => void;
}

/** Learner's ms for which a loss, and what else takes no time, stays on the drawing. */
const lossShown = 1_200;
/** Tables follow the clock so often while it runs, ms. */
const tableRefresh = 120;

type Open =
  | { readonly kind: 'device'; readonly name: string }
  | { readonly kind: 'cable'; readonly name: string; readonly at: Place }
  | { readonly kind: 'packet'; readonly frame: number; readonly at: Place };

/** The network as a drawing: devices, cables, packets on their way, and what each device remembers. */
export function NetworkView(props: NetworkViewProps) {
  const { topology, events, until, moment, running, past, selection, onSelect, onAct, onOpenPacket, onPick } = props;
  const [sheet, size] = useSize<HTMLDivElement>();
  const [transmissions] = useState(() => new Transmissions());
  const [tables] = useState(() => new Tables());
  const [open, setOpen] = useState<readonly Open[]>([]);
  const [held, setHeld] = useState<ReadonlySet<number>>(new Set());
  const [lit, setLit] = useState<string | null>(null);
  const nodes = useRef(new Map<string, SVGGElement>());
  const room = useMemo(() => (size && size.width > 0 ? roomOf(size, rem()) : null), [size]);
  const drawing = useMemo(() => room && drawingOf(topology, room.width, room.height), [topology, room]);
  const now = useCallback(() => (running && moment ? moment() : until), [running, moment, until]);

  const refreshed = useRef(0);
  const [, refresh] = useState(0);
  useFrames(running, () => {
    if (performance.now() - refreshed.current < tableRefresh) return;
    refreshed.current = performance.now();
    refresh((count) => count + 1);
  });

  const linger = useLinger(now, running, lossShown);
  const at = now();
  const chosen = selection.frame === null ? null : transmissions.byFrame(events, selection.frame, at);
  const act = (action: SceneAction): void => {
    onAct(action);
    if (action.act !== 'hand' || action.order.do === 'forget' || action.order.frame === undefined) return;
    const { do: what, frame } = action.order;
    setHeld((before) => new Set(what === 'hold' ? [...before, frame] : [...before].filter((one) => one !== frame)));
  };
  const toggle = (wanted: Open): void =>
    setOpen((before) => {
      const same = before.some((one) => keyOf(one) === keyOf(wanted));
      if (same) return before.filter((one) => keyOf(one) !== keyOf(wanted));
      // Tables may lie beside each other; of the rest one is enough.
      return [...before.filter(({ kind }) => wanted.kind === 'device' && kind === 'device').slice(-2), wanted];
    });
  const close = (which: Open): void => {
    setOpen((before) => before.filter((one) => keyOf(one) !== keyOf(which)));
    if (which.kind !== 'packet') nodes.current.get(which.name)?.focus();
  };

  const cardOf = (which: Open): ReactNode => {
    if (which.kind === 'device')
      return (
        <DeviceCard
          device={which.name}
          tables={tables.of(events, at, which.name)}
          until={at}
          close={() => close(which)}
        />
      );
    if (which.kind === 'cable') {
      const drawn = topology.cables.find(({ name }) => name === which.name);
      return (
        drawn && (
          <CableCard
            {...drawn}
            cable={tables.cable(events, at, which.name)}
            past={past}
            onAct={onAct}
            close={() => close(which)}
          />
        )
      );
    }
    const transmission = transmissions.byFrame(events, which.frame, at);
    return (
      transmission && (
        <PacketCard
          transmission={transmission}
          past={past}
          onHub={isOnHub(topology, transmission.sent.link)}
          held={held.has(which.frame)}
          onAct={act}
          openInPackets={() => onOpenPacket(which.frame)}
          close={() => close(which)}
        />
      )
    );
  };

  // Where there is no room for all, those of hosts come first.
  const hostsFirst = [...topology.devices].sort(
    (one, other) => Number(other.kind === 'host') - Number(one.kind === 'host'),
  );
  const captioned = hostsFirst.map(({ name }) => ({
    name,
    place: drawing?.places.get(name) ?? { x: 0, y: 0 },
    captions: tables.captions(events, at, name),
  }));
  const shownCaptions = captionsShown(captioned, drawing?.scale ?? 1, room?.height ?? 0);

  return (
    <div className="net-view">
      <div className="net-sheet" ref={sheet}>
        {drawing && room && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing
          <svg
            width={room.width * room.zoom}
            height={room.height * room.zoom}
            viewBox={`0 0 ${room.width} ${room.height}`}
            data-tight={drawing.scale < tightBelow || undefined}
            role="group"
            aria-label="Drawing of the network. Devices, cables and packets can be opened."
          >
            {drawing.arcs.map((arc) => (
              <DrawnCableView
                key={arc.cable.name}
                arc={arc}
                scale={drawing.scale}
                up={tables.cable(events, at, arc.cable.name)?.up ?? true}
                lit={lit === arc.cable.name || chosen?.sent.link === arc.cable.name}
                light={setLit}
                keep={(node) => {
                  if (node) nodes.current.set(arc.cable.name, node);
                  else nodes.current.delete(arc.cable.name);
                }}
                open={() => toggle({ kind: 'cable', name: arc.cable.name, at: along(arc, 0.5) })}
              />
            ))}
            {topology.devices.map((device) => {
              const place = drawing.places.get(device.name) ?? { x: 0, y: 0 };
              const opened = open.some((one) => one.kind === 'device' && one.name === device.name);
              const captions = captioned.find(({ name }) => name === device.name)?.captions ?? [];
              const onKey = (event: KeyboardEvent): void => {
                const next = neighbour(drawing.places, device.name, event.key);
                if (next) nodes.current.get(next)?.focus();
                else if (event.key === 'Enter' || event.key === ' ') toggle({ kind: 'device', name: device.name });
                else if (event.key === 'Escape' && open.length > 0) setOpen(open.slice(0, -1));
                else return;
                event.preventDefault();
              };
              return (
                // biome-ignore lint/a11y/useSemanticElements: a button cannot live inside an SVG
                <g
                  key={device.name}
                  ref={(node) => {
                    if (node) nodes.current.set(device.name, node);
                    else nodes.current.delete(device.name);
                  }}
                  className={`net-device${opened ? ' open' : ''}`}
                  transform={`translate(${place.x} ${place.y})`}
                  role="button"
                  tabIndex={0}
                  aria-expanded={opened}
                  aria-label={`${[device.name, ...captions].join(' ')}, ${looksOf(device)}. Show its tables.`}
                  onClick={() => toggle({ kind: 'device', name: device.name })}
                  onKeyDown={onKey}
                >
                  <rect
                    className="net-ring"
                    x="-44"
                    y={-36 * drawing.scale}
                    width="88"
                    height={72 * drawing.scale + 36}
                    rx="10"
                  />
                  <DeviceIcon looks={looksOf(device)} scale={drawing.scale} />
                  <text className="net-name" y={30 * drawing.scale + 13}>
                    {device.name}
                  </text>{' '}
                  {captions.slice(0, shownCaptions.get(device.name)).map((caption, line) => (
                    <text key={caption} className="net-caption" y={firstCaption(drawing.scale) + line * captionLine}>
                      {`${caption} `}
                    </text>
                  ))}
                </g>
              );
            })}
            <DeviceMarks
              events={events}
              drawing={drawing}
              width={room.width}
              height={room.height}
              moment={now}
              running={running}
              linger={linger}
            />
            <MovingPackets
              events={events}
              transmissions={transmissions}
              drawing={drawing}
              moment={now}
              running={running}
              linger={linger}
              held={held}
              selected={selection.frame}
              open={(flight, place) => {
                onPick?.();
                onSelect(selectFrame(flight.frame));
                toggle({ kind: 'packet', frame: flight.frame, at: place });
              }}
            />
          </svg>
        )}
      </div>
      {drawing && room && open.length > 0 && (
        <div className="net-cards">
          {open.map((which) => {
            const place = which.kind === 'device' ? drawing.places.get(which.name) : which.at;
            return (
              <div key={keyOf(which)} className="net-pin" style={pinned(place ?? { x: 0, y: 0 }, room)}>
                {cardOf(which)}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

/** px: what the page's text is measured by. Presenting makes it larger, and so may the reader. */
const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const keyOf = (open: Open): string => (open.kind === 'packet' ? `packet ${open.frame}` : `${open.kind} ${open.name}`);

/** The widest card and air on both sides, px: 27rem in cards.css. */
const cardRoom = 448;

/** A card lies beside what it tells of, on the side that has more room; over it rather than beyond the drawing. */
const pinned = (place: Place, room: Room): CSSProperties => {
  const [x, width] = [place.x * room.zoom, room.width * room.zoom];
  const beside = (off: number): number => Math.max(8, Math.round(Math.min(off + 46, width - cardRoom)));
  const sides: Record<`--${string}`, string> =
    x < width / 2
      ? { '--pin-left': `${beside(x)}px`, '--pin-right': 'auto' }
      : { '--pin-left': 'auto', '--pin-right': `${beside(width - x)}px` };
  return sides as CSSProperties;
};

/** Whether a cable ends at a hub. */
function isOnHub({ devices, cables }: DrawnTopology, link: string): boolean {
  const ends = cables.find(({ name }) => name === link)?.ends ?? [];
  return ends.some((end) => devices.some(({ name, kind }) => kind === 'hub' && end.startsWith(`${name}:`)));
}
