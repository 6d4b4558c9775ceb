'use client';

import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { InFlight, Transmissions } from '../../lab/views/transmissions.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { type Arc, along, type Drawing, edgeOf, lengthOf } from './geometry.ts';
import { useFrames, useReducedMotion } from './use-frames.ts';

interface Props {
  readonly events: readonly NetworkEvent[];
  readonly transmissions: Transmissions;
  readonly drawing: Drawing;
  /** The virtual moment to draw, ns. Asked for before every picture. */
  moment(): number;
  readonly running: boolean;
  /** Virtual ns for which a lost frame stays visible. */
  linger(): number;
  /** Frames that a hand holds. */
  readonly held: ReadonlySet<number>;
  readonly selected: number | null;
  open(flight: InFlight, place: { readonly x: number; readonly y: number }): void;
}

/** A capsule has its middle so far beside the cable, each direction on its own side, px. */
const beside = 17;
/** Someone who wants no motion sees a packet at so many places of its way. */
const steps = 3;

/** Frames on their cables. React draws which there are; where they are is set before every picture of the screen. */
export function MovingPackets(props: Props) {
  const { events, transmissions, drawing, moment, running, linger, held, selected, open } = props;
  const [shown, setShown] = useState<readonly InFlight[]>([]);
  const still = useReducedMotion();
  const nodes = useRef(new Map<number, SVGGElement>());
  const key = useRef('');
  const arcs = useMemo(() => new Map(drawing.arcs.map((arc) => [arc.cable.name, arc])), [drawing]);

  const place = (flights: readonly InFlight[]): void => {
    for (const flight of flights) {
      const arc = arcs.get(flight.link);
      const node = nodes.current.get(flight.frame);
      if (arc && node) node.setAttribute('transform', transformOf(flight, arc, drawing.scale, still));
    }
  };

  const draw = () => {
    const flights = transmissions.inFlight(events, moment(), linger(), held);
    const now = flights.map(({ frame, phase }) => `${frame}${phase[0]}`).join();
    if (now !== key.current) {
      key.current = now;
      setShown(flights);
    } else place(flights);
  };

  useFrames(running, draw);
  // Frozen or stepped: drawn whenever the moment or the drawing changes.
  useLayoutEffect(() => draw());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new set of capsules has to be put in place here
  useLayoutEffect(() => place(shown), [shown]);

  const waiting = new Map<string, InFlight[]>();
  const crowd = new Map<string, number>();
  for (const flight of shown) {
    if (flight.phase === 'waiting') waiting.set(flight.from, [...(waiting.get(flight.from) ?? []), flight]);
    else crowd.set(flight.from, (crowd.get(flight.from) ?? 0) + 1);
  }

  return (
    <g className="net-packets">
      {[...waiting].map(([point, queue]) => {
        const arc = arcs.get(queue[0]?.link ?? '');
        if (!arc) return null;
        const end = arc.cable.ends[0] === point ? 0 : 1;
        const edge = edgeOf(arc, end, drawing.scale) + 14 / (lengthOf(arc) || 1);
        const { x, y } = along(arc, end === 0 ? edge : 1 - edge);
        return (
          <g key={point} className="net-waiting" transform={`translate(${x} ${y})`}>
            <rect x="-9" y="-9" width="18" height="18" rx="4" />
            <text y="4.2">{queue.length}</text>
            <title>{`${queue.length} ${queue.length === 1 ? 'frame waits' : 'frames wait'} at ${point}`}</title>
          </g>
        );
      })}
      {shown.map((flight) => {
        const arc = arcs.get(flight.link);
        if (!arc || flight.phase === 'waiting') return null;
        const tight = (crowd.get(flight.from) ?? 0) * 64 > lengthOf(arc);
        return (
          <Capsule
            key={flight.frame}
            flight={flight}
            arc={arc}
            small={tight && flight.phase === 'moving' && flight.frame !== selected}
            selected={flight.frame === selected}
            keep={(node) => {
              if (node) nodes.current.set(flight.frame, node);
              else nodes.current.delete(flight.frame);
            }}
            open={() => {
              const now = transmissions
                .inFlight(events, moment(), linger(), held)
                .find(({ frame }) => frame === flight.frame);
              open(flight, spot(now ?? flight, arc, drawing.scale));
            }}
          />
        );
      })}
    </g>
  );
}

