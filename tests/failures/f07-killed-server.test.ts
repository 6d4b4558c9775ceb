import { afterEach, expect, it } from 'vitest';
import type { ThisComputer } from '../../lab/this-computer.ts';
import { nodePage, readUntil } from '../node-page.ts';
import { freePort, freePorts, killServers, startServer } from '../server-process.ts';
import { scaled } from './scale.ts';

// F7. The server dies without a word (kill -9) with a class online. Every page says so within 1 s, and all are back
// within 10 s after a restart, by themselves.

const computers: ThisComputer[] = [];
afterEach(() => {
  for (const computer of computers.splice(0)) computer.close();
  killServers();
});

const join = async (computer: ThisComputer, port: number): Promise<void> => {
  const stream = await computer.connect({ address: '127.0.0.1', port });
  await readUntil(stream, 'OK you=');
};

it('is noticed by every page within 1 s, and all come back by themselves', { timeout: 120_000 }, async () => {
  const args = ['--port', String(await freePort()), ...(await freePorts())];
  const first = startServer(args);
  const url = await first.url();
  const pages = Array.from({ length: scaled(40, 300) }, () => nodePage(url));
  computers.push(...pages.map((page) => page.computer));
  await Promise.all(pages.map(({ computer }) => join(computer, first.ports.green)));

  const killed = performance.now();
  const told = pages.map(
    ({ computer }) =>
      new Promise<number>((resolve) => {
        const stop = computer.onState((state) => {
          if (state === 'online') return;
          stop();
          resolve(performance.now() - killed);
        });
      }),
  );
  first.child.kill('SIGKILL');
  const noticed = await Promise.all(told);
  expect(Math.max(...noticed)).toBeLessThan(1_000);
  for (const { log } of pages) expect(log.entries.map((entry) => entry.kind)).toContain('host.lost');

  const second = startServer(args);
  await second.url();
  const restarted = performance.now();
  await Promise.all(
    pages.map(async ({ computer }) => {
      await expect.poll(() => computer.state, { timeout: 15_000, interval: 50 }).toBe('online');
      await join(computer, second.ports.green);
    }),
  );
  expect(performance.now() - restarted).toBeLessThan(10_000);
});
