import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/** One of the checks came true. Says what the one that did says, or what the first one misses. */
export function either(first: Check, ...others: readonly Check[]): Check {
  return (evidence) => {
    const verdicts = [first, ...others].map((check) => check(evidence));
    const passed = verdicts.filter((verdict) => verdict.passed);
    const best = passed[0];
    if (!best) return missing(verdicts[0]?.saying ?? '');
    return seen(
      best.saying,
      passed.flatMap((verdict) => verdict.at ?? [0]),
    );
  };
}
