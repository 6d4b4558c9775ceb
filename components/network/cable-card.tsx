'use client';

import { useId } from 'react';
import type { SceneAction } from '../../lab/scene/action.ts';
import type { CableRow } from '../../lab/views/table-rows.ts';
import type { LinkQuality } from '../../network/trace/event.ts';
import { Card } from './device-card.tsx';
import { rateText } from './value-text.ts';

interface Props {
  readonly name: string;
  readonly ends: readonly [string, string];
  /** As the log knows it; null before it does. */
  readonly cable: CableRow | null;
  /** The past cannot be changed. */
  readonly past: boolean;
  onAct(action: SceneAction): void;
  close(): void;
}

interface Knob {
  readonly of: keyof LinkQuality;
  readonly label: string;
  readonly unit: string;
  /** One of the unit in the unit of `LinkQuality`. */
  readonly size: number;
  readonly most: number;
  readonly step: number;
}

const first: readonly Knob[] = [
  { of: 'delay', label: 'Delay', unit: 'ms', size: 1e6, most: 10_000, step: 0.1 },
  { of: 'loss', label: 'Loss', unit: '%', size: 0.01, most: 100, step: 1 },
];
const rest: readonly Knob[] = [
  { of: 'jitter', label: 'Jitter', unit: 'ms', size: 1e6, most: 10_000, step: 0.1 },
  { of: 'queue', label: 'Queue', unit: 'kB', size: 1000, most: 100_000, step: 1 },
  { of: 'duplicate', label: 'Duplicated', unit: '%', size: 0.01, most: 100, step: 1 },
  { of: 'reorder', label: 'Held back', unit: '%', size: 0.01, most: 100, step: 1 },
  { of: 'reorderBy', label: 'Held back by', unit: 'ms', size: 1e6, most: 10_000, step: 0.1 },
  { of: 'bitErrors', label: 'Bits flipped, of a million', unit: '', size: 1e-6, most: 1e6, step: 1 },
];
const rates = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/** One cable: cut it, mend it, make it slow, far or bad. */
export function CableCard({ name, ends, cable, past, onAct, close }: Props) {
  const rate = useId();
  const quality = cable?.quality;
  const up = cable?.up ?? true;
  const change = (part: Partial<LinkQuality>): void => onAct({ act: 'quality', cable: name, quality: part });
  return (
    <Card title={`${ends[0]} – ${ends[1]}`} close={close}>
      <div className="net-acts">
        <button
          type="button"
          className="button"
          disabled={past}
          onClick={() => onAct({ act: up ? 'cut' : 'mend', cable: name })}
        >
          {up ? 'Cut this cable' : 'Mend this cable'}
        </button>
      </div>
      {quality && (
        <fieldset className="net-knobs" disabled={past}>
          <legend className="visually-hidden">Quality of {name}</legend>
          <label htmlFor={rate}>Rate</label>
          <select id={rate} value={quality.rate} onChange={(event) => change({ rate: Number(event.target.value) })}>
            {[...new Set([...rates, quality.rate])]
              .sort((one, other) => one - other)
              .map((value) => (
                <option key={value} value={value}>
                  {rateText(value)}
                </option>
              ))}
          </select>
          {first.map((knob) => (
            <KnobField key={knob.of} knob={knob} value={quality[knob.of]} change={change} />
          ))}
          <details>
            <summary>More</summary>
            <div className="net-knobs">
              {rest.map((knob) => (
                <KnobField key={knob.of} knob={knob} value={quality[knob.of]} change={change} />
              ))}
            </div>
          </details>
        </fieldset>
      )}
      {past && <p className="net-none">This is the past. Return to now to change the cable.</p>}
    </Card>
  );
}

interface KnobProps {
  readonly knob: Knob;
  readonly value: number;
  change(part: Partial<LinkQuality>): void;
}

function KnobField({ knob, value, change }: KnobProps) {
  const id = useId();
  const shown = Number((value / knob.size).toPrecision(6));
  const set = (text: string): void => {
    const asked = Number(text);
    if (text.trim() === '' || !Number.isFinite(asked)) return;
    const next = Math.min(knob.most, Math.max(0, asked));
    if (next !== shown) change({ [knob.of]: Number((next * knob.size).toPrecision(12)) });
  };
  return (
    <>
      <label htmlFor={id}>{knob.label}</label>
      <span>
        {/* Taken over on Enter and on leaving, so that a half typed number changes nothing. */}
        <input
          key={shown}
          id={id}
          type="number"
          min={0}
          max={knob.most}
          step={knob.step}
          defaultValue={shown}
          onBlur={(event) => set(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') set(event.currentTarget.value);
          }}
        />
        {knob.unit}
      </span>
    </>
  );
}
