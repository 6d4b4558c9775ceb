import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { scaled } from './scale.ts';

// F9. A process that may hold only 256 files, then a flood of connections: polite refusals, and recovery.

afterEach(killServers);

const opened = async (port: number, count: number): Promise<Socket[]> => {
  const sockets: Socket[] = [];
  await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<void>((resolve) => {
          const socket = connect({ port, host: '127.0.0.1' });
          socket.on('connect', resolve);
          socket.on('error', () => resolve());
          socket.on('data', () => undefined);
          sockets.push(socket);
        }),
    ),
  );
  return sockets;
};

/** What the open room says to a newcomer within 5 s. */
const greeting = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let heard = '';
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(heard);
    };
    const timer = setTimeout(done, 5_000);
    socket.on('data', (bytes) => {
      heard += bytes;
      if (heard.includes('\n')) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });

it.skipIf(process.platform === 'win32')(
  'refuses politely with few files, and recovers',
  { timeout: 120_000 },
  async () => {
    const server = startServer(['--port', '0', ...(await freePorts())], 256);
    const url = await server.url();
    for (let round = 0; round < scaled(1, 5); round++) {
      const flood = await opened(server.ports.green, 400);
      const page = await opened(Number(new URL(url).port), 100);
      expect(server.child.exitCode, server.complained()).toBeNull();
      for (const socket of [...flood, ...page]) socket.destroy();
      await expect.poll(() => greeting(server.ports.green), { timeout: 15_000 }).toContain('HELLO chat/1 room=green');
      expect((await fetch(`${url}healthz`)).status).toBe(200);
    }
    expect(server.complained()).not.toContain('Error');
  },
);
