import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/**
 * A command of this name ran in each of these terminals and has ended there; none of them runs it now.
 * @param name `ping`, or with its first word, `ip route`; that word may be abbreviated, as `ip` itself allows
 * @param says what the step's tick says, where a lesson knows better what there was to see
 */
export function commandEnded(name: string, terminals: readonly string[], says?: string): Check {
  const [command = name, word] = name.split(' ');
  const asked = new RegExp(word === undefined ? '' : `\\b${command}\\s+(-\\S+\\s+)*${word.charAt(0)}`);
  return (evidence) => {
    const ends: number[] = [];
    for (const terminal of terminals) {
      const running = new Set<number>();
      let last: number | null = null;
      for (const fact of evidence) {
        if (
          fact.kind === 'command.started' &&
          fact.terminal === terminal &&
          fact.name === command &&
          asked.test(fact.line)
        )
          running.add(fact.job);
        if (fact.kind === 'command.ended' && fact.terminal === terminal && running.delete(fact.job)) last = fact.seq;
      }
      if (running.size > 0) return missing(`\`${name}\` still runs in terminal ${terminal}. Ctrl-C ends it.`);
      if (last === null) return missing(`\`${name}\` has not run in terminal ${terminal} yet.`);
      ends.push(last);
    }
    return seen(says ?? `\`${name}\` has ended in ${terminals.join(' and ')}.`, [Math.max(...ends)]);
  };
}
