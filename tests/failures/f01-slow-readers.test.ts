import { afterEach, describe, expect, it } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { freePorts, killServers, type ServerProcess, startServer } from '../server-process.ts';
import { figure } from './figure.ts';
import { full } from './scale.ts';

// F1. 500 in a room, and 250 of them never read. The others go on as before, memory stays, the deaf are cut. It takes
// some seconds until the operating system's own buffers are full, so it runs in the full suite only; `rooms-flood` has
// the short form, and that the reason is told.

const MEGABYTE = 2 ** 20;
const readers = 250;
const deaf = 250;
const speakers = 40;
/** Lines a second of each speaker, just under what a room allows. */
const rate = 9;

const clients: TestClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.drop();
  killServers();
});

const join = async (port: number, count: number): Promise<TestClient[]> => {
  const joined = await Promise.all(Array.from({ length: count }, async () => (await TestClient.join(port))[0]));
  clients.push(...joined);
  return joined;
};

const membersOf = async (server: ServerProcess): Promise<number> =>
  ((await (await fetch(`${await server.url()}healthz`)).json()) as { members: number }).members;

describe.runIf(full)('members that never read', () => {
  it('are cut, and the others keep their rate', { timeout: 180_000 }, async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    await server.url();
    const { green } = server.ports;
    const talkers = await join(green, readers);
    // From here on only their bytes are counted: keeping the text of all would be a load of its own.
    let received = 0;
    for (const { socket } of talkers) {
      socket.removeAllListeners('data');
      socket.on('data', (bytes) => {
        received += bytes.length;
      });
    }
    const text = `SAY ${'x'.repeat(800)}`;
    const talking = setInterval(() => {
      for (const talker of talkers.slice(0, speakers)) talker.say(text);
    }, 1_000 / rate);
    /** MB a second to all readers together. */
    const measured = async (seconds: number): Promise<number> => {
      const [from, began] = [received, performance.now()];
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      return (received - from) / MEGABYTE / ((performance.now() - began) / 1_000);
    };
    await measured(2);
    const before = await measured(5);
    const resident = server.memory();
    const silent = await join(green, deaf);
    for (const { socket } of silent) socket.pause();

    let peak = 0;
    let firstCut = 0;
    let lastCut = 0;
    const watching = setInterval(() => {
      peak = Math.max(peak, server.memory() - resident);
      void membersOf(server).then((members) => {
        if (members < readers + deaf) firstCut ||= performance.now();
        if (members <= readers) lastCut ||= performance.now();
      });
    }, 200);
    const during = await measured(30);
    clearInterval(watching);
    clearInterval(talking);
    figure(
      `F1 readers ${before.toFixed(1)} MB/s before, ${during.toFixed(1)} MB/s with ${deaf} deaf; resident +${(peak / MEGABYTE).toFixed(0)} MB; cut within ${((lastCut - firstCut) / 1_000).toFixed(1)} s of each other`,
    );
    expect(during).toBeGreaterThanOrEqual(0.7 * before);
    expect(peak).toBeLessThan(64 * MEGABYTE);
    expect(await membersOf(server)).toBe(readers);
    expect(lastCut - firstCut).toBeLessThan(10_000);
    expect(server.child.exitCode).toBeNull();
  });
});
