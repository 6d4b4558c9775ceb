import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

// The built program as `npm start` runs it, in a process of its own.

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Run {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly complained: () => string;
  readonly exit: Promise<number | null>;
}

const start = (...args: string[]): Run => {
  const child = spawn(process.execPath, ['build/lab-server/main.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (bytes) => {
    out += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    err += bytes;
  });
  return {
    child,
    printed: () => out,
    complained: () => err,
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
};

const until = async (what: () => boolean, run: Run): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!what()) {
    if (Date.now() > deadline) throw new Error(`waited 10 s; printed: ${run.printed()} ${run.complained()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const ports = async () => {
  const first = await freePort();
  return ['--lobby-port', String(await freePort()), '--chat-ports', `${first}-${first + 10}`];
};

describe('npm start', () => {
  it('prints one line with one URL within 3 s', async () => {
    const began = performance.now();
    const run = start('--port', '0', ...(await ports()));
    await until(() => run.printed().includes('\n'), run);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(run.printed().trim().split('\n')).toHaveLength(1);
    const url = /http:\S+/.exec(run.printed())?.[0] ?? '';
    expect(await (await fetch(url)).text()).toContain('First Hop');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: members are told, sockets end with FIN, status 0 within 2 s',
    async (signal) => {
      const chat = await ports();
      const run = start('--port', '0', ...chat);
      await until(() => run.printed().includes('\n'), run);
      const green = Number((chat[3] ?? '').split('-')[0]) + 1;
      const member = connect({ port: green, host: '127.0.0.1' });
      let heard = '';
      member.on('data', (bytes) => {
        heard += bytes;
      });
      const finished = once(member, 'end');
      await until(() => heard.includes('OK you='), run);
      const began = performance.now();
      run.child.kill(signal);
      await finished;
      expect(await run.exit).toBe(0);
      expect(performance.now() - began).toBeLessThan(2_000);
      expect(heard).toContain('BYE');
    },
  );

  it('names the taken port, who has it, and what to type instead', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const taken = (blocker.address() as AddressInfo).port;
    const run = start('--port', '0', '--lobby-port', String(taken), '--chat-ports', (await ports())[3] ?? '');
    expect(await run.exit).toBe(1);
    expect(run.complained()).toContain(`Port ${taken} on 127.0.0.1, meant for the lobby, is taken`);
    if (process.platform === 'linux') expect(run.complained()).toContain(`process ${process.pid}`);
    expect(run.complained()).toContain('--lobby-port');
    blocker.close();
  });

  it('stops when the page port that was asked for is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const run = start('--port', String((blocker.address() as AddressInfo).port), ...(await ports()));
    expect(await run.exit).toBe(1);
    expect(run.complained()).toContain('--port 4001');
    blocker.close();
  });

  it('says what an option takes when it is wrong', async () => {
    const run = start('--chat-ports', 'lots');
    expect(await run.exit).toBe(2);
    expect(run.complained()).toContain('such as 6001-6099');
  });
});
