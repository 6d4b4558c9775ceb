'use client';

import { useMemo, useState } from 'react';
import { serverChecks } from '../../lab/tester/server/server-checks.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { type Light, latestLights } from './lights.ts';
import './conformance-lights.css';

const words: Record<Light, string> = {
  unknown: 'not tried yet',
  passed: 'works',
  failed: 'does not work',
  blocked: 'could not be tried',
  skipped: 'was not asked',
};
const marks: Record<Light, string> = { unknown: '○', passed: '●', failed: '✕', blocked: '–', skipped: '–' };

/** Twenty lights for what the tester found in the learner's own room, in its latest run. */
export function ConformanceLights() {
  const { evidence } = useLab();
  const [onlySafety, setOnlySafety] = useState(false);
  const { lights, where } = useMemo(() => latestLights(evidence), [evidence]);
  const shown = serverChecks.filter(({ safety }) => safety || !onlySafety);
  const on = serverChecks.filter(({ id }) => lights.get(id) === 'passed').length;
  const safe = serverChecks.filter(({ id, safety }) => safety && lights.get(id) === 'passed').length;
  return (
    <FigureBox title="Twenty lights" badges={['OBSERVED']}>
      <p className="fig-says" role="status">
        {where === null
          ? 'All dark: the tester has not been in a room yet.'
          : `${on} of ${serverChecks.length} are on in the room at ${where}, ${safe} of six about safety.`}
      </p>
      <label className="lights-filter">
        <input type="checkbox" checked={onlySafety} onChange={(event) => setOnlySafety(event.target.checked)} />
        Only those about safety
      </label>
      <ol className="lights">
        {shown.map(({ id, title, lesson, safety }) => {
          const light = lights.get(id) ?? 'unknown';
          return (
            <li key={id} className={`light light-${light}`}>
              <span className="light-mark" aria-hidden="true">
                {marks[light]}
              </span>
              <span>
                {serverChecks.findIndex((check) => check.id === id) + 1}. {title}
                <small>
                  {safety ? 'safety, ' : ''}lesson {lesson}, {words[light]}
                </small>
              </span>
            </li>
          );
        })}
      </ol>
    </FigureBox>
  );
}
