'use client';

import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { mergeProgress } from './merge-progress.ts';
import { NotProgress, readProgress, writeProgress } from './progress.ts';
import { progressStore } from './progress-store.ts';
import { useProgress } from './use-progress.ts';

/** Largest file that is read at all, in bytes. A whole course is under 100 kB. */
const largestFile = 2_000_000;

const count = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

/** @throws NotProgress; then nothing was changed. @returns how much is new */
const importText = (text: string): { steps: number; answers: number } => {
  const mine = progressStore.get();
  const both = mergeProgress(mine, readProgress(text));
  progressStore.change(() => both);
  return {
    steps: Object.keys(both.steps).length - Object.keys(mine.steps).length,
    answers: Object.keys(both.answers).length - Object.keys(mine.answers).length,
  };
};

/** Export, import and reset of what this browser knows of its learner. */
export const ProgressPanel = () => {
  const progress = useProgress();
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [forgets, setForgets] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const asks = useRef<HTMLDialogElement>(null);
  useEffect(() => setForgets(!progressStore.isRemembered()), []);

  const steps = Object.keys(progress.steps).length;
  const coming = Object.keys(progress.returns).length;
  const right = Object.values(progress.answers).filter((answer) => answer.right).length;

  const exportFile = (): void => {
    const url = URL.createObjectURL(new Blob([writeProgress(progress)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'first-hop-progress.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    setSaid({ text: 'Saved as first-hop-progress.json in your downloads.', bad: false });
  };

  const importFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0];
    event.target.value = '';
    if (!chosen) return;
    try {
      if (chosen.size > largestFile) {
        throw new NotProgress(`${chosen.name} is far larger than any progress of First Hop. Nothing was changed.`);
      }
      const added = importText(await chosen.text());
      const text = `Added ${count(added.steps, 'step', 'steps')} and ${count(added.answers, 'answer', 'answers')} from ${chosen.name}. What you had stays.`;
      setSaid({ text, bad: false });
    } catch (problem) {
      const text =
        problem instanceof NotProgress
          ? problem.message
          : `${chosen.name} could not be read. Nothing was changed. Try to open it again.`;
      setSaid({ text, bad: true });
    }
  };

  const reset = (): void => {
    progressStore.reset();
    asks.current?.close();
    setSaid({ text: 'Progress is empty now.', bad: false });
  };

  return (
    <div className="progress-panel">
      <p className="tally">
        <strong>{count(steps, 'step', 'steps')}</strong> done in labs,{' '}
        <strong>{count(right, 'question', 'questions')}</strong> answered.
      </p>
      {coming > 0 && (
        <p>
          {count(coming, 'question', 'questions')} of lessons you finished {coming === 1 ? 'comes' : 'come'} back, two
          before each other lesson: after 1, 3, 7 and 21 days, as long as you answer rightly.
        </p>
      )}
      {forgets && (
        <p className="missing">
          This browser does not keep data for this page, so progress ends with the tab. Export it before you close.
        </p>
      )}
      <p className="actions">
        <button type="button" className="button" onClick={exportFile}>
          Export to a file
        </button>
        <button type="button" className="button" onClick={() => file.current?.click()}>
          Import from a file
        </button>
        <button
          type="button"
          className="button"
          disabled={steps + right + coming === 0}
          onClick={() => asks.current?.showModal()}
        >
          Reset
        </button>
      </p>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="Progress file"
        onChange={(event) => void importFile(event)}
      />
      <p role="status" className={said?.bad ? 'missing' : 'seen'}>
        {said?.text}
      </p>
      <dialog ref={asks} className="ask" aria-labelledby="ask-reset">
        <h2 id="ask-reset">Forget all progress in this browser?</h2>
        <p>
          {count(steps, 'step', 'steps')} and {count(right, 'answer', 'answers')} go. This cannot be undone, except from
          a file you exported.
        </p>
        <p className="actions">
          <button type="button" className="button" onClick={() => asks.current?.close()}>
            Keep my progress
          </button>
          <button type="button" className="button" onClick={reset}>
            Forget it
          </button>
        </p>
      </dialog>
    </div>
  );
};
