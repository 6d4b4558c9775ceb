import type { CheckResult } from '../evidence/event.ts';
import type { FailedFacts } from './failed.ts';

export type Outcome = CheckResult['outcome'];

/** What became of one check. */
export interface Result extends CheckResult {
  readonly title: string;
  readonly lesson: string;
  /** Where it failed. */
  readonly facts?: FailedFacts;
  /** Why it was not tried, or what is worth telling although it passed. */
  readonly note?: string | undefined;
}
