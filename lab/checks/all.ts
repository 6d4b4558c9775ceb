import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/** All of the checks came true, in any order. Says what the first missing one says. */
export function all(...checks: readonly Check[]): Check {
  return (evidence) => {
    const verdicts = checks.map((check) => check(evidence));
    const lacking = verdicts.find((verdict) => !verdict.passed);
    if (lacking) return missing(lacking.saying);
    const firsts = verdicts.map((verdict) => verdict.at?.[0] ?? 0);
    return seen(verdicts.map((verdict) => verdict.saying).join(' '), [Math.max(...firsts)]);
  };
}
