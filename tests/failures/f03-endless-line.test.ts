import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { chatLimits } from '../../lab-server/config.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { heapBytes, heapFlags, heapOf } from '../heap-snapshot.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { figure } from './figure.ts';

// F3. A line of a gigabyte without end: cut within 8 KiB past the longest line, with a reason, for next to no memory.

afterEach(killServers);

const MEGABYTE = 2 ** 20;

/** Sends a line without end in pieces of `piece` bytes, each handed over before the next, until it is told to stop. */
const endless = (port: number, piece: number): Promise<{ sent: number; heard: string }> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const bytes = Buffer.alloc(piece, 0x61);
    let sent = 0;
    let heard = '';
    let told = false;
    const pump = (): void => {
      if (told || socket.destroyed || sent >= 2 ** 30) return;
      sent += piece;
      // A turn between: what the server says of this piece arrives before the next goes out.
      socket.write(bytes, () => setTimeout(pump, 1));
    };
    socket.on('data', (data) => {
      heard += data;
      told ||= heard.includes('does not end');
      if (heard.includes('HELLO') && sent === 0) pump();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ sent, heard }));
  });

it.skipIf(process.platform === 'win32')('is cut soon, says why, and costs nothing', { timeout: 120_000 }, async () => {
  const { flags, folder } = heapFlags();
  const server = startServer(['--port', '0', ...(await freePorts())], undefined, flags);
  await server.url();
  const { green, blue, lobby } = server.ports;
  const [bystander] = await TestClient.join(green);
  await endless(green, 65_536);
  const before = heapBytes(await heapOf(server, folder));
  for (const port of [green, blue, lobby]) {
    const { sent, heard } = await endless(port, 512);
    expect(heard).toContain('ERR line-too-long');
    // Some pieces are on the way while the answer comes.
    expect(sent).toBeLessThanOrEqual(chatLimits.lineBytes + chatLimits.overrunBytes + 8 * 512);
  }
  const { sent } = await endless(green, 65_536);
  const one = heapBytes(await heapOf(server, folder)) - before;
  await Promise.all(Array.from({ length: 50 }, () => endless(green, 65_536)));
  // For so long each may still read why, and its last piece is kept.
  await new Promise((resolve) => setTimeout(resolve, chatLimits.cutLingerMs + 500));
  const after = heapBytes(await heapOf(server, folder)) - before;
  rmSync(folder, { recursive: true });
  const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(2);
  figure(`F3 ${sent} bytes could be sent; held ${megabytes(one)} MB, after 50 more ${megabytes(after)} MB`);
  expect(one).toBeLessThan(2 * MEGABYTE);
  expect(after).toBeLessThan(2 * MEGABYTE);
  bystander.say('SAY still here');
  await bystander.sees(/MSG \S+ still here\n/);
  bystander.drop();
});
