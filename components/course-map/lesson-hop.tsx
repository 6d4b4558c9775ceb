'use client';

import { Tick } from '../brand/tick.tsx';
import { type Goals, standing } from '../progress/progress.ts';
import { useProgress } from '../progress/use-progress.ts';

const says = { new: '', begun: 'begun', done: 'done' } as const;

/** The hop of a written lesson: open, begun or done, as this browser knows it. */
export const LessonHop = ({ goals }: { goals: Goals }) => {
  const now = standing(useProgress(), goals);
  return (
    <span className={`hop ${now}`}>
      {now === 'done' && <Tick size={11} />}
      {says[now] && <span className="visually-hidden">{says[now]}: </span>}
    </span>
  );
};
