import type { Evidence } from '../evidence/event.ts';

/**
 * A check reads what happened, never what was typed. `saying` is one sentence: what was seen when it passed, which
 * state is missing (and where to look) when it has not.
 */
export interface Verdict {
  readonly passed: boolean;
  readonly saying: string;
  /** Where in the log (`seq`) it came true, each time anew, oldest first. `inOrder` reads it. */
  readonly at?: readonly number[];
}

export type Check = (evidence: readonly Evidence[]) => Verdict;
