/** How far a learner came. It lives in the browser only, and in files the learner exports. */
export interface Progress {
  readonly version: 2;
  /** Prediction id → option id. */
  readonly predictions: Readonly<Record<string, string>>;
  /** `0.1a/1` (lab, step from 1) → the sentence that said what was seen. */
  readonly steps: Readonly<Record<string, string>>;
  /** Question id → the option chosen last, by its place in the lesson's facts, and whether it was right. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Question id → when it was last asked. Only questions of lessons that are finished come back. */
  readonly returns: Readonly<Record<string, Return>>;
  /** Before this moment, in ms since 1970, no old question is asked. */
  readonly quietUntil: number;
  /** The way through the course that previous and next follow. */
  readonly path: 'whole' | 'fast';
}

/** A question that comes back: `components/returns/schedule.ts` says when. */
export interface Return {
  /** The slug of its lesson. */
  readonly lesson: string;
  /** How far apart it has come, from 0: one more with every right answer. */
  readonly rung: number;
  /** When it was answered last, in ms since 1970. */
  readonly asked: number;
}

export interface Answer {
  readonly chosen: number;
  readonly right: boolean;
}

export const noProgress: Progress = {
  version: 2,
  predictions: {},
  steps: {},
  answers: {},
  returns: {},
  quietUntil: 0,
  path: 'whole',
};

export const stepKey = (lab: string, step: number): string => `${lab}/${step}`;

/** What a file may hold at most: ten times the whole course. */
const limits = { entries: 10_000, characters: 2_000 } as const;

/** A file or a stored text that is no progress. The message is for the learner. */
export class NotProgress extends Error {}

const recordOf = <T>(value: unknown, what: string, check: (entry: unknown) => entry is T): Record<string, T> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NotProgress(`The part “${what}” is missing or damaged, so nothing was changed. Export the file again.`);
  }
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length > limits.entries)
    throw new NotProgress(`The part “${what}” is larger than the whole course. Nothing was changed.`);
  const kept: [string, T][] = [];
  for (const [key, entry] of entries) {
    if (key.length > 200 || !check(entry)) {
      throw new NotProgress(
        `In “${what}” the entry “${key.slice(0, 40)}” is not what First Hop writes. Nothing was changed.`,
      );
    }
    kept.push([key, entry]);
  }
  return Object.fromEntries(kept);
};

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= limits.characters;

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  Number.isSafeInteger((value as Answer).chosen) &&
  typeof (value as Answer).right === 'boolean';

/** A moment in ms since 1970. */
const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isReturn = (value: unknown): value is Return =>
  typeof value === 'object' &&
  value !== null &&
  isText((value as Return).lesson) &&
  Number.isSafeInteger((value as Return).rung) &&
  (value as Return).rung >= 0 &&
  isMoment((value as Return).asked);

/** What version 2 added. A file of version 1 has none of it: its lessons are scheduled when they are next seen. */
const partsOfVersion2 = (parts: Record<string, unknown>): Pick<Progress, 'returns' | 'quietUntil' | 'path'> => {
  if (parts.version === 1) return { returns: {}, quietUntil: 0, path: 'whole' };
  const returns = recordOf(parts.returns, 'returns', isReturn);
  return {
    returns: Object.fromEntries(
      Object.entries(returns).map(([id, { lesson, rung, asked }]) => [id, { lesson, rung, asked }]),
    ),
    quietUntil: isMoment(parts.quietUntil) ? parts.quietUntil : 0,
    path: parts.path === 'fast' ? 'fast' : 'whole',
  };
};

/** @throws NotProgress with a sentence that says what is wrong */
export const readProgress = (text: string): Progress => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotProgress(
      'This file is not JSON, so it is no progress of First Hop. Nothing was changed. Choose the file that Export saved.',
    );
  }
  if (typeof value !== 'object' || value === null || !('version' in value)) {
    throw new NotProgress(
      'This file holds no progress of First Hop. Nothing was changed. Choose the file that Export saved.',
    );
  }
  if (value.version !== 1 && value.version !== 2) {
    throw new NotProgress(
      'This file was written by another version of First Hop, which this one cannot read. Nothing was changed.',
    );
  }
  const parts = value as Record<string, unknown>;
  const answers = recordOf(parts.answers, 'answers', isAnswer);
  return {
    version: 2,
    predictions: recordOf(parts.predictions, 'predictions', isText),
    steps: recordOf(parts.steps, 'steps', isText),
    answers: Object.fromEntries(Object.entries(answers).map(([id, { chosen, right }]) => [id, { chosen, right }])),
    ...partsOfVersion2(parts),
  };
};

export const writeProgress = (progress: Progress): string => `${JSON.stringify(progress, null, 2)}\n`;

/** What a lesson asks for: the keys of its steps and of its quiz. */
export interface Goals {
  readonly steps: readonly string[];
  readonly questions: readonly string[];
}

export type Standing = 'new' | 'begun' | 'done';

/** A lesson is done when every step happened and every quiz question was answered rightly. */
export const standing = (progress: Progress, goals: Goals): Standing => {
  const reached =
    goals.steps.filter((key) => progress.steps[key] !== undefined).length +
    goals.questions.filter((id) => progress.answers[id]?.right).length;
  if (reached === 0) return 'new';
  return reached === goals.steps.length + goals.questions.length ? 'done' : 'begun';
};
