'use client';

import { useState } from 'react';
import { type MacKind, macKind, macReason } from '../../lab/checks/mac-kind.ts';
import { lastInterfaces, macQuestion } from '../../lab/checks/macs-classified.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { type Choice, Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';

const kinds: readonly Choice<MacKind | ''>[] = [
  { value: 'universal', text: 'universal' },
  { value: 'local', text: 'local' },
  { value: 'group', text: 'group' },
  { value: 'zeros', text: 'all zeros' },
];

/** The addresses of this computer as they were last listed: the learner says of each what its first octet tells. */
export function ClassifyMacs() {
  const { evidence, answer } = useLab();
  const [masked, setMasked] = useState(false);
  const list = lastInterfaces(evidence);
  const answered = (row: number): string => {
    const last = evidence.findLast((fact) => fact.kind === 'answered' && fact.question === macQuestion(row));
    return last?.kind === 'answered' ? last.option : '';
  };
  return (
    <FigureBox title="Your own addresses" badges={['OBSERVED']}>
      {list === null ? (
        <p className="fig-lead">Nothing is listed yet. Run step 1 of the lab, and your interfaces appear here.</p>
      ) : (
        <>
          <p className="fig-lead">Read the first octet of each. What do its two lowest bits say?</p>
          {list.rows.map(({ name, mac }, index) => {
            const said = answered(index + 1);
            return (
              <div key={name}>
                <Choices
                  legend={`${name}: ${masked ? `${mac.slice(0, 8)}:··:··:··` : mac}`}
                  choices={kinds}
                  chosen={(kinds.find(({ value }) => value === said)?.value ?? '') as MacKind | ''}
                  question={macQuestion(index + 1)}
                  choose={(value) => answer(macQuestion(index + 1), value)}
                  mono
                />
                {said !== '' && (
                  <p className="fig-note" role="status">
                    {said === macKind(mac) ? 'Right. ' : 'Look again. '}
                    {macReason(mac)}
                  </p>
                )}
              </div>
            );
          })}
          <p>
            <button type="button" aria-pressed={masked} onClick={() => setMasked(!masked)}>
              {masked ? 'Show whole addresses' : 'Hide the last three octets'}
            </button>
          </p>
        </>
      )}
      <p className="fig-note">They stay in this page: nothing is sent anywhere.</p>
    </FigureBox>
  );
}
