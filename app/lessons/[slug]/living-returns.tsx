'use client';

import type { Goals } from '../../../components/progress/progress.ts';
import { FinishedLessons } from '../../../components/returns/finished-lessons.tsx';
import { type OldQuestion, ReturnsBar } from '../../../components/returns/returns-bar.tsx';
import { lessons } from '../../../content/lessons.ts';

/** A question that comes back, from the lesson it belongs to. */
const findOld = async (slug: string, id: string): Promise<OldQuestion | null> => {
  const lesson = await lessons.find((entry) => entry.slug === slug)?.facts();
  const question = lesson?.quiz.find((one) => one.id === id);
  return lesson && question ? { lesson, question } : null;
};

/** Two old questions before the lesson begins, where some are due; and once it is done, its own begin to come back. */
export const LivingReturns = ({ here }: { here: { readonly slug: string; readonly goals: Goals } }) => (
  <>
    <FinishedLessons lessons={[here]} />
    <ReturnsBar here={here.slug} find={findOld} />
  </>
);
