import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { abortable } from './abortable.ts';

export const sleep: Command = {
  name: 'sleep',
  summary: 'waits',
  usage: ['sleep seconds'],
  about: 'Waits so many seconds (a fraction will do), then ends. Ctrl-C ends it earlier.',
  examples: [
    { line: 'sleep 2; ss -tan', says: 'lists the sockets two seconds from now' },
    { line: 'sleep 30 &', says: 'waits in the background; `jobs` shows it' },
    { line: 'sleep 0.5 && echo done', says: 'half a second' },
  ],
  async run({ args, sleep: wait, signal }) {
    const seconds = Number(args[0] ?? Number.NaN);
    // A timer of a browser counts milliseconds in 31 bits.
    if (!(seconds >= 0 && seconds <= 86_400)) throw new WrongUsage('Say how many seconds: 0 to 86400.');
    await abortable(wait(seconds * 1000), signal);
    return 0;
  },
};
