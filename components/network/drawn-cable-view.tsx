import type { KeyboardEvent } from 'react';
import { type Arc, along, edgeOf, lengthOf, pathOf } from './geometry.ts';

interface CableProps {
  readonly arc: Arc;
  readonly scale: number;
  readonly up: boolean;
  readonly lit: boolean;
  light(name: string | null): void;
  keep(node: SVGGElement | null): void;
  open(): void;
}

/** A cable on the drawing, with the names of the ports at its ends. */
export function DrawnCableView({ arc, scale, up, lit, light, keep, open }: CableProps) {
  const { name, ends } = arc.cable;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  };
  const middle = along(arc, 0.5);
  const gap = 15 / (lengthOf(arc) || 1);
  const labelled = lengthOf(arc) > 150 * scale;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button cannot live inside an SVG */}
      <g
        ref={keep}
        className={`net-cable${up ? '' : ' cut'}${lit ? ' lit' : ''}`}
        role="button"
        tabIndex={0}
        aria-label={`Cable from ${ends[0]} to ${ends[1]}${up ? '' : ', cut'}. Open it.`}
        onClick={open}
        onKeyDown={onKey}
        onPointerEnter={() => light(name)}
        onPointerLeave={() => light(null)}
      >
        <path className="net-cable-hit" d={pathOf(arc)} />
        <path className="net-cable-line" d={pathOf(arc)} />
        {!up && (
          <g transform={`translate(${middle.x} ${middle.y})`}>
            <rect className="net-gap" x="-13" y="-13" width="26" height="26" />
            <path className="net-cross" d="M-7 -7l14 14m0-14l-14 14" />
          </g>
        )}
      </g>
      {labelled &&
        ([0, 1] as const).map((end) => {
          const { x, y, dx, dy } = along(
            arc,
            end === 0 ? edgeOf(arc, 0, scale) + gap : 1 - edgeOf(arc, 1, scale) - gap,
          );
          const upright = Math.abs(dy) > Math.abs(dx);
          return (
            <text
              key={end}
              className={`net-port${upright ? ' upright' : ''}`}
              x={x + (upright ? 8 : 0)}
              y={y + (upright ? 4 : 15)}
            >
              {ends[end].split(':')[1]}
            </text>
          );
        })}
    </>
  );
}
