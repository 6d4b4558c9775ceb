import type { Check } from './check.ts';

interface Words {
  /** What the tick says: for a check whose own words would tell what the next step asks. */
  readonly seen?: string;
  /** What is missing: for a lesson that has not explained the check's own words yet. */
  readonly missing?: string;
}

/** The same check in the words of a lesson. */
export function inWords(check: Check, words: Words): Check {
  return (evidence) => {
    const verdict = check(evidence);
    return { ...verdict, saying: (verdict.passed ? words.seen : words.missing) ?? verdict.saying };
  };
}
