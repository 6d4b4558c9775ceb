import type { Progress, Return } from '../progress/progress.ts';

/** One day, in ms. */
const day = 86_400_000;

/** How many days a question stays away, by its rung. One more with every right answer; a wrong one begins anew. */
export const waits = [1, 3, 7, 21] as const;

/** How long “Later” keeps all of them away, in ms: till the next sitting. */
const quiet = day / 2;

/** So many old questions open a lesson. */
export const atOnce = 2;

export interface DueReturn {
  readonly question: string;
  readonly lesson: string;
  /** In ms since 1970. */
  readonly due: number;
}

const waitOf = (rung: number): number => (waits[rung] ?? 21) * day;

/**
 * When a question is due, in ms since 1970. One that was asked more than a day from now was asked by a clock that went
 * wrong: it is due at once, not for ever away.
 */
export const dueAt = ({ rung, asked }: Return, now: number): number => (asked > now + day ? now : asked + waitOf(rung));

/** The questions of a finished lesson that have no schedule yet: they come back after a day. */
export const scheduled = (progress: Progress, lesson: string, questions: readonly string[], now: number): Progress => {
  const fresh = questions.filter((id) => progress.returns[id] === undefined);
  if (fresh.length === 0) return progress;
  const added = Object.fromEntries(fresh.map((id) => [id, { lesson, rung: 0, asked: now }]));
  return { ...progress, returns: { ...progress.returns, ...added } };
};

/** All that is due, the longest due first, without the questions of lesson `here`. */
export const allDue = (progress: Progress, now: number, here: string): readonly DueReturn[] =>
  now < progress.quietUntil
    ? []
    : Object.entries(progress.returns)
        .map(([question, entry]) => ({ question, lesson: entry.lesson, due: dueAt(entry, now) }))
        .filter(({ lesson, due }) => lesson !== here && due <= now)
        .sort((a, b) => a.due - b.due || (a.question < b.question ? -1 : 1));

/** In which order to ask: from lesson to lesson in turn, since mixed questions are remembered better than a row of one kind. */
export const inTurn = (due: readonly DueReturn[]): readonly DueReturn[] => {
  const left = [...due];
  const turns: DueReturn[] = [];
  while (left.length > 0) {
    const last = turns.at(-1)?.lesson;
    const other = left.findIndex(({ lesson }) => lesson !== last);
    turns.push(...left.splice(Math.max(0, other), 1));
  }
  return turns;
};

export const answeredAgain = (progress: Progress, question: string, right: boolean, now: number): Progress => {
  const entry = progress.returns[question];
  if (entry === undefined) return progress;
  const rung = right ? Math.min(entry.rung + 1, waits.length - 1) : 0;
  return { ...progress, returns: { ...progress.returns, [question]: { lesson: entry.lesson, rung, asked: now } } };
};

export const putOff = (progress: Progress, now: number): Progress => ({ ...progress, quietUntil: now + quiet });

export const forgotten = (progress: Progress, question: string): Progress => {
  const { [question]: _gone, ...returns } = progress.returns;
  return { ...progress, returns };
};
