import type { Command } from '../shell/command.ts';
import { readOptions } from './options.ts';

export const wc: Command = {
  name: 'wc',
  summary: 'counts lines, words and bytes',
  usage: ['… | wc [-l] [-w] [-c]'],
  flags: [
    { name: '-l', says: 'lines' },
    { name: '-w', says: 'words' },
    { name: '-c', says: 'bytes (UTF-8), not characters' },
  ],
  about: 'Reads to the end and writes how many lines, words and bytes that was. Without a flag: all three.',
  examples: [
    { line: 'ss -Htan | wc -l', says: 'how many TCP sockets there are' },
    { line: 'echo é | wc -c', says: '3: two bytes for é, one for the line end' },
    { line: 'history | wc -l', says: 'how many lines you typed' },
  ],
  async run({ args, input, output, signal }) {
    const options = readOptions(args, { flags: 'lwc' });
    let [lines, words, bytes] = [0, 0, 0];
    const encoder = new TextEncoder();
    for (let line = await input.readLine(signal); line !== null; line = await input.readLine(signal)) {
      lines += 1;
      words += line.split(/\s+/).filter((word) => word !== '').length;
      bytes += encoder.encode(line).length + 1;
    }
    const all = !options.has('-l') && !options.has('-w') && !options.has('-c');
    const counts = [
      ...(all || options.has('-l') ? [lines] : []),
      ...(all || options.has('-w') ? [words] : []),
      ...(all || options.has('-c') ? [bytes] : []),
    ];
    await output.write(`${counts.map((count) => (counts.length > 1 ? String(count).padStart(7) : count)).join(' ')}\n`);
    return 0;
  },
};
