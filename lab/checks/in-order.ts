import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/**
 * Each of the checks came true after the one before it. What came true too early may come true again.
 * A check that does not say when it came true counts as true from the start.
 */
export function inOrder(...checks: readonly Check[]): Check {
  return (evidence) => {
    let after = -1;
    let saying = 'Nothing to wait for.';
    for (const check of checks) {
      const verdict = check(evidence);
      if (!verdict.passed) return missing(verdict.saying);
      const next = verdict.at === undefined ? after : verdict.at.find((seq) => seq > after);
      if (next === undefined)
        return missing(`That happened too early. Do it once more, now. (So far: ${verdict.saying})`);
      after = next;
      saying = verdict.saying;
    }
    return seen(saying, [after]);
  };
}
