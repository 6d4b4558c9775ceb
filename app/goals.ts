import { type Goals, stepKey } from '../components/progress/progress.ts';
import type { Lesson } from '../lab/lesson.ts';

/** What makes a lesson done. */
export const goalsOf = (lesson: Lesson): Goals => ({
  steps: lesson.labs.flatMap((lab) => lab.steps.map((_, at) => stepKey(lab.id, at + 1))),
  questions: lesson.quiz.map((question) => question.id),
});
