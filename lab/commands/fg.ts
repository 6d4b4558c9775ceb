import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';

export const fg: Command = {
  name: 'fg',
  summary: 'brings a background job to the front',
  usage: ['fg [%number]'],
  about:
    'Gives the terminal to a job in the background: what you type goes to it, Ctrl-C ends it. Without a number it takes the newest.',
  examples: [
    { line: 'fg', says: 'the newest job' },
    { line: 'fg %1', says: 'the job that `jobs` lists as [1]' },
  ],
  async run({ args, jobs: control, error }) {
    const word = args[0] ?? `${control.list().at(-1)?.number ?? ''}`;
    if (word === '') {
      await error.write('fg: Nothing runs in the background. Put & behind a command to start it there.\n', 'error');
      return 1;
    }
    const number = /^%?\d+$/.test(word) ? Number(word.replace('%', '')) : Number.NaN;
    if (Number.isNaN(number)) throw new WrongUsage(`${word} is no job number; \`jobs\` lists them as [1], [2] …`);
    const status = await control.foreground(number);
    if (status === null) {
      await error.write(`fg: There is no job [${number}]. \`jobs\` lists what runs.\n`, 'error');
      return 1;
    }
    return status;
  },
};
