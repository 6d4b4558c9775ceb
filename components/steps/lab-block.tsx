'use client';

import { useEffect, useRef, useState } from 'react';
import type { Check } from '../../lab/checks/check.ts';
import type { Badge as Kind } from '../../lab/lesson.ts';
import { Island, part } from '../island/island.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { stepKey } from '../progress/progress.ts';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';
import { Badge } from '../prose/badge.tsx';
import { Marked } from '../prose/marked.tsx';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { type LabFacts, openerOf } from './lab-facts.ts';
import { Outcome } from './outcome.tsx';
import { PredictionBox } from './prediction-box.tsx';
import { StepItem } from './step-item.tsx';
import { useStepChecks } from './use-step-checks.ts';

interface LabBlockProps {
  readonly lab: LabFacts;
  readonly badge: Kind;
  /** The checks of the steps in order, or null until they are loaded. */
  readonly checks: readonly Check[] | null;
  /** Run was pressed: the terminal should be seen. */
  onRun(): void;
}

const reasons: Partial<Record<string, string>> = {
  static: 'This copy of the site has no lab server behind it. On your own computer, `npm start` gives you one.',
  offline: 'The lab server does not answer. Start it again with `npm start`; this page reconnects by itself.',
};

/** Asked when the steps are done; the quiz at the lesson's end has fetched the same code by then. */
const questionCard = part(async () => (await import('../quiz/question-card.tsx')).QuestionCard);

/** One lab in the prose: prediction, steps, what was seen, and the prediction beside what happened. */
export const LabBlock = ({ lab, badge, checks, onRun }: LabBlockProps) => {
  const { state, answer, evidence, scene, openScene } = useLab();
  const progress = useProgress();
  const { show, bringToFront } = useWorkbench();
  const { prediction } = lab;
  const chosen = progress.predictions[prediction.id];
  const { seen, missing, news } = useStepChecks(lab.id, lab.steps.length, checks, chosen !== undefined, prediction.id);

  // After a reload the log is new; what was committed before belongs in it, for checks that read it.
  const told = useRef(false);
  useEffect(() => {
    if (told.current || chosen === undefined || evidence.length === 0) return;
    told.current = true;
    const known = evidence.some((entry) => entry.kind === 'answered' && entry.question === prediction.id);
    if (!known) answer(prediction.id, chosen);
  }, [chosen, evidence, answer, prediction.id]);

  // A network lives as long as the page; the ticks live longer. (A link to a run brings its network along.)
  const [begunAnew, setBegunAnew] = useState(false);
  const { length } = lab.steps;
  useEffect(() => {
    const { steps } = progressStore.get();
    const passed = Array.from({ length }, (_, at) => steps[stepKey(lab.id, at + 1)] !== undefined);
    setBegunAnew(passed.includes(true) && passed.includes(false) && !location.hash.startsWith('#run='));
  }, [lab.id, length]);

  const choose = (option: string): void => {
    told.current = true;
    progressStore.predicted(prediction.id, option);
    answer(prediction.id, option);
  };

  const current = seen.indexOf(null);
  const reason = lab.scene ? undefined : reasons[state];
  const locked = chosen === undefined ? 'Run waits for your prediction.' : (reason ?? null);
  const finished = current === -1;
  const sawAnswered = lab.saw === undefined || progress.answers[lab.saw.id] !== undefined;
  const title = `lab-${lab.id.replaceAll('.', '-')}`;

  return (
    <section className="lab" aria-labelledby={title}>
      <div className="lab-head">
        <p className="eyebrow">Lab {lab.id}</p>
        <h2 id={title}>{lab.title}</h2>
        <Badge kind={badge} />
      </div>
      <p className="why">
        <Marked text={lab.why} />
      </p>
      {lab.programs && (
        <p className="lab-programs">
          {lab.programs.map((file) => (
            <button
              key={file}
              type="button"
              className="open-program"
              onClick={() => {
                show(true);
                bringToFront('Python', file);
              }}
            >
              Open <code>{file}</code>
            </button>
          ))}
        </p>
      )}
      {lab.scene && scene !== null && scene.lab !== lab.id && (
        <p className="other-network">
          Another lab’s network is open now.{' '}
          <button type="button" onClick={() => void openScene(lab.id)}>
            Open this one
          </button>
        </p>
      )}
      {lab.scene && begunAnew && !finished && (
        <p className="other-network">
          The page was loaded anew, and this network with it: it is as it was at the start. Your ticks stay. Where a
          step does not work, do those before it again.
        </p>
      )}
      <PredictionBox
        prediction={prediction}
        chosen={chosen}
        fixed={seen.some((saying) => saying !== null)}
        choose={choose}
      />
      {chosen !== undefined && reason && (
        <p className="missing" role="status">
          <span>
            <Marked text={reason} />
          </span>
        </p>
      )}
      <ol className="steps">
        {lab.steps.map((step, at) => (
          <StepItem
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the lab
            key={at}
            lab={lab.id}
            number={at + 1}
            step={step}
            seen={seen[at] ?? null}
            missing={at === current ? missing : null}
            current={at === current}
            locked={chosen === undefined ? locked : reason ? '' : null}
            opener={openerOf(lab.steps, at)}
            inNetwork={lab.scene !== undefined}
            usualTerminal={lab.scene?.terminal ?? 'a'}
            manyTerminals={lab.scene !== undefined || lab.steps.some((other) => (other.terminal ?? 'a') !== 'a')}
            onRun={onRun}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {news}
      </p>
      {lab.saw && finished && (
        <Island
          of={questionCard}
          with={{
            question: lab.saw,
            label: 'What did you see?',
            onAnswer: (option) => answer(lab.saw?.id ?? '', option),
          }}
        />
      )}
      {finished && sawAnswered && <Outcome prediction={prediction} chosen={chosen} />}
    </section>
  );
};
