import type { Check } from './check.ts';
import type { Scenario } from './scenario.ts';

/** For tests: the check must not pass yet. @returns what it says is missing */
export const saying = (check: Check, scenario: Scenario): string => judged(check, scenario, false);

/** For tests: the check must pass. @returns what it says it saw */
export const passes = (check: Check, scenario: Scenario): string => judged(check, scenario, true);

function judged(check: Check, scenario: Scenario, shouldPass: boolean): string {
  const { passed, saying } = check(scenario.evidence);
  if (passed !== shouldPass) throw new Error(`The check ${passed ? 'passed' : 'did not pass'}: ${saying}`);
  return saying;
}
