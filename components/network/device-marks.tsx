'use client';

import { useLayoutEffect, useState } from 'react';
import { type BackOff, Contention } from '../../lab/views/contention.ts';
import { Refusals } from '../../lab/views/refusals.ts';
import { deviceOf } from '../../lab/views/transmissions.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { type Drawing, pathOf } from './geometry.ts';
import { useFrames } from './use-frames.ts';

interface Props {
  readonly events: readonly NetworkEvent[];
  readonly drawing: Drawing;
  /** Of the drawing, px. */
  readonly width: number;
  readonly height: number;
  /** The virtual moment to draw, ns. Asked for before every picture. */
  moment(): number;
  readonly running: boolean;
  /** Virtual ns for which what takes no time stays visible. */
  linger(): number;
}

interface Marks {
  readonly hubs: readonly string[];
  readonly waiting: readonly BackOff[];
  readonly refused: readonly string[];
}

/**
 * What happens beside the cables: noise in a hub, stations that sit out their back-off, and interfaces that throw away
 * what is for somebody else.
 */
export function DeviceMarks({ events, drawing, width, height, moment, running, linger }: Props) {
  const [contention] = useState(() => new Contention());
  const [refusals] = useState(() => new Refusals());
  const [shown, setShown] = useState<Marks>({ hubs: [], waiting: [], refused: [] });
  const draw = (): void => {
    const now = moment();
    const eye = linger();
    const next = {
      hubs: [...contention.noise(events, now, eye)],
      waiting: contention.backOffs(events, now),
      refused: [...refusals.at(events, now, eye)],
    };
    if (keyOf(next) !== keyOf(shown)) setShown(next);
  };
  useFrames(running, draw);
  useLayoutEffect(() => draw());

  const note = (device: string, words: string, kind: string) => {
    const place = drawing.places.get(device);
    if (!place) return null;
    const wide = words.length * 6.4 + 18;
    // Below the address, or above the icon where the drawing ends below.
    const below = place.y + 30 * drawing.scale + 50;
    const y = below + 12 <= height ? below : place.y - 30 * drawing.scale - 14;
    const x = Math.min(width - wide / 2 - 4, Math.max(wide / 2 + 4, place.x));
    return (
      <g key={`${device} ${kind}`} className={`net-note ${kind}`} transform={`translate(${x} ${y})`}>
        <rect x={-wide / 2} y="-11" width={wide} height="22" rx="4" />
        <text y="4.3">{words}</text>
      </g>
    );
  };
  return (
    <g className="net-marks">
      {shown.hubs.map((hub) => (
        <Noise key={hub} hub={hub} drawing={drawing} />
      ))}
      {shown.waiting.map((one) => note(deviceOf(one.point), wordsOf(one), one.phase))}
      {shown.refused.map((device) => note(device, 'not for me', 'refused'))}
    </g>
  );
}

/** Two talk at once: nothing on the whole medium can be understood. */
function Noise({ hub, drawing }: { readonly hub: string; readonly drawing: Drawing }) {
  const { places, arcs, scale } = drawing;
  const place = places.get(hub);
  if (!place) return null;
  return (
    <g>
      {arcs
        .filter(({ cable }) => cable.ends.some((end) => deviceOf(end) === hub))
        .map((arc) => (
          <path key={arc.cable.name} className="net-noise" d={pathOf(arc)} />
        ))}
      <g transform={`translate(${place.x} ${place.y})`}>
        <path className="net-burst" d={burst(46 * scale)} />
        <text className="net-burst-word" y={-40 * scale}>
          collision
        </text>
      </g>
    </g>
  );
}

const keyOf = ({ hubs, waiting, refused }: Marks): string =>
  `${hubs} ${waiting.map(({ point, slots, phase }) => `${point}${slots}${phase}`)} ${refused}`;

const wordsOf = ({ slots, length, phase }: BackOff): string =>
  phase === 'waits' ? `die ${slots}: waits ${Math.round(length / 100) / 10} µs` : `die ${slots}: listens`;

/** A star with so many points, px from its middle. */
function burst(radius: number): string {
  const corners = 22;
  const at = (corner: number): string => {
    const angle = (corner / corners) * 2 * Math.PI;
    const far = corner % 2 === 0 ? radius : radius * 0.72;
    return `${(Math.cos(angle) * far).toFixed(1)} ${(Math.sin(angle) * far * 0.72).toFixed(1)}`;
  };
  return `M${Array.from({ length: corners }, (_, corner) => at(corner)).join('L')}z`;
}
