import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { heapFlags, heapOf } from '../heap-snapshot.ts';
import { freePorts, killServers, type ServerProcess, startServer } from '../server-process.ts';

// F16 and threat 16. The server opens no file for writing, so a read-only disk does not matter and nothing that was
// said can be read from one.

afterEach(killServers);

const marker = `marker-${process.pid}-walnut`;

/** Joins the open room, says the marker and the password of blue, leaves. */
const chat = async (server: ServerProcess): Promise<void> => {
  const blue = connect({ port: server.ports.blue, host: '127.0.0.1' });
  let heard = '';
  blue.on('data', (bytes) => {
    heard += bytes;
  });
  blue.write(`PASS wrong-${marker}\nPASS first-hop\nSAY ${marker}\n`);
  await expect.poll(() => heard, { timeout: 10_000 }).toContain(`MSG `);
  await expect.poll(() => heard).toContain(marker);
  blue.write('BYE\n');
  await once(blue, 'close');
};

const hasStrace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

describe('nothing is stored', () => {
  it.runIf(process.platform === 'linux')('holds no file open for writing while a room is used', async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    await server.url();
    await chat(server);
    const writable = openFiles(server.child.pid ?? 0).filter(({ path, writable }) => writable && isOnDisk(path));
    expect(writable).toEqual([]);
  });

  it('prints neither a text nor a password', async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    await server.url();
    await chat(server);
    server.child.kill('SIGTERM');
    await server.exit;
    expect(server.printed() + server.complained()).not.toContain('walnut');
    expect(server.printed() + server.complained()).not.toContain('first-hop');
  });

  it.skipIf(process.platform === 'win32')(
    'keeps neither in its memory once everybody has left',
    { timeout: 60_000 },
    async () => {
      const { flags, folder } = heapFlags();
      const server = startServer(['--port', '0', ...(await freePorts())], undefined, flags);
      await server.url();
      await chat(server);
      const heap = await heapOf(server, folder);
      rmSync(folder, { recursive: true });
      expect(heap).toContain('chat/1');
      expect(heap).not.toContain('walnut');
    },
  );

  it.runIf(hasStrace)(
    'asks the system for no file to write (strace), and the marker is in none',
    { timeout: 60_000 },
    async () => {
      const server = startServer(['--port', '0', ...(await freePorts())]);
      await server.url();
      const folder = mkdtempSync(join(tmpdir(), 'first-hop-strace-'));
      const trace = join(folder, 'trace');
      const strace = spawn(
        'strace',
        ['-f', '-e', 'trace=open,openat,creat,rename,mkdir', '-o', trace, '-p', String(server.child.pid)],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
      await once(strace.stderr, 'data');
      await chat(server);
      server.child.kill('SIGTERM');
      await server.exit;
      await once(strace, 'exit');
      const calls = readFileSync(trace, 'utf8');
      rmSync(folder, { recursive: true });
      expect(
        calls
          .split('\n')
          .filter(
            (line) => /O_WRONLY|O_RDWR|O_CREAT|creat\(|rename\(|mkdir\(/.test(line) && !line.includes('/dev/null'),
          ),
      ).toEqual([]);
    },
  );
});

interface OpenFile {
  readonly path: string;
  readonly writable: boolean;
}

/** What /proc says of a process's descriptors. One that closes while we look is none. */
function openFiles(pid: number): OpenFile[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
      return [{ path: readlinkSync(`/proc/${pid}/fd/${fd}`), writable: (Number.parseInt(flags, 8) & 0o3) !== 0 }];
    } catch {
      return [];
    }
  });
}

/** `socket:[1]`, `pipe:[2]` and `anon_inode:…` are no paths; /dev holds terminals and the null device. */
function isOnDisk(path: string): boolean {
  return path.startsWith('/') && !path.startsWith('/dev/');
}
