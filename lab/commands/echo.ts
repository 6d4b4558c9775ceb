import type { Command } from '../shell/command.ts';

export const echo: Command = {
  name: 'echo',
  summary: 'writes its words',
  usage: ['echo [-n] [word …]'],
  flags: [{ name: '-n', says: 'no line end after the words' }],
  about: 'Writes the words you give it, with one blank between them, and a line end. Useful before a pipe.',
  examples: [
    { line: 'echo hello', says: 'writes hello' },
    {
      line: 'echo "PASS first-hop" | nc -N 127.0.0.1 5001',
      says: 'sends one line to a room and then finishes sending',
    },
    { line: 'echo $?', says: 'the exit status of the command before: 0 went well' },
  ],
  async run({ args, output }) {
    const bare = args[0] === '-n';
    await output.write(`${(bare ? args.slice(1) : args).join(' ')}${bare ? '' : '\n'}`);
    return 0;
  },
};
