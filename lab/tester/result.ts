import type { FailedFacts } from './failed.ts';

/** `blocked`: something it needs did not work; `skipped`: not asked of this room. */
export type Outcome = 'passed' | 'failed' | 'blocked' | 'skipped';

/** What became of one check. */
export interface Result {
  readonly check: string;
  readonly title: string;
  readonly lesson: string;
  readonly safety: boolean;
  readonly outcome: Outcome;
  /** Where it failed. */
  readonly facts?: FailedFacts;
  /** Why it was not tried, or what is worth telling although it passed. */
  readonly note?: string | undefined;
}

export const passedOf = (results: readonly Result[]): number =>
  results.filter(({ outcome }) => outcome === 'passed').length;
