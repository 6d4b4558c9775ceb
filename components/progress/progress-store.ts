import { noProgress, type Progress, readProgress, writeProgress } from './progress.ts';

const key = 'first-hop.progress';
const damagedKey = 'first-hop.progress.damaged';

let current: Progress | null = null;
let remembered = true;
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

const load = (): Progress => {
  let text: string | null;
  try {
    text = localStorage.getItem(key);
  } catch {
    remembered = false; // Storage is switched off in this browser: the page works, and forgets.
    return noProgress;
  }
  if (text === null) return noProgress;
  try {
    return readProgress(text);
  } catch {
    localStorage.setItem(damagedKey, text); // Nothing is thrown away: a person can still rescue it.
    return noProgress;
  }
};

const save = (progress: Progress): void => {
  current = progress;
  try {
    localStorage.setItem(key, writeProgress(progress));
    remembered = true;
  } catch {
    remembered = false;
  }
  tell();
};

/** The learner's progress in this browser. Another tab's steps are taken over as they happen. */
export const progressStore = {
  get: (): Progress => {
    current ??= load();
    return current;
  },
  /** What the server draws: nothing is known there. */
  none: (): Progress => noProgress,
  /** False when this browser does not keep it (private mode, storage full or off). */
  isRemembered: (): boolean => {
    progressStore.get();
    return remembered;
  },
  subscribe: (listener: () => void): (() => void) => {
    if (listeners.size === 0) addEventListener('storage', onStorage);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) removeEventListener('storage', onStorage);
    };
  },
  predicted: (id: string, option: string): void => {
    const now = progressStore.get();
    save({ ...now, predictions: { ...now.predictions, [id]: option } });
  },
  /** A step once passed stays passed: the first sentence is kept. */
  passed: (step: string, saying: string): void => {
    const now = progressStore.get();
    if (now.steps[step] === undefined) save({ ...now, steps: { ...now.steps, [step]: saying } });
  },
  /** Answered rightly stays so, whatever is tried afterwards. */
  answered: (question: string, chosen: number, right: boolean): void => {
    const now = progressStore.get();
    if (now.answers[question]?.right) return;
    save({ ...now, answers: { ...now.answers, [question]: { chosen, right } } });
  },
  /** Whatever else changes; the same progress again means that nothing did. */
  change: (how: (now: Progress) => Progress): void => {
    const before = progressStore.get();
    const after = how(before);
    if (after !== before) save(after);
  },
  reset: (): void => save(noProgress),
};

function onStorage(event: StorageEvent): void {
  if (event.key !== key && event.key !== null) return;
  current = load();
  tell();
}
