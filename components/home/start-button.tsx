'use client';

import { type Goals, standing } from '../progress/progress.ts';
import { useProgress } from '../progress/use-progress.ts';

interface StartButtonProps {
  readonly lessons: readonly {
    readonly slug: string;
    readonly number: string;
    readonly title: string;
    readonly goals: Goals;
    readonly fast: boolean;
  }[];
}

/** Start, or the first lesson that is not done yet, on the path that was chosen. */
export const StartButton = ({ lessons: all }: StartButtonProps) => {
  const progress = useProgress();
  const lessons = all.filter(({ fast }) => fast || progress.path === 'whole');
  const standings = lessons.map((lesson) => standing(progress, lesson.goals));
  const fresh = standings.every((now) => now === 'new');
  const next = lessons[standings.findIndex((now) => now !== 'done')] ?? lessons[0];
  if (!next) return null;
  return (
    <a className="button first start" href={`/lessons/${next.slug}/`}>
      {fresh ? 'Start' : `Go on with lesson ${next.number}`}
    </a>
  );
};
