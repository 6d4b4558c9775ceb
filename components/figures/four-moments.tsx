'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { Tick } from '../brand/tick.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { type Answer, answerNames, moments, type OwnRun, ownRun, type SocketName } from './name-moments.ts';
import './four-moments.css';

const names: Readonly<Record<SocketName, string>> = {
  client: 'the client’s socket',
  listener: 'the listener',
  conversation: 'what accept returns',
};
const sockets = Object.keys(names) as SocketName[];
const questions = [
  { key: 'own', call: 'getsockname()' },
  { key: 'peer', call: 'getpeername()' },
] as const;

/** W18: three sockets at four moments. The reader says what each would answer; the ports are those of their own run. */
export function FourMoments() {
  const evidence = useDeferredValue(useLab().evidence);
  const run = useMemo(() => ownRun(evidence, 'server.py'), [evidence]);
  const [chosen, setChosen] = useState('0');
  const [said, setSaid] = useState<Readonly<Record<string, Answer>>>({});
  const at = Number(chosen);
  const moment = moments[at];
  return (
    <FigureBox
      title="Who am I, who are you?"
      badges={run.server === null ? [] : ['OBSERVED']}
      twin={<Twin run={run} />}
    >
      <Choices
        legend="Moment"
        choices={moments.map(({ name }, index) => ({ value: String(index), text: `${index + 1} ${name}` }))}
        chosen={chosen}
        choose={setChosen}
      />
      <p className="fig-lead four-calls">
        <code>{moment?.calls}</code>
      </p>
      <table className="four">
        <thead>
          <tr>
            <th>Socket</th>
            {questions.map(({ call }) => (
              <th key={call}>{call}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sockets.map((socket) => {
            const cell = moment?.sockets[socket] ?? null;
            return (
              <tr key={socket}>
                <th scope="row">{names[socket]}</th>
                {cell === null ? (
                  <td colSpan={2} className="none">
                    {at === 2 ? 'finished in the system, in no program’s hands' : 'does not exist yet'}
                  </td>
                ) : (
                  questions.map(({ key, call }) => {
                    const id = `${at} ${socket} ${key}`;
                    return (
                      <td key={key}>
                        <Asked
                          label={`${call} of ${names[socket]}, when ${moment?.name}`}
                          right={cell[key]}
                          said={said[id]}
                          run={run}
                          say={(answer) => setSaid({ ...said, [id]: answer })}
                        />
                      </td>
                    );
                  })
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="fig-note">
        {run.moment === null
          ? 'Lab 5.3a fills in the numbers of your own run.'
          : `Your own run is at moment ${run.moment + 1}, ${moments[run.moment]?.name}.`}{' '}
        Windows answers the first question of a fresh socket with an error instead of zeros.
      </p>
    </FigureBox>
  );
}

interface AskedProps {
  readonly label: string;
  readonly right: Answer;
  readonly said: Answer | undefined;
  readonly run: OwnRun;
  say(answer: Answer): void;
}

function Asked({ label, right, said, run, say }: AskedProps) {
  return (
    <>
      <select aria-label={label} value={said ?? ''} onChange={(event) => say(event.target.value as Answer)}>
        <option value="" disabled>
          ?
        </option>
        {(Object.keys(answerNames) as Answer[]).map((answer) => (
          <option key={answer} value={answer}>
            {answerNames[answer]}
          </option>
        ))}
      </select>
      <span className="four-says" role="status" data-right={said === right || undefined}>
        {said === undefined ? '' : said === right ? <Right answer={right} run={run} /> : 'no, think again'}
      </span>
    </>
  );
}

function Right({ answer, run }: { readonly answer: Answer; readonly run: OwnRun }) {
  return (
    <>
      <Tick size={14} /> {numberOf(answer, run)}
    </>
  );
}

const numberOf = (answer: Answer, run: OwnRun): string =>
  (answer === 'server' && run.server) || (answer === 'client' && run.client) || 'right';

function Twin({ run }: { readonly run: OwnRun }) {
  const shown = (answer: Answer): string => {
    const number = numberOf(answer, run);
    return number === 'right' ? answerNames[answer] : number;
  };
  return (
    <table>
      <thead>
        <tr>
          <th>Moment</th>
          {sockets.map((socket) => (
            <th key={socket}>{names[socket]}: own, peer</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {moments.map((moment) => (
          <tr key={moment.name}>
            <td>{moment.name}</td>
            {sockets.map((socket) => {
              const cell = moment.sockets[socket];
              return <td key={socket}>{cell ? `${shown(cell.own)}, ${shown(cell.peer)}` : 'not there'}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
