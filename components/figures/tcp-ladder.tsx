'use client';

import { useId, useMemo, useState } from 'react';
import { type Attempt, attemptsIn } from '../../lab/evidence/connections.ts';
import type { Evidence } from '../../lab/evidence/event.ts';
import { beginningOf, ladderOf } from '../../lab/evidence/ladder.ts';
import { endpointText } from '../../lab/host.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { LadderTable } from './ladder-table.tsx';
import { meaningOf } from './rung-meaning.ts';
import { Rungs } from './rungs.tsx';
import './tcp-ladder.css';

/** So many of the latest connections can be chosen. */
const attemptsOffered = 12;

/** W14: the latest TCP connection of this page as a ladder, what was seen and what must have crossed. */
export function TcpLadder() {
  const { evidence } = useLab();
  const attempts = useMemo(() => attemptsIn(evidence).slice(-attemptsOffered), [evidence]);
  const [picked, setPicked] = useState<number | null>(null);
  const attempt = attempts.find(({ seq }) => seq === picked) ?? attempts.at(-1);
  if (!attempt) {
    return (
      <FigureBox title="The ladder of a connection">
        <p className="fig-says">No connection yet. Run a step of the lab, and the connection you made is drawn here.</p>
        <div className="ladder empty" aria-hidden="true">
          <div className="rung heads">
            <b>your end</b>
            <span />
            <b>the other end</b>
          </div>
          <div className="rung">
            <span />
            <div className="lane" />
            <span />
          </div>
        </div>
      </FigureBox>
    );
  }
  return <Ladder key={attempt.seq} attempts={attempts} attempt={attempt} evidence={evidence} pick={setPicked} />;
}

interface LadderProps {
  readonly attempts: readonly Attempt[];
  readonly attempt: Attempt;
  readonly evidence: readonly Evidence[];
  pick(seq: number): void;
}

function Ladder({ attempts, attempt, evidence, pick }: LadderProps) {
  const rows = useMemo(() => ladderOf(evidence, attempt), [evidence, attempt]);
  const select = useId();
  /** How many rungs are drawn; null: all there are, also those still to come. */
  const [shown, setShown] = useState<number | null>(null);
  const count = Math.min(shown ?? rows.length, rows.length);
  const current = shown === null ? undefined : rows[count - 1];
  const drawn = rows.slice(0, count);

  return (
    <FigureBox
      title="The ladder of a connection"
      badges={rows.some(({ to }) => to) ? ['OBSERVED', 'RECONSTRUCTED'] : ['OBSERVED']}
      twin={<LadderTable rows={rows} />}
    >
      <div className="ladder-tools">
        <label htmlFor={select}>Connection</label>
        <select id={select} value={attempt.seq} onChange={(event) => pick(Number(event.target.value))}>
          {[...attempts].reverse().map((one) => (
            <option key={one.seq} value={one.seq}>
              {attemptText(one)}
            </option>
          ))}
        </select>
        <span className="ladder-steps">
          <button type="button" onClick={() => setShown(Math.max(0, count - 1))} disabled={count === 0}>
            Back
          </button>
          <button
            type="button"
            onClick={() => setShown(Math.min(rows.length, count + 1))}
            disabled={count === rows.length}
          >
            Next
          </button>
          <button type="button" onClick={() => setShown(0)} disabled={shown === 0}>
            From the start
          </button>
          <button type="button" onClick={() => setShown(null)} disabled={shown === null}>
            All
          </button>
        </span>
      </div>
      <Rungs rows={drawn} start={beginningOf(attempt)} left={leftEnd(attempt)} right={rightEnd(attempt)} />
      <p className="fig-says" role="status">
        {shown === null
          ? `${rows.length} rungs. “From the start” goes through them one at a time.`
          : current
            ? `${count} of ${rows.length}. ${meaningOf(current)}`
            : 'Before the first segment. Press Next.'}
      </p>
      <p className="fig-note">
        Solid dots were seen by a program. Dashed arrows were not: nothing was captured, so the start numbers are
        unknown, and x and y stand for them. Acknowledgments often ride on the next segment, and one can cover several;
        how the bytes were cut into segments nobody saw either. RFC 9293 §3.3.2, §3.5, §3.6.
      </p>
    </FigureBox>
  );
}

const leftEnd = (attempt: Attempt): string =>
  attempt.outcome === 'opened' ? endpointText(attempt.local) : 'some free port';
const rightEnd = (attempt: Attempt): string => endpointText(attempt.outcome === 'opened' ? attempt.remote : attempt.at);

function attemptText(attempt: Attempt): string {
  if (attempt.outcome === 'failed') return `${endpointText(attempt.at)}: ${attempt.code}`;
  const arrow = attempt.role === 'client' ? '→' : '←';
  return `${endpointText(attempt.local)} ${arrow} ${endpointText(attempt.remote)}`;
}
