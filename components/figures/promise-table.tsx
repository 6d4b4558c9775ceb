'use client';

import { useDeferredValue, useMemo } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { advertised } from './promises.ts';
import './promise-table.css';

/** W35: the advertisement, sentence by sentence, judged by what happened in the labs of this page. */
export function PromiseTable() {
  const evidence = useDeferredValue(useLab().evidence);
  const rows = useMemo(() => advertised.map((promise) => ({ ...promise, found: promise.find(evidence) })), [evidence]);
  const judged = rows.filter(({ found }) => found !== null).length;
  return (
    <FigureBox title="What the advertisement says" badges={judged > 0 ? ['OBSERVED'] : []}>
      <p className="fig-lead" role="status">
        {judged === 0
          ? 'Nothing judged yet: the labs above fill this table.'
          : `${judged} of ${rows.length} judged by what you did in the labs above.`}
      </p>
      <div className="promises">
        {rows.map(({ id, claim, attack, found, lab, verdict, repair }) => (
          <details key={id} data-judged={found === null ? undefined : verdict === 'broken' ? 'broken' : 'kept'}>
            <summary>
              <span className="promise-claim">“{claim}”</span>
              <span className="promise-verdict">{found === null ? `open, lab ${lab}` : verdict}</span>
            </summary>
            <dl>
              <div>
                <dt>Attack</dt>
                <dd>{attack}</dd>
              </div>
              <div>
                <dt>Evidence</dt>
                <dd>{found ?? `None yet. Lab ${lab} makes it.`}</dd>
              </div>
              <div>
                <dt>Repair</dt>
                <dd>{repair}</dd>
              </div>
            </dl>
          </details>
        ))}
      </div>
    </FigureBox>
  );
}
