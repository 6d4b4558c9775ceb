import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../../lab/lesson.ts';
import { type Command, here, type ListedCommand } from '../../lab/shell/command.ts';

/** ms a program outside may take to end after Ctrl-C. */
const GRACE_MS = 2_000;

const tsx = createRequire(import.meta.url).resolve('tsx/cli');

/**
 * `python FILE …` at our terminal, done by another program: a real python3, or Node with the TypeScript version of the
 * file. What is typed goes to it, what it prints is shown; its sockets are none of the page's.
 */
export function outsideCommand(by: 'python3' | 'node', programs: readonly Program[]): ListedCommand {
  const run: Command['run'] = async ({ args, files, input, output, error, signal }) => {
    const [file = '', ...words] = args;
    const folder = mkdtempSync(join(tmpdir(), 'first-hop-outside-'));
    for (const name of files.names) writeFileSync(join(folder, name), files.read(name) ?? '');
    const node = programs.find((program) => program.file === file)?.node;
    if (node) writeFileSync(join(folder, node.file), node.source);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const [program, ...before] =
      by === 'python3'
        ? ['python3', '-u', join(folder, file)]
        : [process.execPath, tsx, join(folder, node?.file ?? file)];
    const child = spawn(program ?? '', [...before, ...words], { cwd: folder, stdio: 'pipe' });
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (text) => void output.write(String(text)));
    child.stderr.on('data', (text) => void error.write(String(text), 'error'));
    const stop = (): void => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    };
    signal.addEventListener('abort', stop, { once: true });
    const over = new AbortController();
    const feed = async (): Promise<void> => {
      for (;;) {
        const line = await input.readLine(AbortSignal.any([signal, over.signal]));
        if (line === null) return void child.stdin.end();
        child.stdin.write(`${line}\n`);
      }
    };
    feed().catch(() => undefined);
    const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 130)));
    over.abort();
    signal.removeEventListener('abort', stop);
    rmSync(folder, { recursive: true, force: true });
    return status;
  };
  return here({
    name: 'python',
    aliases: ['python3'],
    summary: by,
    usage: ['python file'],
    about: by,
    examples: [],
    run,
  });
}
