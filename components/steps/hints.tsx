'use client';

import { useState } from 'react';
import { Marked } from '../prose/marked.tsx';

const rungs = ['A nudge', 'Where to look', 'Which command', 'The full line'] as const;

/** Four rungs of help, one at a time. */
export const Hints = ({ hints }: { hints: readonly string[] }) => {
  const [shown, setShown] = useState(0);
  const next = rungs[shown];
  return (
    <div className="hints">
      <ol aria-live="polite">
        {rungs.slice(0, shown).map((rung, at) => (
          <li key={rung}>
            <b>{rung}.</b> <Marked text={hints[at] ?? ''} />
          </li>
        ))}
      </ol>
      {next !== undefined && shown < hints.length && (
        <button type="button" className="quiet" onClick={() => setShown(shown + 1)}>
          {next}
        </button>
      )}
    </div>
  );
};
