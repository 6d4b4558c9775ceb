'use client';

import { useMemo, useState } from 'react';
import { type Bar, type Echo, echoesOfLastPing, histogramOf } from '../../lab/views/echoes.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { eventsOfLatestRun } from './hop-run.ts';
import './ping-histogram.css';

/** ns in a bar of one millisecond. */
const width = 1_000_000;
const mostBars = 12;

interface Props {
  /** Whose network it is. */
  readonly lab: string;
  /** The device that pings. */
  readonly at: string;
}

/** W10b: the round trips of the last ping, sorted into milliseconds, from the frames of the run. */
export function PingHistogram({ lab, at }: Props) {
  const { evidence } = useLab();
  const echoes = useMemo(() => echoesOfLastPing(eventsOfLatestRun(evidence, lab), at), [evidence, lab, at]);
  const bars = histogramOf(echoes, width, mostBars);
  const [picked, pick] = useState<number | null>(null);
  const highest = Math.max(1, ...bars.map(({ sequences }) => sequences.length));
  const silent = echoes.filter(({ roundTrip }) => roundTrip === null).map(({ sequence }) => sequence);
  return (
    <FigureBox title="How long, how often" badges={['SIMULATED']}>
      {echoes.length === 0 ? (
        <p className="fig-says">
          No ping has left {at} yet. Each reply will stand here, in the bar of its milliseconds.
        </p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
          <div className="echo-bars" role="group" aria-label="Round trips of the last ping">
            {bars.map((bar) => (
              <button
                type="button"
                key={bar.from}
                aria-pressed={bar.from === picked}
                onClick={() => pick(bar.from === picked ? null : bar.from)}
              >
                <b>{bar.sequences.length}</b>
                <i aria-hidden="true" style={{ height: `${(bar.sequences.length / highest) * 5}rem` }} />
                <span>{stretch(bar)}</span>
              </button>
            ))}
            <button type="button" aria-pressed={picked === -1} onClick={() => pick(picked === -1 ? null : -1)}>
              <b>{silent.length}</b>
              <i
                aria-hidden="true"
                className="echo-silent"
                style={{ height: `${(Math.min(silent.length, highest) / highest) * 5}rem` }}
              />
              <span>no reply</span>
            </button>
          </div>
          <p className="fig-says" role="status">
            {says(echoes, bars.find(({ from }) => from === picked) ?? null, picked === -1 ? silent : null)}
          </p>
        </>
      )}
    </FigureBox>
  );
}

const ms = (time: number): string => `${Math.round(time / width)}`;

const stretch = ({ from, to }: Bar): string => (to - from === width ? `${ms(from)} ms` : `${ms(from)} to ${ms(to)} ms`);

const says = (echoes: readonly Echo[], bar: Bar | null, silent: readonly number[] | null): string => {
  if (silent !== null)
    return silent.length === 0
      ? 'Every request has its reply.'
      : `No reply has come to ${numbers(silent).toLowerCase()}. From here nobody can tell why: the request may be lost, or the reply, or nobody answered.`;
  if (bar !== null) {
    if (bar.sequences.length === 0) return `No reply took ${stretch(bar)}.`;
    const times = echoes.flatMap(({ sequence, roundTrip }) =>
      bar.sequences.includes(sequence) && roundTrip !== null ? [roundTrip] : [],
    );
    const exact = `${(Math.min(...times) / width).toFixed(2)} to ${(Math.max(...times) / width).toFixed(2)} ms`;
    return `${numbers(bar.sequences)}: ${exact}.`;
  }
  const came = echoes.filter(({ roundTrip }) => roundTrip !== null).length;
  return `${echoes.length} sent, ${came} came back so far. Press a bar to see which.`;
};

const numbers = (sequences: readonly number[]): string =>
  `${sequences.length === 1 ? 'Number' : 'Numbers'} ${sequences.join(', ')}`;
