'use client';

import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './medium-timeline.css';
import { lastContest, type Turn } from './medium-turns.ts';

const microseconds = (time: number): string => `${(time / 1000).toFixed(1)} µs`;

const words = (turn: Turn): string => {
  if (turn.what === 'spoiled') return 'talks, hears the other, jams and stops';
  if (turn.what === 'sent') return 'talks alone: the frame goes through';
  return `throws the die (0 to ${(turn.faces ?? 1) - 1}): ${turn.slots}, and waits at least ${microseconds(turn.to - turn.from)}`;
};

/** W4: who talked when on the hub of lab 2.2a, and what the dice showed. Read from the log of the learner's own run. */
export function MediumTimeline() {
  const turns = lastContest(useLab().evidence, '2.2a', 'box');
  const stations = [...new Set(turns.map(({ station }) => station))].sort();
  const end = Math.max(1, ...turns.map(({ to }) => to));
  const share = (time: number): string => `${(time / end) * 100}%`;
  return (
    <FigureBox title="Who talked when" badges={['SIMULATED']}>
      {turns.length === 0 ? (
        <p className="fig-lead">Nobody has collided yet. After step 2 of the lab your own collision stands here.</p>
      ) : (
        <>
          <div className="medium" aria-hidden="true">
            {stations.map((station) => (
              <div className="medium-lane" key={station}>
                <b>{station}</b>
                <div>
                  {turns
                    .filter((turn) => turn.station === station)
                    .map((turn) => (
                      <span
                        key={`${turn.what}-${turn.from}`}
                        className={turn.what}
                        style={{ left: share(turn.from), width: share(turn.to - turn.from) }}
                      >
                        {turn.what === 'waits' ? turn.slots : ''}
                      </span>
                    ))}
                </div>
              </div>
            ))}
          </div>
          <table>
            <thead>
              <tr>
                <th>After</th>
                <th>Who</th>
                <th>What</th>
              </tr>
            </thead>
            <tbody>
              {turns.map((turn) => (
                <tr key={`${turn.station}-${turn.what}-${turn.from}`}>
                  <td>{microseconds(turn.from)}</td>
                  <th scope="row">{turn.station}</th>
                  <td>{words(turn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </FigureBox>
  );
}