interface CapsuleProps {
  readonly flight: InFlight;
  readonly arc: Arc;
  readonly small: boolean;
  readonly selected: boolean;
  keep(node: SVGGElement | null): void;
  open(): void;
}

function Capsule({ flight, arc, small, selected, keep, open }: CapsuleProps) {
  const { glance, phase, reason } = flight;
  // A collision is told at the hub, once for all that met there.
  const lost = phase === 'lost' && reason !== 'collision';
  const label = lost ? `${glance.label}: ${reason}` : phase === 'held' ? `${glance.label}, held` : glance.label;
  const width = small ? 12 : Math.max(30, label.length * 6.7 + 16);
  const forward = arc.cable.ends[0] === flight.from;
  const right = arc.to.x >= arc.from.x === forward;
  const upright = Math.abs(arc.to.y - arc.from.y) > Math.abs(arc.to.x - arc.from.x);
  const down = arc.to.y >= arc.from.y === forward;
  const tip = upright
    ? down
      ? 'M-5 13l5 6 5-6z'
      : 'M-5 -13l5-6 5 6z'
    : right
      ? `M${width / 2 + 3} -5l6 5-6 5z`
      : `M${-width / 2 - 3} -5l-6 5 6 5z`;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot live inside an SVG
    <g
      ref={keep}
      className={`net-capsule ${glance.colour}${phase === 'lost' || phase === 'held' ? ` ${phase}` : ''}${selected ? ' selected' : ''}`}
      role="button"
      tabIndex={0}
      aria-label={`${glance.protocol} ${label}${phase === 'lost' && !lost ? `: ${reason}` : ''}, from ${flight.from} to ${flight.to}. Open.`}
      onClick={open}
      onKeyDown={onKey}
    >
      <rect className="net-capsule-hit" x={-width / 2 - 6} y="-15" width={width + 12} height="30" />
      <rect
        className="net-capsule-body"
        x={-width / 2}
        y={small ? -6 : -11}
        width={width}
        height={small ? 12 : 22}
        rx="6.5"
      />
      {!small && <text y="4.3">{label}</text>}
      {phase === 'lost' ? (
        <path className="net-cross" d={`M${width / 2 + 5} -5l10 10m0-10l-10 10`} />
      ) : (
        !small && <path className="net-tip" d={tip} />
      )}
    </g>
  );
}

function transformOf(flight: InFlight, arc: Arc, scale: number, still: boolean): string {
  const { x, y } = spot(still ? { ...flight, fraction: stepped(flight.fraction) } : flight, arc, scale);
  return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
}

/** At the start, in the middle, at the end. */
const stepped = (fraction: number): number => Math.min(steps - 1, Math.floor(fraction * steps)) / (steps - 1);

function spot(flight: InFlight, arc: Arc, scale: number): { readonly x: number; readonly y: number } {
  const forward = arc.cable.ends[0] === flight.from;
  const [start, stop] = [edgeOf(arc, 0, scale), 1 - edgeOf(arc, 1, scale)];
  const share = start + (forward ? flight.fraction : 1 - flight.fraction) * (stop - start);
  const { x, y, dx, dy } = along(arc, share);
  // Left and right of the direction of travel differ, so two that meet do not cover each other.
  const side = forward === dx >= 0 ? -1 : 1;
  const flip = dx >= 0 ? 1 : -1;
  const wide = Math.abs(dy) > Math.abs(dx) ? 2.4 : 1;
  return { x: x - dy * side * flip * beside * wide, y: y + dx * side * flip * beside };
}
