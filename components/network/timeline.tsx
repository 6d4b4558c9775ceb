'use client';

import { type CSSProperties, type KeyboardEvent, useEffect, useId } from 'react';
import { timeText } from './value-text.ts';
import './timeline.css';

export interface TimelineMark {
  /** ns */
  readonly at: number;
  readonly label: string;
  readonly kind: 'check' | 'command' | 'loss';
}

export interface TimelineProps {
  /** Where the network is, virtual ns. */
  readonly now: number;
  /** The moment that is looked at; null: now. */
  readonly viewedAt: number | null;
  /** Kept while frozen. */
  readonly pace: Pace;
  readonly running: boolean;
  readonly marks: readonly TimelineMark[];
  onPlay(): void;
  onFreeze(): void;
  /** One thing more happens, or everything until the next frame leaves. */
  onStep(to: 'event' | 'frame'): void;
  /** The frame before what is looked at. */
  onBack(): void;
  onSeek(at: number): void;
  onReturn(): void;
  onPace(pace: Pace): void;
}

/** Virtual seconds in a second of the learner, or as slow as it takes to see every packet move. */
export type Pace = number | 'watch';

/** Those that can be chosen. 1 is real time. */
const paces: readonly Pace[] = ['watch', 60, 10, 1, 0.1, 0.01, 0.001, 0.0001];

const paceText = (pace: Pace): string => {
  if (pace === 'watch') return 'see each packet';
  if (pace === 1) return 'real time';
  return pace > 1 ? `${pace} times faster` : `1/${Math.round(1 / pace).toLocaleString('en')} speed`;
};

/** Runs, stops and steps the clock, and looks back. The key N returns to now. */
export function Timeline(props: TimelineProps) {
  const { now, viewedAt, pace, running, marks, onPlay, onFreeze, onStep, onBack, onSeek, onReturn, onPace } = props;
  const id = useId();
  const past = viewedAt !== null && viewedAt < now;
  const at = viewedAt ?? now;

  // From anywhere on the page, except where somebody is writing.
  useEffect(() => {
    if (!past) return;
    const onPageKey = (event: globalThis.KeyboardEvent): void => {
      const writes =
        event.target instanceof Element && event.target.closest('input:not([type="range"]), textarea, select');
      if (event.key.toLowerCase() !== 'n' || writes || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onReturn();
    };
    document.addEventListener('keydown', onPageKey);
    return () => document.removeEventListener('keydown', onPageKey);
  }, [past, onReturn]);

  const onKey = (event: KeyboardEvent): void => {
    const { target } = event;
    if (target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '.') onStep(event.shiftKey ? 'frame' : 'event');
    else if (event.key === ',') onBack();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that nobody wants to see
    <div className={`timeline${past ? ' past' : ''}`} role="group" aria-label="Time in the network" onKeyDown={onKey}>
      <div className="timeline-keys">
        <button
          type="button"
          onClick={onBack}
          disabled={at <= 0}
          title="Back one frame (,)"
          aria-label="Back one frame"
        >
          <Sign d="M11 3L5 8l6 5zM3.5 3v10" />
        </button>
        {running && !past ? (
          <button type="button" onClick={onFreeze} aria-label="Freeze" title="Freeze">
            <Sign d="M5 3v10M11 3v10" />
          </button>
        ) : (
          <button
            type="button"
            onClick={onPlay}
            aria-label={past ? 'Play from here' : 'Play'}
            title={past ? 'Play from here' : 'Play'}
          >
            <Sign d="M4.5 2.5L13 8l-8.500 5.500z" />
          </button>
        )}
        <button
          type="button"
          onClick={() => onStep('event')}
          title="Next event (.)"
          aria-label="Step to the next event"
        >
          <Sign d="M5 3l6 5-6 5zM12.500 3v10" />
        </button>
        <button
          type="button"
          className="timeline-frame"
          onClick={() => onStep('frame')}
          title="Run until the next frame leaves (Shift .)"
        >
          Next frame
        </button>
        <select
          aria-label="Speed"
          value={pace}
          onChange={(event) => onPace(paces.find((one) => String(one) === event.target.value) ?? 1)}
        >
          {paces.map((one) => (
            <option key={one} value={one}>
              {paceText(one)}
            </option>
          ))}
        </select>
      </div>
      <div className="timeline-track">
        <label className="visually-hidden" htmlFor={id}>
          Moment
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.max(1, now)}
          step="any"
          value={at}
          style={{ '--at': `${now > 0 ? (at / now) * 100 : 100}%` } as CSSProperties}
          aria-valuetext={`${timeText(at)}${past ? ', the past' : ', now'}`}
          onChange={(event) => onSeek(Math.round(Number(event.target.value)))}
        />
        {now > 0 &&
          marks.map((mark) => (
            <button
              key={`${mark.at} ${mark.label}`}
              type="button"
              className={`timeline-mark ${mark.kind}`}
              style={{ left: `${Math.min(100, (mark.at / now) * 100)}%` }}
              title={`${mark.label}, ${timeText(mark.at)}`}
              aria-label={`Go to ${mark.label}, ${timeText(mark.at)}`}
              onClick={() => onSeek(mark.at)}
            />
          ))}
      </div>
      <output className="timeline-now">{timeText(at)}</output>
      <div className="timeline-past" role="status">
        {past && (
          <p>
            <b>
              <i>You are looking at </i>the past
            </b>{' '}
            <span>{timeText(now - at)} ago</span>
            <button type="button" className="timeline-return" onClick={onReturn}>
              Return to now <kbd>N</kbd>
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

const Sign = ({ d }: { readonly d: string }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d={d} />
  </svg>
);
