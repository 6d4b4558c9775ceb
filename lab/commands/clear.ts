import type { Command } from '../shell/command.ts';

export const clear: Command = {
  name: 'clear',
  aliases: ['cls'],
  summary: 'empties the screen',
  usage: ['clear'],
  about: 'Takes away all this terminal shows, also what has scrolled up. Ctrl-L does the same.',
  examples: [{ line: 'clear', says: 'a clean screen' }],
  async run({ clearScreen }) {
    clearScreen();
    return 0;
  },
};
