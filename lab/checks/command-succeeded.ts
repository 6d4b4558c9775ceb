import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/**
 * A command of this name ran in a terminal to its end, without an error (status 0).
 * @param says what the step's tick says, where a lesson knows better what there was to see
 */
export function commandSucceeded(name: string, terminal: string, says?: string): Check {
  return (evidence) => {
    const ends = evidence.flatMap((fact) =>
      fact.kind === 'command.ended' && fact.terminal === terminal && fact.name === name ? [fact] : [],
    );
    const right = ends.filter((end) => end.status === 0);
    if (right.length > 0)
      return seen(
        says ?? `\`${name}\` has told you.`,
        right.map((end) => end.seq),
      );
    const last = ends.at(-1);
    if (last === undefined) return missing(`\`${name}\` has not run in terminal ${terminal} yet.`);
    return missing(`\`${name}\` ended with an error (status ${last.status}). Its last line says why.`);
  };
}
