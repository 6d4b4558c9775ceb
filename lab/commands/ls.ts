import type { Files } from '../files/file-store.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';

export const ls: Command = {
  name: 'ls',
  summary: 'lists the programs of this lesson',
  usage: ['ls'],
  about: `
Lists the files of this lesson: the programs that its labs let you write. They are kept in this browser, and only here;
\`cat client.py\` prints one, \`python client.py\` runs one. Your own computer's files are none of a page's business.`,
  examples: [{ line: 'ls', says: 'what there is to run' }],
  async run({ args, files, output }) {
    const unknown = args.find((name) => !name.startsWith('-') && files.read(name) === null);
    if (unknown !== undefined) throw new NotHere(`${unknown}: No such file. ${fileList(files)}`);
    for (const name of files.names) await output.write(`${name}\n`);
    return 0;
  },
};

/** A sentence that says which files there are. */
export const fileList = ({ names }: Files): string =>
  names.length === 0 ? 'This lesson has no files.' : `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`;
