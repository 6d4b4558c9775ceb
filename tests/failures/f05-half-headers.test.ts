import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { figure } from './figure.ts';
import { percentile } from './percentile.ts';
import { scaled } from './scale.ts';

// F5. Slowloris: headers that never end. The page goes on, and every such connection is cut.

afterEach(killServers);

/** ms of `count` page loads, one after the other. */
const loads = async (url: string, count: number): Promise<number[]> => {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const began = performance.now();
    await (await fetch(url)).text();
    times.push(performance.now() - began);
  }
  return times;
};

it('cuts half-sent headers within 15 s while pages load as before', { timeout: 60_000 }, async () => {
  const server = startServer(['--port', '0', ...(await freePorts())]);
  const url = await server.url();
  await loads(url, 30);
  const quiet = percentile(await loads(url, scaled(100, 1_000)), 99);

  // A browser opens connections ahead of need. What comes on one that never asked, it takes for the answer to the
  // request it sends next: so nothing may.
  const ahead = Array.from({ length: 5 }, () => connect({ port: Number(new URL(url).port), host: '127.0.0.1' }));
  let unasked = '';
  let leftAlone = 0;
  for (const socket of ahead) {
    socket.on('data', (bytes) => {
      unasked += bytes;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      leftAlone += 1;
    });
  }

  const count = scaled(100, 500);
  const began = performance.now();
  let cut = 0;
  let sent = 0;
  const sockets: Socket[] = [];
  const allCut = new Promise<void>((resolve) => {
    for (let at = 0; at < count; at++) {
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
      socket.on('connect', () => {
        sent += 1;
        socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(url).host}\r\nX-Slow: `);
      });
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.on('close', () => {
        cut += 1;
        if (cut === count) resolve();
      });
      sockets.push(socket);
    }
  });
  // Opening so many is work for this very process, which would count as the server's.
  await expect.poll(() => sent, { timeout: 5_000 }).toBe(count);
  const busy = percentile(await loads(url, scaled(100, 1_000)), 99);
  figure(
    `F5 p99 of a page load: quiet ${quiet.toFixed(1)} ms, beside ${count} half-sent headers ${busy.toFixed(1)} ms`,
  );
  // A page takes a millisecond or two, so the scheduler's own noise gets a floor; with 100 samples p99 is the worst of
  // them, and `npm test` shares the machine with the tests' own browser.
  expect(busy).toBeLessThanOrEqual(Math.max(2 * quiet, scaled(40, 15)));
  await allCut;
  expect(performance.now() - began).toBeLessThan(15_000);
  await expect.poll(() => leftAlone, { timeout: 5_000 }).toBe(ahead.length);
  expect(unasked).toBe('');
});
