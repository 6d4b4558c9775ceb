'use client';

import { useId, useState } from 'react';
import { type Plot, type Point, plotsOf, plotted, type Series } from '../../lab/views/plots.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { ticksOf } from './ticks.ts';
import { useSize } from './use-frames.ts';
import { bytesText, rateText, timeText } from './value-text.ts';
import './plots.css';

export interface PlotsViewProps {
  readonly events: readonly NetworkEvent[];
  readonly until: number;
  /** Only these, in this order; all that have data unless said. */
  readonly only?: readonly Plot['key'][];
}

const units: Readonly<Record<Plot['unit'], (value: number) => string>> = {
  bytes: bytesText,
  ns: timeText,
  'bits/s': rateText,
};

/** What TCP did, where looking beats reading. Each plot has a table that says the same. */
export function PlotsView({ events, until, only }: PlotsViewProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const senders = plotted(events, until);
  const sender = senders.find((one) => keyOf(one) === picked) ?? senders[0];
  if (!sender)
    return <p className="plots-empty">Nothing to plot yet. Send some data over TCP, and its curves grow here.</p>;
  const { device, socket } = sender;
  const from =
    events.find((event) => event.kind === 'socket.changed' && event.device === device && event.socket === socket)?.at ??
    0;
  const last =
    events.findLast((event) => event.kind === 'tcp.sampled' && event.socket === socket && event.device === device)
      ?.at ?? until;
  // What comes after the last of it is one straight line, and would press the rest together.
  const end = Math.min(until, last + Math.max(shownAfter, (last - from) / 20));
  const plots = plotsOf(events, { device, socket, from, until: end }).filter(({ key }) => !only || only.includes(key));
  return (
    <div className="plots">
      {senders.length > 1 && (
        <select aria-label="Sender" value={keyOf(sender)} onChange={(event) => setPicked(event.target.value)}>
          {senders.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {one.device}: {one.ends}
            </option>
          ))}
        </select>
      )}
      <div className="plots-sheet">
        {plots.map((plot) => (
          <PlotFigure key={plot.key} plot={plot} from={from} until={end} />
        ))}
      </div>
    </div>
  );
}

/** Of the time after the last that a sender did, at least so much, virtual ns. */
const shownAfter = 50e6;

const keyOf = ({ device, socket }: { readonly device: string; readonly socket: number }): string =>
  `${device} ${socket}`;

const pad = { left: 58, right: 14, top: 8, bottom: 22 };
const height = 168;
const styles = ['first', 'second', 'third'] as const;
/** The table shows at most so many moments of each curve. */
const rowsShown = 24;

function PlotFigure({ plot, from, until }: { readonly plot: Plot; readonly from: number; readonly until: number }) {
  const id = useId();
  const [sheet, size] = useSize<HTMLElement>();
  const [at, setAt] = useState<number | null>(null);
  const width = size?.width ?? 360;
  const say = units[plot.unit];
  const points = plot.series.flatMap((series) => series.points);
  const top = points.reduce((most, { y }) => Math.max(most, y), 0) || 1;
  const yTicks = ticksOf(0, top * 1.06, 4);
  const xTicks = ticksOf(0, until - from, Math.max(2, Math.floor(width / 110)));
  const highest = Math.max(top * 1.06, yTicks.at(-1) ?? 0);
  const x = (time: number): number =>
    pad.left + ((time - from) / Math.max(1, until - from)) * (width - pad.left - pad.right);
  const y = (value: number): number => height - pad.bottom - (value / highest) * (height - pad.top - pad.bottom);
  const reading = at === null ? null : plot.series.map((series) => ({ series, point: pointAt(series, at) }));
  return (
    <figure className="plot" ref={sheet}>
      <figcaption>
        <b>{plot.title}</b>
        <ul>
          {plot.series.map(({ name, shape }, index) => (
            <li key={name} className={`${styles[index] ?? 'first'} ${shape}`}>
              <svg width="20" height="8" viewBox="0 0 20 8" aria-hidden="true">
                {shape === 'marks' ? <circle cx="10" cy="4" r="2.6" /> : <path d="M0 4h20" />}
              </svg>
              {name}
              {reading && <span>{say(reading[index]?.point?.y ?? 0)}</span>}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg
        width={width}
        height={height}
        role="img"
        aria-labelledby={`${id}-text`}
        onPointerMove={({ clientX, currentTarget }) => {
          const share =
            (clientX - currentTarget.getBoundingClientRect().left - pad.left) / (width - pad.left - pad.right);
          setAt(from + Math.min(1, Math.max(0, share)) * (until - from));
        }}
        onPointerLeave={() => setAt(null)}
      >
        <title id={`${id}-text`}>{`${plot.title}. The table below has the numbers.`}</title>
        {yTicks.map((value) => (
          <g key={value}>
            <path className="plot-grid" d={`M${pad.left} ${y(value)}H${width - pad.right}`} />
            <text className="plot-y" x={pad.left - 6} y={y(value) + 4}>
              {say(value)}
            </text>
          </g>
        ))}
        {xTicks.map((value) => (
          <text key={value} className="plot-x" x={x(from + value)} y={height - 6}>
            {timeText(value)}
          </text>
        ))}
        <path className="plot-axis" d={`M${pad.left} ${pad.top}V${height - pad.bottom}H${width - pad.right}`} />
        {plot.series.map((series, index) => (
          <Curve key={series.name} series={series} style={styles[index] ?? 'first'} x={x} y={y} until={until} />
        ))}
        {at !== null && <path className="plot-hair" d={`M${x(at)} ${pad.top}V${height - pad.bottom}`} />}
      </svg>
      <details>
        <summary>The same as numbers</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">curve</th>
              <th scope="col">after</th>
              <th scope="col">value</th>
            </tr>
          </thead>
          <tbody>
            {plot.series.flatMap(({ name, points: all }) =>
              sampled(all).map((point, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows are the whole identity; they hold no state
                <tr key={`${name} ${index}`}>
                  <td>{name}</td>
                  <td>{timeText(point.x - from)}</td>
                  <td>{say(point.y)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

interface CurveProps {
  readonly series: Series;
  readonly style: string;
  readonly until: number;
  x(time: number): number;
  y(value: number): number;
}

function Curve({ series: { points, shape }, style, until, x, y }: CurveProps) {
  if (shape === 'marks') {
    const d = points.map((point) => `M${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}h0`).join('');
    return <path className={`plot-marks ${style}`} d={d} />;
  }
  const steps = points.map((point, at) => {
    const place = `${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    if (at === 0) return `M${place}`;
    return shape === 'steps' ? `H${x(point.x).toFixed(1)}V${y(point.y).toFixed(1)}` : `L${place}`;
  });
  const rest = shape === 'steps' ? `H${x(until).toFixed(1)}` : '';
  return <path className={`plot-curve ${style}`} d={steps.join('') + rest} />;
}

/** The value that holds at a moment. */
const pointAt = ({ points }: Series, at: number): Point | undefined => points.findLast((point) => point.x <= at);

const sampled = (points: readonly Point[]): readonly Point[] => {
  const step = Math.max(1, Math.ceil(points.length / rowsShown));
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
};
