'use client';

import { useLab } from '../lab-session/lab-context.ts';
import { ticksOf } from '../network/ticks.ts';
import { FigureBox } from './figure-box.tsx';
import './medium-timeline.css';
import { lastContest, type Turn } from './medium-turns.ts';

const microseconds = (time: number): string => `${(time / 1000).toFixed(1)} µs`;

const words = (turn: Turn): string => {
  const long = microseconds(turn.to - turn.from);
  if (turn.what === 'spoiled') return 'talks, and hears more than itself';
  if (turn.what === 'jams') return `jams for ${long}, and falls silent`;
  if (turn.what === 'waits')
    return `throws the die (0 to ${(turn.faces ?? 1) - 1}): ${turn.slots}${turn.slots === 0 ? ', no slot to sit out' : `, sits out ${long}`}`;
  if (turn.what === 'listens') return `listens for ${long}, until it has been quiet for a moment`;
  return 'talks, and nobody else does: the frame goes through';
};

const legend: readonly (readonly [Turn['what'], string])[] = [
  ['spoiled', 'talks, spoiled'],
  ['jams', 'jams'],
  ['waits', 'sits out slots'],
  ['listens', 'listens'],
  ['sent', 'talks alone'],
];

/** W4: who talked when on the hub of lab 2.2a, and what the dice showed. Read from the log of the learner's own run. */
export function MediumTimeline() {
  const turns = lastContest(useLab().evidence, '2.2a', 'box');
  return (
    <FigureBox title="Who talked when" badges={['SIMULATED']}>
      {turns.length === 0 ? (
        <p className="fig-lead">Nobody has collided yet. After step 2 of the lab your own collision stands here.</p>
      ) : (
        <>
          <Lanes turns={turns} />
          <table className="medium-table">
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

/** The table below says the same. */
function Lanes({ turns }: { readonly turns: readonly Turn[] }) {
  const stations = [...new Set(turns.map(({ station }) => station))].sort();
  const end = Math.max(1, ...turns.map(({ to }) => to));
  const share = (time: number): string => `${(time / end) * 100}%`;
  return (
    <div className="medium" aria-hidden="true">
      {stations.map((station) => (
        <div className="medium-lane" key={station}>
          <b>{station}</b>
          <div>
            {turns
              .filter((turn) => turn.station === station)
              .map(({ what, from, to, slots }) => (
                <span key={`${what}-${from}`}>
                  <i className={`medium-${what}`} style={{ left: share(from), width: share(to - from) }} />
                  {slots !== undefined && (
                    <em className="medium-die" style={{ left: share(from) }}>
                      {slots}
                    </em>
                  )}
                </span>
              ))}
          </div>
        </div>
      ))}
      <div className="medium-lane medium-axis">
        <b />
        <div>
          {ticksOf(0, end, 4).map((tick) => (
            <small key={tick} style={{ left: share(tick) }}>
              {tick / 1000}
              {tick === 0 && ' µs'}
            </small>
          ))}
        </div>
      </div>
      <p className="medium-legend">
        {legend
          .filter(([what]) => turns.some((turn) => turn.what === what))
          .map(([what, text]) => (
            <span key={what}>
              <i className={`medium-${what}`} /> {text}
            </span>
          ))}
        <span>
          <em className="medium-die">1</em> the die
        </span>
      </p>
    </div>
  );
}
