import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readOptions } from './options.ts';

export const head: Command = {
  name: 'head',
  summary: 'keeps the first lines',
  usage: ['… | head [-n lines]', '… | head -1'],
  flags: [{ name: '-n', value: 'lines', says: 'how many lines, 10 unless said' }],
  about: 'Writes the first lines of what it reads, then ends; the command before it ends with it.',
  examples: [
    { line: 'nc 127.0.0.1 5001 | head -1', says: 'only the greeting of a room' },
    { line: 'ss -tan | head -3', says: 'the first three lines' },
    { line: 'history | head -n 5', says: 'the oldest five lines you typed' },
  ],
  async run({ args, input, output, signal }) {
    const options = readOptions(
      args.map((arg) => arg.replace(/^-(\d+)$/, '-n$1')),
      { valued: 'n' },
    );
    const wanted = Number(options.value('-n') ?? 10);
    if (!Number.isInteger(wanted) || wanted < 0) throw new WrongUsage('The number of lines is a whole number.');
    if (options.words.length > 0) throw new WrongUsage('There are no files here; put a command and | before it.');
    for (let count = 0; count < wanted; count += 1) {
      const line = await input.readLine(signal);
      if (line === null) break;
      await output.write(`${line}\n`);
    }
    return 0;
  },
};
