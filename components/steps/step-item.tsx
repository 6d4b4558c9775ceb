'use client';

import { useEffect, useState } from 'react';
import { fill } from '../../lab/player/fill.ts';
import { Tick } from '../brand/tick.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { Marked } from '../prose/marked.tsx';
import { foregroundOf } from './foreground.ts';
import { Hints } from './hints.tsx';
import { type StepFacts, stepAnchor } from './lab-facts.ts';

interface StepItemProps {
  readonly lab: string;
  /** From 1. */
  readonly number: number;
  readonly step: StepFacts;
  /** What was seen, once the step has passed. */
  readonly seen: string | null;
  /** What is missing, after an attempt. Only for the current step. */
  readonly missing: string | null;
  readonly current: boolean;
  /** Why Run is locked, or null. */
  readonly locked: string | null;
  /** The lab speaks of more than one terminal, so each command says where it belongs. */
  readonly manyTerminals: boolean;
  /** The lab is in a virtual network, and its terminals are named after devices. */
  readonly inNetwork: boolean;
  readonly usualTerminal: string;
  /** The command of an earlier step that starts a program in this step's terminal, or null. */
  readonly opener: string | null;
  onRun(): void;
}

/** A program that ends within this time, ms, is not in the way of the next Run: `rooms` has answered and is saying goodbye. */
const endsSoon = 700;
/** The word beside a pressed Do it stands so long, ms: much of what it sets up is not to be seen yet. */
const doneShown = 4_000;

export const StepItem = ({
  lab,
  number,
  step,
  seen,
  missing,
  current,
  locked,
  manyTerminals,
  inNetwork,
  usualTerminal,
  opener,
  onRun,
}: StepItemProps) => {
  const { evidence, ports, run, activate, openScene } = useLab();
  const [refused, setRefused] = useState<{ readonly note: string; readonly reading: string | null } | null>(null);
  const terminal = step.terminal ?? usualTerminal;
  const place = inNetwork ? `the terminal of ${terminal}` : `terminal ${terminal}`;
  const reading = foregroundOf(evidence, terminal);
  // The note holds until another program has the terminal, or none has.
  const note = refused?.reading === reading ? refused.note : null;
  const asInput = step.input !== undefined && (reading !== null || step.run === undefined || step.run === step.input);
  const line = asInput ? step.input : step.run;

  const type = (): void => {
    if (line === undefined) return;
    if (asInput && reading === null) {
      const again = opener === null ? 'Do the step before this one' : `\`${fill(opener, ports)}\` starts one`;
      setRefused({
        reading,
        note: `No program is reading in ${place} now. ${again}, then run this again.`,
      });
    } else if (!asInput && reading !== null) {
      setWaiting(fill(line, ports));
    } else {
      setRefused(null);
      run(terminal, fill(line, ports), inNetwork ? lab : undefined);
    }
    onRun();
  };

  const [waiting, setWaiting] = useState<string | null>(null);
  useEffect(() => {
    if (waiting === null) return;
    if (reading === null) {
      setWaiting(null);
      setRefused(null);
      run(terminal, waiting, inNetwork ? lab : undefined);
      return;
    }
    const timer = setTimeout(() => {
      setWaiting(null);
      setRefused({
        reading,
        note: `\`${reading}\` is still running in ${place}, so it would get this line. Click into that terminal and press Ctrl-C, then run this again.`,
      });
      activate(terminal);
    }, endsSoon);
    return () => clearTimeout(timer);
  }, [waiting, reading, run, activate, terminal, inNetwork, lab, place]);

  const [acted, setActed] = useState(0);
  useEffect(() => {
    if (acted === 0) return;
    const timer = setTimeout(() => setActed(0), doneShown);
    return () => clearTimeout(timer);
  }, [acted]);
  const act = async (): Promise<void> => {
    const { act: wanted } = step;
    if (!wanted) return;
    const opened = await openScene(lab);
    if (!opened) return;
    opened.scene.act(wanted.action);
    setActed((times) => times + 1);
    onRun();
  };

  return (
    <li
      className={`step${seen !== null ? ' done' : current ? ' now' : ''}`}
      id={stepAnchor(lab, number)}
      aria-current={current ? 'step' : undefined}
    >
      <span className="n">
        <span className="visually-hidden">{seen === null ? 'Step' : `Step ${number}, done`} </span>
        {seen === null ? number : <Tick size={13} />}
      </span>
      <p>
        <Marked text={fill(step.say, ports)} />
      </p>
      {step.act && (
        <div className="command act">
          <span>{step.act.label}</span>
          <span className="where" role="status">
            {acted > 0 && '✓ done'}
          </span>
          <button
            type="button"
            disabled={locked !== null}
            onClick={() => void act()}
            aria-label={`Do it: ${step.act.label}`}
          >
            Do it
          </button>
        </div>
      )}
      {line !== undefined && (
        <div className="command">
          <span className="sign" aria-hidden="true">
            {asInput ? '›' : '$'}
          </span>
          {line === '' ? <kbd>Enter</kbd> : <code>{fill(line, ports)}</code>}
          {manyTerminals && <span className="where">{inNetwork ? terminal : `terminal ${terminal}`}</span>}
          <button
            type="button"
            disabled={locked !== null}
            onClick={type}
            aria-label={line === '' ? `Press Enter in ${place}` : `Run ${fill(line, ports)}`}
          >
            {line === '' ? 'Press' : 'Run'}
          </button>
        </div>
      )}
      {current && locked && <p className="waits">{locked}</p>}
      {note && seen === null && (
        <p className="missing" role="status">
          <span>
            <Marked text={note} />
          </span>
        </p>
      )}
      {seen !== null && (
        <p className="seen">
          <Tick />
          <span>
            <Marked text={fill(seen, ports)} />
          </span>
        </p>
      )}
      {seen === null && missing !== null && !note && (
        <p className="missing" role="status">
          <span>
            <Marked text={fill(missing, ports)} />
          </span>
        </p>
      )}
      {seen === null && current && locked === null && <Hints hints={step.hints.map((hint) => fill(hint, ports))} />}
    </li>
  );
};
