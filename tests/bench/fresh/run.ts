import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// From a fresh clone with an empty npm cache to the first delivered chat message, in seconds.

const folder = mkdtempSync(join(tmpdir(), 'first-hop-fresh-'));
const clone = join(folder, 'clone');
const began = performance.now();
const lap = (what: string): void => {
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
};
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const must = (command: string, args: readonly string[], cwd: string): void => {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
};

/** Joins the open room and says one line; resolves when the room has handed it back. */
const firstMessage = async (port: number): Promise<void> => {
  const member = connect({ port, host: '127.0.0.1' });
  let heard = '';
  member.on('data', (bytes) => {
    if (!heard.includes('OK you=') && `${heard}${bytes}`.includes('OK you='))
      member.write('SAY hello from a fresh clone\n');
    heard += bytes;
    if (/^MSG \S+ hello from a fresh clone$/m.test(heard)) member.end();
  });
  await once(member, 'close');
};

let server: ChildProcess | undefined;
try {
  must('git', ['clone', '--quiet', process.cwd(), clone], folder);
  lap('cloned');
  must(npm, ['install', '--no-audit', '--no-fund', '--cache', join(folder, 'npm-cache')], clone);
  lap('npm install, empty cache');
  server = spawn(npm, ['start', '--', '--port', '0', '--lobby-port', '14999', '--chat-ports', '15001-15010'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    server?.stdout?.on('data', (bytes) => {
      printed += bytes;
      if (printed.includes('First Hop is open at')) resolve();
    });
    server?.once('exit', () => reject(new Error(`npm start ended: ${printed}`)));
  });
  lap('npm start: built and open');
  await firstMessage(15_002);
  lap('first message delivered');
} finally {
  // npm, its shell and our server are one process group: Ctrl-C as a terminal sends it.
  if (server?.pid && process.platform !== 'win32') process.kill(-server.pid, 'SIGINT');
  else server?.kill('SIGINT');
  if (server) await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}
