import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { roomPython } from '../../content/build-a-chat-room/room-python.ts';
import { roomStarter } from '../../content/build-a-chat-room/room-starter.ts';
import { roomTypescript } from '../../content/build-a-chat-room/room-typescript.ts';
import { hasPython } from '../python/pythons.ts';

// The rooms of lesson 5.7 as programs of their own, and the tester as one, too: what a learner does outside the page.

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Reads TypeScript in the same process, so that ending it ends the program. */
const tsx = `--import=${pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'esm', 'index.mjs')).href}`;
const running: { program: ChildProcess; folder: string }[] = [];

afterEach(async () => {
  for (const { program, folder } of running.splice(0)) {
    const gone = new Promise((resolve) => program.once('exit', resolve));
    if (program.exitCode === null && program.kill('SIGKILL')) await gone;
    rmSync(folder, { recursive: true, force: true });
  }
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Starts a room. @returns its port and its process, once it says that it listens */
async function started(language: 'python' | 'typescript', source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-room-'));
  const file = join(folder, language === 'python' ? 'room.py' : 'room.mts');
  writeFileSync(file, source);
  const port = await freePort();
  const [command, args] = language === 'python' ? ['python3', ['-u', file]] : [process.execPath, [tsx, file]];
  const program = spawn(command, [...args, String(port)], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push({ program, folder });
  let said = '';
  program.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  await new Promise<void>((resolve, reject) => {
    program.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes(`listens on port ${port}`)) resolve();
    });
    program.once('close', () => reject(new Error(`The room ended:\n${said}`)));
  });
  return { port, program, folder, said: () => said };
}

/** Runs the tester in a process of its own. */
function tested(...args: readonly string[]): Promise<{ out: string; status: number }> {
  const tester = spawn(process.execPath, [join(root, 'lab-server', 'tester', 'bin.js'), ...args], { cwd: root });
  let out = '';
  for (const stream of [tester.stdout, tester.stderr])
    stream.on('data', (chunk) => {
      out += String(chunk);
    });
  return new Promise((resolve) => tester.once('close', (status) => resolve({ out, status: status ?? -1 })));
}

describe.skipIf(!hasPython)('the room in Python, run by python3', () => {
  it('has every light when it is finished, and writes no file', async () => {
    const room = await started('python', roomPython);
    const { out, status } = await tested('server', `127.0.0.1:${room.port}`, '--password', 'tea');
    expect(out, room.said()).toContain('20 of 20 passed. Safety: 6 of 6.');
    expect(status).toBe(0);
    const files = spawnSync('ls', ['-A', room.folder], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
    expect(files.filter((name) => name !== '__pycache__')).toEqual(['room.py']);
  }, 60_000);

  it('has five as it was begun', async () => {
    const room = await started('python', roomStarter);
    const { out, status } = await tested('server', String(room.port), '--password', 'tea');
    expect(out).toMatch(/^5 of 20 passed. Safety: 1 of 6.$/m);
    expect(status).toBe(1);
  }, 60_000);
});

describe('the room in TypeScript, run by Node', () => {
  it('has every light', async () => {
    const room = await started('typescript', roomTypescript);
    const { out } = await tested('server', `localhost:${room.port}`, '--password=tea');
    expect(out, room.said()).toContain('20 of 20 passed. Safety: 6 of 6.');
  }, 60_000);
});

describe('the tester in a shell', () => {
  it('says what it can do, and what was wrong with the line', async () => {
    expect(await tested('--help')).toMatchObject({ status: 0, out: expect.stringContaining('test-my client port') });
    expect(await tested('serve')).toMatchObject({ status: 2, out: expect.stringContaining('server or client') });
    expect(await tested('server', 'there')).toMatchObject({
      status: 2,
      out: expect.stringContaining('127.0.0.1:5050'),
    });
    expect(await tested('server', '--fast')).toMatchObject({ status: 2 });
  }, 30_000);

  it('says when nobody listens', async () => {
    const port = await freePort();
    const { out, status } = await tested('server', String(port));
    expect(out).toContain('ECONNREFUSED');
    expect(status).toBe(1);
  }, 30_000);
});
