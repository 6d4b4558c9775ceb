import type { Answer, Progress, Return } from './progress.ts';

/**
 * Both together. Where both know something, `mine` stays, but a right answer is never lost to a wrong one. What a reader
 * wants here (the path, the quiet) is not the file's affair.
 */
export const mergeProgress = (mine: Progress, other: Progress): Progress => {
  const answers: Record<string, Answer> = { ...other.answers };
  for (const [id, answer] of Object.entries(mine.answers)) {
    if (answer.right || !answers[id]?.right) answers[id] = answer;
  }
  // Of two schedules the one that was asked later knows more.
  const returns: Record<string, Return> = { ...other.returns };
  for (const [id, mineOf] of Object.entries(mine.returns)) {
    if (mineOf.asked >= (returns[id]?.asked ?? 0)) returns[id] = mineOf;
  }
  return {
    ...mine,
    predictions: { ...other.predictions, ...mine.predictions },
    steps: { ...other.steps, ...mine.steps },
    answers,
    returns,
  };
};
