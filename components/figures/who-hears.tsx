'use client';

import { useMemo } from 'react';
import { heardIn, heardQuestion } from '../../lab/checks/sim-heard.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './who-hears.css';

interface Props {
  /** Whose network it is. */
  readonly lab: string;
  /** The device that will call. */
  readonly from: string;
  /** The others, with spaces between. */
  readonly others: string;
}

/** Who will hear a broadcast: said before it is sent, and held against the frames of the learner's own run. */
export function WhoHears({ lab, from, others }: Props) {
  const { evidence, answer } = useLab();
  const names = useMemo(() => others.split(' '), [others]);
  const { said, heard } = useMemo(() => heardIn(evidence, lab, { from, others: names }), [evidence, lab, from, names]);
  return (
    <FigureBox title={`Who will hear it: ${from} calls everybody`} badges={['SIMULATED']}>
      <ul className="hears">
        {names.map((name) => {
          const choice = said.get(name)?.said;
          const got = heard?.has(name);
          return (
            <li key={name} data-right={(heard && choice !== undefined && got === (choice === 'hears')) || undefined}>
              <fieldset>
                <legend>{name}</legend>
                {(['hears', 'not'] as const).map((option) => (
                  <label key={option}>
                    <input
                      type="radio"
                      name={heardQuestion(lab, from, name)}
                      value={option}
                      checked={choice === option}
                      onChange={() => answer(heardQuestion(lab, from, name), option)}
                    />
                    <span>{option === 'hears' ? 'hears it' : 'does not'}</span>
                  </label>
                ))}
              </fieldset>
              <output>{heard === null ? '' : got ? 'a frame came' : 'no frame came'}</output>
            </li>
          );
        })}
      </ul>
      <p className="fig-note" role="status">
        {heard === null
          ? `Nothing is sent yet. Once ${from} has called, what the frames say stands beside each choice.`
          : `Read from the frames of the last call of ${from}. A choice can be corrected.`}
      </p>
    </FigureBox>
  );
}
