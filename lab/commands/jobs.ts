import type { Command } from '../shell/command.ts';

export const jobs: Command = {
  name: 'jobs',
  summary: 'lists what runs in the background',
  usage: ['jobs'],
  about:
    'A command line that ends with & runs in the background: you keep the prompt. `jobs` lists those, `fg` brings one back to the front.',
  examples: [
    { line: 'nc -l 5006 &', says: 'listens in the background' },
    { line: 'jobs', says: 'shows it as [1]' },
    { line: 'fg %1', says: 'gives it the terminal; Ctrl-C then ends it' },
  ],
  async run({ jobs: control, output }) {
    for (const job of control.list()) {
      const state = job.waitsForTerminal ? 'Waits for the terminal' : 'Running';
      await output.write(`[${job.number}]  ${state}  ${job.line} &\n`);
    }
    return 0;
  },
};
