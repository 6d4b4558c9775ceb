'use client';

import { useDeferredValue, useId, useMemo, useState } from 'react';
import { Tick } from '../brand/tick.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { metBy, type Symptom, symptoms } from './symptoms.ts';
import './error-chooser.css';

const layers: Readonly<Record<Symptom['layer'], { readonly text: string; readonly colour: string }>> = {
  'your computer': { text: 'your own computer, no network', colour: 'own' },
  internet: { text: 'internet (IP)', colour: 'net' },
  transport: { text: 'transport (TCP, UDP)', colour: 'tcp' },
  application: { text: 'application (names)', colour: 'app' },
  none: { text: 'none: nobody spoke', colour: 'own' },
};

/** W20: from what a program notices to who said it, what it means, and what to try next. */
export function ErrorChooser() {
  const evidence = useDeferredValue(useLab().evidence);
  const met = useMemo(() => metBy(evidence), [evidence]);
  const field = useId();
  const [chosen, setChosen] = useState('refused');
  const symptom = symptoms.find(({ id }) => id === chosen) ?? symptoms[0];
  if (!symptom) return null;
  const layer = layers[symptom.layer];
  return (
    <FigureBox
      title="What does it tell me?"
      badges={met.size > 0 ? ['OBSERVED'] : []}
      twin={
        <table>
          <thead>
            <tr>
              <th>Your program gets</th>
              <th>Who says so</th>
              <th>It means</th>
              <th>Next</th>
            </tr>
          </thead>
          <tbody>
            {symptoms.map(({ id, name, code, speaker, means, next }) => (
              <tr key={id}>
                <td>
                  {name} {code}
                </td>
                <td>{speaker}</td>
                <td>{means}</td>
                <td>{next}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <label className="chooser-label" htmlFor={field}>
        My program gets
      </label>
      <select id={field} className="chooser-select" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {symptoms.map(({ id, name, code }) => (
          <option key={id} value={id}>
            {name}
            {code === null ? '' : ` (${code})`}
          </option>
        ))}
      </select>
      <div role="status">
        <dl className="chooser">
          <div>
            <dt>In Python</dt>
            <dd>
              <code>{symptom.python}</code>
            </dd>
          </div>
          <div>
            <dt>Who says so</dt>
            <dd>{symptom.speaker}</dd>
          </div>
          <div>
            <dt>Layer</dt>
            <dd>
              <span className={`layer ${layer.colour}`}>{layer.text}</span>
            </dd>
          </div>
          <div>
            <dt>It means</dt>
            <dd>{symptom.means}</dd>
          </div>
          <div>
            <dt>Try next</dt>
            <dd>{symptom.next}</dd>
          </div>
          <div>
            <dt>Met by you</dt>
            <dd>
              {symptom.code !== null && met.has(symptom.code) ? (
                <>
                  <Tick size={14} /> yes, by a program of yours
                </>
              ) : (
                'not yet in this page'
              )}
            </dd>
          </div>
        </dl>
      </div>
    </FigureBox>
  );
}
