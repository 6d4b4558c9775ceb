import type { Check } from './check.ts';
import { programRuns } from './program-runs.ts';
import { missing, seen } from './verdict.ts';

/** A run of this program ended with an exception that nobody caught (status 1). */
export function stoppedWithError(file: string): Check {
  return (evidence) => {
    const runs = programRuns(evidence, file);
    const stopped = runs.flatMap(({ ended }) => (ended?.status === 1 ? [ended.seq] : []));
    if (stopped.length > 0) return seen('Python stopped at the first line it could not do, and said which.', stopped);
    const last = runs.at(-1);
    if (!last) return missing(`\`${file}\` has not run yet.`);
    return missing(
      last.ended === null
        ? `\`${file}\` still runs. Wait for it, or press Ctrl-C and run it again.`
        : `\`${file}\` ended without an exception. Reset brings the five faults back, if you want to see one.`,
    );
  };
}
