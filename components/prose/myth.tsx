import type { ReactNode } from 'react';
import { Tick } from '../brand/tick.tsx';
import { Marked } from './marked.tsx';

interface MythProps {
  /** What many people think, as they would say it. */
  readonly think: string;
  /** What to do to see for yourself. */
  readonly attempt?: string;
  /** What is so; the words “In fact” stand before it. */
  readonly children: ReactNode;
}

export const Myth = ({ think, attempt, children }: MythProps) => (
  <dl className="myth">
    <div className="thought">
      <dt>You may think</dt>
      <dd>
        <Marked text={think} />
      </dd>
    </div>
    {attempt && (
      <div>
        <dt>Try</dt>
        <dd>
          <Marked text={attempt} />
        </dd>
      </div>
    )}
    <div className="fact">
      <dt>
        <Tick size={17} /> In fact
      </dt>
      <dd>{children}</dd>
    </div>
  </dl>
);
