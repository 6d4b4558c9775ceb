import type { Command } from '../shell/command.ts';
import { readOptions } from './options.ts';

export const history: Command = {
  name: 'history',
  summary: 'lists the lines you typed',
  usage: ['history [-c]'],
  flags: [{ name: '-c', says: 'forgets them all' }],
  about:
    'Lists the lines typed at the prompt. They are kept in this browser, so they survive a reload. A line that begins with a blank is not kept, and an answer to a password question never is. Arrow up brings the last line back, Ctrl-R looks for one.',
  examples: [
    { line: 'history', says: 'all of them, oldest first' },
    { line: 'history | grep nc', says: 'the ones with nc in them' },
    { line: 'history -c', says: 'forgets them' },
  ],
  async run({ args, output, history: lines, forgetHistory }) {
    if (readOptions(args, { flags: 'c' }).has('-c')) {
      forgetHistory();
      return 0;
    }
    for (const [index, line] of lines.entries()) await output.write(`${String(index + 1).padStart(5)}  ${line}\n`);
    return 0;
  },
};
