import type { Check } from './check.ts';
import { RunningCommands } from './running-commands.ts';
import { missing, seen } from './verdict.ts';

/** A command of this name got a TCP port to listen on, whichever. It may have ended since. */
export function commandListens(name: string): Check {
  return (evidence) => {
    const commands = new RunningCommands();
    const listening: number[] = [];
    for (const fact of evidence) {
      commands.take(fact);
      if (fact.kind === 'tcp.listening' && commands.newestName === name) listening.push(fact.seq);
    }
    if (listening.length === 0) return missing(`No \`${name}\` of yours has a port to listen on yet.`);
    return seen(`\`${name}\` has a port and listens.`, listening);
  };
}
