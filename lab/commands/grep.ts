import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readOptions } from './options.ts';

export const grep: Command = {
  name: 'grep',
  summary: 'keeps the lines that match',
  usage: ['… | grep [-i] [-v] [-c] [-F] pattern'],
  flags: [
    { name: '-i', says: 'upper and lower case are the same' },
    { name: '-v', says: 'keeps the lines that do not match' },
    { name: '-c', says: 'only how many' },
    { name: '-F', says: 'the pattern is plain text, not a regular expression' },
  ],
  about: 'Reads lines and writes those that match a regular expression. Its status is 0 if there was one, 1 if not.',
  examples: [
    { line: 'ss -tan | grep 5001', says: 'only the rows with 5001 in them' },
    { line: 'rooms | grep -v password', says: 'rooms without a password' },
    { line: 'ss -ltn | grep -c LISTEN', says: 'how many listeners there are' },
  ],
  async run({ args, input, output, signal }) {
    const options = readOptions(args, { flags: 'ivcFEn' });
    const [pattern, ...others] = options.words;
    if (pattern === undefined) throw new WrongUsage('A pattern is missing.');
    if (others.length > 0) throw new WrongUsage('There are no files here; put a command and | before it.');
    const matches = matcher(pattern, options.has('-i'), options.has('-F'));
    let count = 0;
    for (let line = await input.readLine(signal); line !== null; line = await input.readLine(signal)) {
      if (matches(line) === options.has('-v')) continue;
      count += 1;
      if (!options.has('-c')) await output.write(`${line}\n`);
    }
    if (options.has('-c')) await output.write(`${count}\n`);
    return count > 0 ? 0 : 1;
  },
};

function matcher(pattern: string, anyCase: boolean, plain: boolean): (line: string) => boolean {
  const source = plain ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : pattern;
  try {
    const expression = new RegExp(source, anyCase ? 'iu' : 'u');
    return (line) => expression.test(line);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new WrongUsage(`The pattern is no regular expression (${why}). -F takes it as plain text.`);
  }
}
