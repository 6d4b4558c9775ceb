'use client';

import { useId, useState } from 'react';
import './adoption-guess.css';
import { FigureBox } from './figure-box.tsx';

/** Per cent over IPv6, by whoever counted. Dated, because they age. */
const counts = [
  { who: 'Users who reach Google', share: 50, when: 'Saturday, 28 March 2026', source: 'Google’s count' },
  { who: 'The same, later', share: 46, when: 'Monday, 13 April 2026', source: 'Google’s count' },
  { who: 'Users whom APNIC finds capable', share: 42, when: 'April 2026', source: 'APNIC’s count' },
] as const;

/** How far IPv6 has come: first a guess, then what was counted, by whom and when. */
export function AdoptionGuess() {
  const id = useId();
  const [guess, setGuess] = useState(20);
  const [shown, setShown] = useState(false);
  return (
    <FigureBox title="How far has IPv6 come?">
      <p className="fig-lead">
        Of 100 users who reached Google on 28 March 2026, how many came over IPv6? Say it before you look.
      </p>
      <div className="adoption-guess">
        <label htmlFor={id}>Your guess</label>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          value={guess}
          onChange={(event) => setGuess(Number(event.target.value))}
        />
        <output htmlFor={id}>{guess}</output>
        <button type="button" onClick={() => setShown(true)} disabled={shown}>
          Show what was counted
        </button>
      </div>
      <table className="adoption">
        <thead>
          <tr>
            <th>What was counted</th>
            <th>Of 100</th>
            <th>When, and who says so</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ who, share, when, source }) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td>
                {shown ? share : '?'}
                <span className="adoption-bar" aria-hidden="true">
                  <i style={{ width: `${shown ? share : 0}%` }} />
                  <b style={{ left: `${guess}%` }} />
                </span>
              </td>
              <td>
                {when}; {source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fig-note adoption-note" role="status">
        {shown
          ? `You guessed ${guess}. The first two are of whoever came to one company, the third of whoever could. A day changes them, and so does a year: by the time you read this, all three are old.`
          : 'The mark on the bars is your guess.'}
      </p>
    </FigureBox>
  );
}
