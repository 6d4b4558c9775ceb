import type { Program } from '../python/messages.ts';
import { runProgram } from '../python/run-program.ts';
import { PythonMissing } from '../python/runtime.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { abortable } from './abortable.ts';
import { fileList } from './ls.ts';
import { withSockets } from './places.ts';

export const python: Command = {
  name: 'python',
  aliases: ['python3'],
  summary: 'runs a program of this lesson in Python, with sockets',
  where: withSockets,
  usage: ['python file.py [words]', 'python -c code [words]', 'python'],
  flags: [{ name: '-c', value: 'code', says: 'run this text instead of a file' }],
  about: `
Runs a program with CPython, which is fetched and started here the first time (some seconds, then at once). Its sockets
are those of the host this terminal stands at: on this computer real ones, at a virtual host that host's. Programs are
written as for any computer: socket, select, http.client, input() and print() wait where they must. \`ls\` lists the
files; you write them in the place called Python above the terminal. The words after the file are sys.argv.

Ctrl-C raises KeyboardInterrupt. A program that goes on regardless is stopped a moment later. There are no threads
here, no other processes, and no files but those of the lesson; what a program writes into others is gone when it ends.
Without a file it is the interactive prompt; Ctrl-D leaves it.
Status: that of the program; 1 after an exception, 130 after Ctrl-C.`,
  examples: [
    { line: 'python client.py', says: 'runs the file client.py of this lesson' },
    { line: "python -c 'print(0x1389)'", says: 'a port as a header has it, and as people write it: 5001' },
  ],
  complete: () => [],
  async run(context) {
    const { python: runtime, error } = context;
    const program = programOf(context);
    if (!runtime) throw new NotHere('There is no Python in this terminal.');
    try {
      // Starting it is no part of what happens in a virtual network: its time waits.
      const started = context.host.device?.hold();
      const telling = (): void => void error.write('Fetching and starting Python …\n', 'dim');
      const taken = runtime.take(telling).finally(started);
      await tellGaps(context);
      const machine = await abortable(taken, context.signal).catch((problem: unknown) => {
        // Ctrl-C came first; whoever runs a program next need not wait again.
        if (context.signal.aborted) taken.then((late) => runtime.give(late)).catch(() => undefined);
        throw problem;
      });
      const status = await runProgram(machine, program, context);
      runtime.give(machine);
      return status;
    } catch (problem) {
      if (!(problem instanceof PythonMissing)) throw problem;
      await error.write(`python: ${problem.message}\n`, 'error');
      return 1;
    }
  },
};

/** Says where a program has `___` still: one behind a wait is met late, when everything before it must be done again. */
async function tellGaps({ args: [first = ''], files, error }: Context): Promise<void> {
  const name = first.replace(/^\.\//, '');
  const lines = (files.read(name) ?? '').split('\n').flatMap((line, at) => (/\b___\b/.test(line) ? [at + 1] : []));
  const last = lines.pop();
  if (last === undefined) return;
  const gaps = lines.length === 0 ? `a gap, in line ${last}` : `gaps, in lines ${lines.join(', ')} and ${last}`;
  await error.write(`${name} still has ${gaps}: ___ stands for what you write there.\n`, 'dim');
}

const version = 'import platform; print("Python", platform.python_version())';

/** @throws WrongUsage */
function programOf(context: Context): Program {
  const { args, files, host, input, columns } = context;
  const [first = '', second, ...rest] = args;
  if (first === '-V' || first === '--version') return programOf({ ...context, args: ['-c', version] });
  const isCode = first === '-c';
  if (isCode && second === undefined) throw new WrongUsage('-c wants the code after it, in quotes.');
  if (!isCode && first.startsWith('-') && first !== '-')
    throw new WrongUsage(`python here does not know ${first}. It takes -c or a file.`);
  const name = first === '-' ? '' : first.replace(/^\.\//, '');
  if (!isCode && name !== '' && files.read(name) === null)
    throw new NotHere(`can't open file '${name}': there is no such file in this lesson. ${fileList(files)}`);
  const texts = files.names.map((file): [string, string] => [file, files.read(file) ?? '']);
  return {
    argv: isCode ? ['-c', ...rest] : [name, ...args.slice(1)],
    code: isCode ? (second ?? '') : null,
    files: Object.fromEntries(texts),
    terminal: { input: input.interactive, output: Number.isFinite(columns) },
    host: host.kind === 'virtual' ? host.name : 'localhost',
    virtualTime: host.kind === 'virtual',
  };
}
