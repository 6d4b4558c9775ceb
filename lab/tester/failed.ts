/** How a connection stood when a check looked at it. */
export type Ending = 'open' | 'fin' | 'rst';

export interface FailedFacts {
  /** What the tester had sent last, as a person reads it: `SAY hello\n`. */
  readonly sent: string;
  /** What should have come: a pattern, or a sentence. */
  readonly expected: string;
  readonly came: Uint8Array;
  readonly ending: Ending;
  /** The first byte of `came` that is not as expected, or null where nothing can be pointed at. */
  readonly wrongAt: number | null;
  /** ms that the tester waited, where it waited in vain. */
  readonly waited?: number;
  /** What the mistake probably is. */
  readonly because?: string | undefined;
}

/** A check found something else than it should. */
export class Failed extends Error {
  readonly facts: FailedFacts;

  constructor(facts: FailedFacts) {
    super(`Expected ${facts.expected}`);
    this.name = 'Failed';
    this.facts = facts;
  }
}
