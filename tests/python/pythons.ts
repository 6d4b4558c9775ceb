import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../lab/commands/index.ts';
import type { EvidenceLog } from '../../lab/evidence/log.ts';
import { FileStore } from '../../lab/files/file-store.ts';
import type { Host } from '../../lab/host.ts';
import { TerminalRig } from '../../lab/memory-host/terminal-rig.ts';
import type { PythonRuntime } from '../../lab/python/runtime.ts';

/** What a program printed, both streams, and its exit status. */
export interface Ran {
  readonly out: string;
  readonly status: number;
}

export const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

if (!hasPython)
  process.stdout.write('\n*** No python3 (3.9 or newer) here: what compares our Python with it is SKIPPED. ***\n');

/** Runs it in the learner's own python3. */
export async function runOutside(source: string, input = '', args: readonly string[] = []): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-python-'));
  try {
    writeFileSync(join(folder, 'program.py'), source);
    // One pipe for both streams, and unbuffered, so that their order is true.
    return await ranOutside(
      'sh',
      ['-c', 'exec "$@" 2>&1', 'sh', 'python3', '-u', join(folder, 'program.py'), ...args],
      input,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command of this machine. */
export function ranOutside(command: string, args: readonly string[], input: string): Promise<Ran> {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ out, status: status ?? -1 }));
  });
}

/** Runs it as the page does, at a terminal of this host. Lines of the input are typed when it asks for them. */
export async function runInPage(
  source: string,
  {
    host,
    log,
    python,
    input = '',
    args = [],
  }: { host: Host; log: EvidenceLog; python: PythonRuntime; input?: string; args?: readonly string[] },
): Promise<Ran> {
  const files = new FileStore([{ file: 'program.py', starter: source }]);
  const rig = new TerminalRig({ commands, files, python, host, log, columns: 1_000 });
  const lines = input.split('\n').slice(0, -1);
  const before = log.entries.at(-1)?.seq ?? -1;
  rig.line(`python program.py ${args.join(' ')}`);
  for (const line of lines) rig.shell.enter(line);
  await rig.happens((fact) => fact.kind === 'command.ended' && fact.seq > before);
  await rig.atPrompt();
  const ended = log.entries.findLast((fact) => fact.kind === 'command.ended');
  const out = rig.seen
    .replace(/^.*\n/, '')
    .replace(/^Fetching and starting Python …\n/, '')
    .replace(/lab\$ $/, '');
  return { out, status: ended?.kind === 'command.ended' ? ended.status : -1 };
}
