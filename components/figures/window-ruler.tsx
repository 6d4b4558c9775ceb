'use client';

import { useId, useMemo, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { eventsOfLatestRun } from './hop-run.ts';
import { ruling, type WindowMoment, windowMoments } from './window-moments.ts';
import './window-ruler.css';

interface RulerProps {
  /** The lab whose network is looked at: `4.4d`. */
  readonly lab: string;
  /** Who sends there. */
  readonly device: string;
}

const width = 720;
/** What “acknowledged” takes of it. */
const roomForName = 110;

const bytesText = (count: number): string => Math.round(count).toLocaleString('en');
const timeText = ({ at }: WindowMoment): string => `${(at / 1e9).toFixed(3)} s`;

/** Times count from the first moment of the connection, as in the plots: when it was begun is the learner's affair. */
const fromItsStart = (moments: readonly WindowMoment[]): readonly WindowMoment[] =>
  moments.map((moment) => ({ ...moment, at: moment.at - (moments[0]?.at ?? 0) }));

/** W15: the stream of a sender as a ruler, with the window that slides along it, at any moment of the run. */
export function WindowRuler({ lab, device }: RulerProps) {
  const { evidence } = useLab();
  const moments = useMemo(
    () => fromItsStart(windowMoments(eventsOfLatestRun(evidence, lab), device)),
    [evidence, lab, device],
  );
  if (moments.length === 0)
    return (
      <FigureBox title="The window slides">
        <p className="fig-says">
          Do lab {lab}. What {device} has sent, and what it may send, is drawn here for every moment of your run.
        </p>
      </FigureBox>
    );
  return <Ruler moments={moments} device={device} />;
}

function Ruler({ moments, device }: { readonly moments: readonly WindowMoment[]; readonly device: string }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const slider = useId();
  const place = Math.min(chosen ?? moments.length - 1, moments.length - 1);
  const moment = moments[place];
  const widest = useMemo(
    () => Math.max(1, ...moments.map(({ congestionWindow, flight }) => Math.max(congestionWindow, flight))),
    [moments],
  );
  if (!moment) return null;
  const limit = ruling(moment);
  const smaller = Math.min(moment.congestionWindow, moment.receiveWindow);
  return (
    <FigureBox title="The window slides" badges={['SIMULATED']} twin={<Twin moment={moment} />}>
      <label className="ruler-when" htmlFor={slider}>
        <span>
          Moment {place + 1} of {moments.length}
        </span>
        <input
          id={slider}
          type="range"
          min={0}
          max={moments.length - 1}
          value={place}
          aria-valuetext={timeText(moment)}
          onChange={(event) => setChosen(Number(event.target.value))}
        />
        <output htmlFor={slider}>{timeText(moment)}</output>
      </label>
      <Scale moment={moment} span={widest * 1.5} />
      <p className="fig-says">
        {bytesText(moment.acknowledged)} bytes are acknowledged, {bytesText(moment.flight)} under way.{' '}
        {moment.flight < smaller
          ? `Now ${device} may send ${bytesText(smaller - moment.flight)} more`
          : `Now ${device} has to wait`}
        . The smaller window is that of the {limit === 'road' ? 'road (congestion window)' : 'reader (receive window)'}.
      </p>
    </FigureBox>
  );
}

function Scale({ moment, span }: { readonly moment: WindowMoment; readonly span: number }) {
  const from = Math.max(0, moment.acknowledged - span / 6);
  const x = (bytes: number): number => Math.min(width, Math.max(0, ((bytes - from) / span) * width));
  const { acknowledged, flight, congestionWindow, receiveWindow } = moment;
  const may = acknowledged + Math.min(congestionWindow, receiveWindow);
  const step = stepOf(span);
  const ticks = Array.from({ length: Math.ceil(span / step) + 1 }, (_, at) => (Math.ceil(from / step) + at) * step);
  return (
    <svg className="ruler" viewBox={`0 0 ${width} 132`} role="img" aria-label="The stream of the sender as a ruler">
      <rect className="ruler-done" x={0} y={20} width={x(acknowledged)} height={34} />
      <rect
        className="ruler-flight"
        x={x(acknowledged)}
        y={20}
        width={x(acknowledged + flight) - x(acknowledged)}
        height={34}
      />
      <rect
        className="ruler-may"
        x={x(acknowledged + flight)}
        y={20}
        width={Math.max(0, x(may) - x(acknowledged + flight))}
        height={34}
      />
      {ticks
        .filter((bytes) => bytes < from + span)
        .map((bytes) => (
          <g key={bytes} className="ruler-tick">
            <line x1={x(bytes)} x2={x(bytes)} y1={54} y2={60} />
            <text x={x(bytes)} y={72}>
              {bytes / 1000} kB
            </text>
          </g>
        ))}
      <Bracket name="congestion window" from={x(acknowledged)} to={x(acknowledged + congestionWindow)} y={88} />
      <Bracket name="receive window" from={x(acknowledged)} to={x(acknowledged + receiveWindow)} y={114} />
      {x(acknowledged) > roomForName && (
        <text className="ruler-name" x={x(acknowledged) - 6} y={14} textAnchor="end">
          acknowledged
        </text>
      )}
      <text className="ruler-name" x={x(acknowledged) + 4} y={14}>
        under way
      </text>
    </svg>
  );
}

/** From the first unacknowledged byte on. One that reaches beyond the drawing has no end. */
function Bracket({ name, from, to, y }: { name: string; from: number; to: number; y: number }) {
  const open = to >= width;
  return (
    <g className="ruler-bracket">
      <path d={`M${from} ${y - 4}V${y}H${to}${open ? '' : `V${y - 4}`}`} />
      <text x={from + 4} y={y + 13}>
        {name}
        {open ? ', beyond the edge' : ''}
      </text>
    </g>
  );
}

/** 5, 10, 20, 50 kB …: five to ten of them fit. */
function stepOf(span: number): number {
  const rough = span / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? power * 10;
}

const Twin = ({ moment }: { readonly moment: WindowMoment }) => (
  <table>
    <tbody>
      {(
        [
          ['Time', timeText(moment)],
          ['Acknowledged', `${bytesText(moment.acknowledged)} bytes`],
          ['Under way', `${bytesText(moment.flight)} bytes`],
          ['Congestion window', `${bytesText(moment.congestionWindow)} bytes`],
          ['Receive window', `${bytesText(moment.receiveWindow)} bytes`],
        ] as const
      ).map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
