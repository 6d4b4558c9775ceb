import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { heapBytes, heapFlags, heapOf } from '../heap-snapshot.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { scaled } from './scale.ts';

// F8. Half a class disappears at once (a process with all their pages is killed). The rooms notice, sockets and memory
// come back.

afterEach(killServers);

const gone = async (url: string, green: number, count: number): Promise<void> => {
  const child = spawn(
    process.execPath,
    [join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'tests/failures/many-pages.ts', url, String(green), String(count)],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' },
  );
  await once(child.stdout, 'data');
  const exit = once(child, 'exit');
  if (child.pid && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
  else child.kill('SIGKILL');
  await exit;
};

const health = async (url: string): Promise<{ members: number; sockets: number }> =>
  (await fetch(`${url}healthz`)).json() as Promise<{ members: number; sockets: number }>;

it.skipIf(process.platform === 'win32')(
  'releases every socket of pages that were killed, and their memory',
  { timeout: 300_000 },
  async () => {
    const { flags, folder } = heapFlags();
    const server = startServer(['--port', '0', ...(await freePorts())], undefined, flags);
    const url = await server.url();
    const count = scaled(60, 150);
    // Compiled code comes and goes by some percent, so rounds are compared by halves; a leak would only grow.
    const after: number[] = [];
    for (let round = 0; round < scaled(2, 6); round++) {
      await gone(url, server.ports.green, count);
      await expect.poll(async () => (await health(url)).members, { timeout: 10_000 }).toBe(0);
      await expect.poll(async () => (await health(url)).sockets, { timeout: 10_000 }).toBe(0);
      after.push(heapBytes(await heapOf(server, folder)));
    }
    rmSync(folder, { recursive: true });
    const half = Math.ceil(after.length / 2);
    expect(Math.min(...after.slice(half))).toBeLessThan(Math.max(...after.slice(0, half)) * 1.05);
  },
);
