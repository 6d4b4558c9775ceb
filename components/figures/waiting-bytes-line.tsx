'use client';

import { useMemo } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { ticksOf } from '../network/ticks.ts';
import { FigureBox } from './figure-box.tsx';
import { type WaitingRun, waitingRuns } from './waiting-line.ts';
import './waiting-bytes-line.css';

const width = 720;
const height = 190;
const left = 56;
const top = 12;
const bottom = 28;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

/** What waited inside the learner's own rooms of lab 5.6b, over time: one line for each habit. */
export function WaitingBytesLine() {
  const { evidence } = useLab();
  const runs = useMemo(() => waitingRuns(evidence), [evidence]);
  return (
    <FigureBox title="What waits in the room" badges={['OBSERVED']} twin={runs.length > 0 && <Twin runs={runs} />}>
      {runs.length === 0 ? (
        <p className="fig-says">
          Do lab 5.6b. How many bytes wait inside each of your rooms, for members that do not take them, is drawn here.
        </p>
      ) : (
        <Lines runs={runs} />
      )}
    </FigureBox>
  );
}

function Lines({ runs }: { readonly runs: readonly WaitingRun[] }) {
  const end = Math.max(1, ...runs.flatMap(({ points }) => points.map(({ ms }) => ms)));
  const most = Math.max(1_000_000, ...runs.map((run) => run.most));
  const x = (ms: number): number => left + (ms / end) * (width - left - 60);
  const y = (bytes: number): number => height - bottom - (bytes / most) * (height - top - bottom);
  return (
    <svg
      className="waiting-line"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label="Bytes that wait in each room, over time"
    >
      {ticksOf(0, most / 1_000_000, 4).map((tick) => (
        <g key={tick} className="waiting-tick">
          <line x1={left} x2={width - 60} y1={y(tick * 1_000_000)} y2={y(tick * 1_000_000)} />
          <text x={left - 6} y={y(tick * 1_000_000) + 4} textAnchor="end">
            {tick} MB
          </text>
        </g>
      ))}
      {ticksOf(0, end / 1000, 6).map((tick) => (
        <text key={tick} className="waiting-time" x={x(tick * 1000)} y={height - 8} textAnchor="middle">
          {tick} s
        </text>
      ))}
      {runs.map(({ slow, points }) => (
        <g key={slow} className={`waiting-run waiting-${slow}`}>
          <path
            d={points
              .map(({ ms, bytes }, at) => `${at === 0 ? 'M' : 'L'}${x(ms).toFixed(1)} ${y(bytes).toFixed(1)}`)
              .join('')}
          />
          <text {...nameAt(slow, points, x, y)}>{slow}</text>
        </g>
      ))}
    </svg>
  );
}

/** `keep` at its top, the others at their ends, one above and one below. */
function nameAt(
  slow: string,
  points: WaitingRun['points'],
  x: (ms: number) => number,
  y: (bytes: number) => number,
): { x: number; y: number; textAnchor: 'end' | 'start' } {
  const last = points.at(-1) ?? { ms: 0, bytes: 0 };
  if (slow !== 'keep') return { x: x(last.ms) + 6, y: y(last.bytes) + (slow === 'wait' ? -8 : 4), textAnchor: 'start' };
  const top = points.reduce((most, point) => (point.bytes > most.bytes ? point : most), last);
  return { x: x(top.ms) - 8, y: y(top.bytes) + 4, textAnchor: 'end' };
}

const Twin = ({ runs }: { readonly runs: readonly WaitingRun[] }) => (
  <table>
    <thead>
      <tr>
        <th>Room</th>
        <th>At most</th>
        <th>At last</th>
      </tr>
    </thead>
    <tbody>
      {runs.map(({ slow, most, points }) => (
        <tr key={slow}>
          <th scope="row">{slow}</th>
          <td>{most >= 1_000_000 ? megabytes(most) : kilobytes(most)}</td>
          <td>{kilobytes(points.at(-1)?.bytes ?? 0)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
