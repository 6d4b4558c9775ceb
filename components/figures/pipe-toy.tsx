'use client';

import { useId, useState } from 'react';
import { FigureBox } from './figure-box.tsx';
import { PipeDrawing } from './pipe-drawing.tsx';
import {
  decidedBy,
  grouped,
  lengthText,
  momentOf,
  type PipeSetting,
  pipeGoals,
  rateText,
  sizeText,
  sumsOf,
  timeText,
} from './pipe-sums.ts';
import './pipe-toy.css';

const rates = [1, 2, 5]
  .flatMap((digit) => [1e5, 1e6, 1e7, 1e8, 1e9].map((unit) => digit * unit))
  .concat(1e10)
  .sort(ascending);
const distances = [1, 2, 5]
  .flatMap((digit) => [1, 10, 100, 1e3, 1e4].map((unit) => digit * unit))
  .filter((km) => km <= 20_000)
  .sort(ascending);
const sizes = [64, 150, 500, 1_500, 15_000, 150_000, 1_500_000, 15_000_000, 150_000_000];
/** How finely time can be moved. */
const STEPS = 500;

/** W2: one message on one link, to scale. Rate, distance, size and time are the reader's. */
export function PipeToy() {
  const [setting, setSetting] = useState<PipeSetting>({ rate: 1e6, km: 2, bytes: 1_500 });
  const [step, setStep] = useState(STEPS / 2);
  const [reached, setReached] = useState<ReadonlySet<string>>(new Set());
  const sums = sumsOf(setting);
  const at = (sums.delay * step) / STEPS;
  const moment = momentOf(sums, at);
  const bits = setting.bytes * 8;

  const change = (part: Partial<PipeSetting>): void => {
    const next = { ...setting, ...part };
    setSetting(next);
    const now = pipeGoals.filter((goal) => goal.reached(next, sumsOf(next))).map(({ id }) => id);
    if (now.some((id) => !reached.has(id))) setReached(new Set([...reached, ...now]));
  };
  const stepAt = (time: number): number => (time / sums.delay) * STEPS;
  const moments = [
    { name: 'First bit out', step: 0 },
    { name: 'First bit in', step: stepAt(sums.travel) },
    { name: 'Last bit out', step: stepAt(sums.put) },
    { name: 'Last bit in', step: STEPS },
  ];

  return (
    <FigureBox
      title="One message on one link"
      twin={
        <dl>
          <Row name="Message" value={`${sizeText(setting.bytes)}, ${grouped(bits)} bits`} />
          <Row name="Putting it on (size ÷ rate)" value={timeText(sums.put)} />
          <Row name="Travelling (distance × 5 µs/km)" value={timeText(sums.travel)} />
          <Row name="One bit on the link is" value={`${lengthText(sums.bitLength)} long`} />
          <Row name="The link has room for" value={sums.fit < 1 ? 'less than one bit' : `${grouped(sums.fit)} bits`} />
        </dl>
      }
    >
      <div className="pipe-sliders">
        <Slider label="Rate" values={rates} value={setting.rate} text={rateText} change={(rate) => change({ rate })} />
        <Slider
          label="Distance"
          values={distances}
          value={setting.km}
          text={(km) => `${grouped(km)} km`}
          change={(km) => change({ km })}
        />
        <Slider
          label="Size"
          values={sizes}
          value={setting.bytes}
          text={sizeText}
          change={(bytes) => change({ bytes })}
        />
      </div>
      <PipeDrawing moment={moment} sums={sums} km={setting.km} />
      <div className="pipe-time">
        <Slider
          label="Time"
          values={Array.from({ length: STEPS + 1 }, (_, index) => index)}
          value={step}
          text={() => timeText(at)}
          change={setStep}
        />
        <div className="pipe-moments">
          {moments.map(({ name, step: to }) => (
            <button type="button" key={name} onClick={() => setStep(to)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <p className="fig-says" role="status">
        Delay: <b>{timeText(sums.delay)}</b> = {timeText(sums.put)} putting on + {timeText(sums.travel)} travelling.{' '}
        {decidedBy(sums)} On the link now: {grouped(moment.onLink * bits)} bits.
      </p>
      <ul className="pipe-goals" aria-label="Goals">
        {pipeGoals.map(({ id, says }) => (
          <li key={id} data-reached={reached.has(id) || undefined}>
            <span aria-hidden="true">{reached.has(id) ? '✓' : '○'}</span> {says}
            {reached.has(id) && <b> reached</b>}
          </li>
        ))}
      </ul>
    </FigureBox>
  );
}

interface SliderProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly value: number;
  text(value: number): string;
  change(value: number): void;
}

/** A slider over a list of values: one step is one value. */
function Slider({ label, values, value, text, change }: SliderProps) {
  const id = useId();
  // A moment may lie between two steps.
  const index = Math.max(0, values.indexOf(Number.isInteger(value) ? value : Math.round(value)));
  return (
    <div className="pipe-slider">
      <label htmlFor={id}>
        {label} <b>{text(value)}</b>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={values.length - 1}
        value={index}
        aria-valuetext={text(value)}
        onChange={(event) => change(values[Number(event.target.value)] ?? value)}
      />
    </div>
  );
}

function ascending(one: number, other: number): number {
  return one - other;
}

const Row = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
