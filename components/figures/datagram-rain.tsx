'use client';

import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { type Rain, type RainMoment, rainMoments, rainOf, realRain } from './rain.ts';
import './datagram-rain.css';

const first: Rain = { count: 5000, fallMs: 600, room: 165, busyMs: 1000, tap: 2 };

interface Dial {
  readonly key: keyof Rain;
  readonly name: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

const dials: readonly Dial[] = [
  { key: 'room', name: 'Room in the bucket', unit: 'datagrams', least: 1, most: 1000, step: 1 },
  { key: 'busyMs', name: 'The reader is busy for', unit: 'ms', least: 0, most: 2000, step: 10 },
  { key: 'fallMs', name: 'All 5,000 fall within', unit: 'ms', least: 10, most: 4000, step: 10 },
  { key: 'tap', name: 'Awake, the reader takes', unit: 'a ms', least: 0.01, most: 20, step: 0.01 },
];

const text = (count: number): string => count.toLocaleString('en');

/** W13: datagrams rain into a bucket with a tap. The sliders ask what a real run would do; a real run sets them. */
export function DatagramRain() {
  const evidence = useDeferredValue(useLab().evidence);
  const real = useMemo(() => realRain(evidence), [evidence]);
  const [rain, setRain] = useState<Rain>(first);
  const [chosen, setChosen] = useState<number | null>(null);
  const moments = useMemo(() => rainMoments(rain), [rain]);
  // Until a moment is chosen: in the middle of the rain.
  const place = Math.min(chosen ?? Math.round(rain.fallMs / 2), moments.length - 1);
  const moment = moments[place];
  const last = moments.at(-1);
  if (!moment || !last) return null;
  return (
    <FigureBox title="Rain into a bucket" twin={<Twin moments={moments} />}>
      <p className="fig-lead">
        The bucket is the receive buffer, the tap is the reader. This is a model; the lab above is the real thing.
      </p>
      <div className="rain">
        <Drawing rain={rain} moment={moment} />
        <div className="rain-dials">
          {dials.map((dial) => (
            <Slider
              key={dial.key}
              name={dial.key === 'fallMs' ? `All ${text(rain.count)} fall within` : dial.name}
              unit={dial.unit}
              value={rain[dial.key]}
              least={dial.least}
              most={Math.max(dial.most, rain[dial.key])}
              step={dial.step}
              change={(value) => setRain({ ...rain, [dial.key]: value })}
            />
          ))}
          <Slider
            name="Moment"
            unit="ms"
            value={moment.at}
            least={0}
            most={last.at}
            step={1}
            change={(at) => setChosen(at)}
          />
        </div>
      </div>
      <p className="fig-says" role="status">
        In the end {text(last.read + last.waiting)} of {text(rain.count)} are read and {text(last.lost)} have run over.{' '}
        {verdictOf(rain, last)}
      </p>
      {real === null ? (
        <p className="fig-note">Do lab 4.2b, and the numbers of your own flood can be filled in here.</p>
      ) : (
        <p className="rain-real">
          <span>
            Your flood: {text(real.sent)} sent within {text(real.fallMs)} ms, the reader busy for {text(real.busyMs)}{' '}
            ms, {text(real.received)} read.
          </span>
          <button
            type="button"
            onClick={() => {
              setRain(rainOf(real));
              setChosen(null);
            }}
          >
            Fill in my flood
          </button>
        </p>
      )}
    </FigureBox>
  );
}

/** What a change of the sliders would teach. */
function verdictOf({ room, count, fallMs, busyMs, tap }: Rain, { lost }: RainMoment): string {
  if (lost === 0) return busyMs > 0 ? 'The bucket was large enough for the whole time.' : 'The reader kept up.';
  if (busyMs === 0)
    return `It rains ${Math.round(count / fallMs)} a ms and the tap takes ${tap}: a larger bucket only delays it.`;
  if (busyMs >= fallMs)
    return `It all fell while the reader was busy, so the bucket decided: it has room for ${text(room)}.`;
  return 'Some fell before the reader was back, and some after.';
}

interface SliderProps {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  change(value: number): void;
}

function Slider({ name, unit, value, least, most, step, change }: SliderProps) {
  const id = useId();
  const says = `${text(value)} ${value === 1 && unit === 'datagrams' ? 'datagram' : unit}`;
  return (
    <label className="rain-dial" htmlFor={id}>
      <span>{name}</span>
      <output htmlFor={id}>{says}</output>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={says}
        onChange={(event) => change(Number(event.target.value))}
      />
    </label>
  );
}

const drops = Array.from({ length: 14 }, (_, index) => ({ x: 62 + ((index * 37) % 96), y: 24 + ((index * 23) % 56) }));

function Drawing({ rain, moment }: { readonly rain: Rain; readonly moment: RainMoment }) {
  const raining = moment.fallen < rain.count;
  const density = raining ? Math.max(1, Math.round(Math.min(1, rain.count / rain.fallMs / 12) * drops.length)) : 0;
  const level = Math.min(1, moment.waiting / rain.room) * 96;
  const open = moment.at > rain.busyMs;
  const says = `${text(moment.at)} ms: ${text(moment.fallen)} fallen, ${text(moment.waiting)} in the bucket, ${text(moment.read)} read, ${text(moment.lost)} run over`;
  return (
    <svg className="rain-drawing" viewBox="0 0 290 250" role="img" aria-label={says}>
      {drops.slice(0, density).map(({ x, y }) => (
        <path key={`${x} ${y}`} className="rain-drop" d={`M${x} ${y}q4 7 0 9q-4 -2 0 -9z`} />
      ))}
      <rect className="rain-water" x={54} y={196 - level} width={112} height={level} />
      <path className="rain-bucket" d="M52 92V198H168V92" />
      <path className="rain-tap" d="M168 184h22v12" />
      <path className={open ? 'rain-handle' : 'rain-handle shut'} d={open ? 'M174 180v-12' : 'M168 176h14'} />
      {open && moment.waiting > 0 && <path className="rain-drop" d="M190 200q4 7 0 9q-4 -2 0 -9z" />}
      {moment.lost > 0 && <path className="rain-over" d="M48 96q-22 40 -26 118M172 96q10 20 12 44" />}
      <g className="rain-words">
        <text x={110} y={14} textAnchor="middle">
          {text(moment.fallen)} fallen
        </text>
        <text x={110} y={219} textAnchor="middle">
          {text(moment.waiting)} waiting
        </text>
        <text x={200} y={222}>
          {text(moment.read)} read
        </text>
        <text x={200} y={178}>
          {open ? 'tap open' : 'reader busy'}
        </text>
        <text x={4} y={243}>
          {text(moment.lost)} run over
        </text>
      </g>
    </svg>
  );
}

function Twin({ moments }: { readonly moments: readonly RainMoment[] }) {
  const rows = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => moments[Math.round(share * (moments.length - 1))] ?? []);
  return (
    <table>
      <thead>
        <tr>
          {['ms', 'fallen', 'waiting', 'read', 'run over'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ at, fallen, waiting, read, lost }) => (
          <tr key={at}>
            <td>{text(at)}</td>
            <td>{text(fallen)}</td>
            <td>{text(waiting)}</td>
            <td>{text(read)}</td>
            <td>{text(lost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
