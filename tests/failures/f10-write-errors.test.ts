import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { nodePage, readUntil } from '../node-page.ts';
import { bytes, openPage, startBridge, startPeer, text, until } from '../security/bridge-fixture.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { scaled } from './scale.ts';
import { seeded } from './seeded.ts';

// F10, through the bridge. A write fails because the one behind it is gone: only that one is let go.

const at = (port: number) => ({ address: '127.0.0.1', port });

/** Makes the next write of a socket fail as the operating system's would. */
const failNextWrite = (socket: Socket, code: string): void => {
  const fail = (callback: (error: Error) => void): void =>
    void setImmediate(callback, Object.assign(new Error(`write ${code}`), { code, syscall: 'write' }));
  socket._write = (_chunk, _encoding, callback) => fail(callback);
  socket._writev = (_chunks, callback) => fail(callback);
};

describe.each(['EPIPE', 'ECONNRESET', 'ENOBUFS', 'ETIMEDOUT'])('a write to a page that fails with %s', (code) => {
  test('ends that page, closes what it held, and no other page notices', async () => {
    const ends: string[] = [];
    const peer = await startPeer((socket) => {
      socket.on('data', (data) => socket.write(data));
      socket.on('end', () => {
        ends.push('fin');
        socket.end();
      });
    });
    const running = await startBridge({ services: [peer.service] });
    const [hit, other] = [await openPage(running), await openPage(running)];
    const [mine, theirs] = [await hit.computer.connect(at(peer.port)), await other.computer.connect(at(peer.port))];
    const way = running.ways[0];
    if (!way) throw new Error('no page is there');
    failNextWrite(way, code);
    await mine.write(bytes('to be echoed'));
    expect(await mine.closed).toBe('lost');
    await until('the peer is told', () => ends.length === 1);
    await theirs.write(bytes('still here'));
    expect(text(await theirs.read())).toBe('still here');
    expect(other.computer.state).toBe('online');
    // The page that was hit comes back by itself.
    await until('it is back', () => hit.computer.state === 'online');
    const again = await hit.computer.connect(at(peer.port));
    await again.write(bytes('again'));
    expect(text(await again.read())).toBe('again');
    expect(running.bridge.sessions).toBe(2);
    expect(running.bridge.sockets).toBe(2);
  });
});

test('TCP peers that reset while a page writes to them end only their own connection', async () => {
  const random = seeded(10);
  const got = new Map<Socket, number>();
  const peer = await startPeer((socket) => {
    got.set(socket, 0);
    socket.on('data', (data) => {
      got.set(socket, (got.get(socket) ?? 0) + data.length);
      // Every second one goes in the middle, with data still on the way.
      if (socket.remotePort !== undefined && doomed.has(socket.remotePort) && random() < 0.2) socket.resetAndDestroy();
    });
    socket.on('end', () => socket.end());
  });
  const doomed = new Set<number>();
  const running = await startBridge({ services: [peer.service] });
  const { computer } = await openPage(running);
  const count = scaled(40, 120);
  const streams = await Promise.all(Array.from({ length: count }, () => computer.connect(at(peer.port))));
  for (const [index, stream] of streams.entries()) if (index % 2 === 0) doomed.add(stream.local.port);
  const block = new Uint8Array(50_000).fill(7);
  const blocks = 40;
  const ends = await Promise.all(
    streams.map(async (stream) => {
      try {
        for (let written = 0; written < blocks; written += 1) await stream.write(block);
        stream.end();
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) });
      }
      return stream.closed;
    }),
  );
  expect(ends).toEqual(streams.map((_, index) => (index % 2 === 0 ? 'rst' : 'fin')));
  const whole = [...got.values()].filter((total) => total === block.length * blocks);
  expect(whole.length).toBeGreaterThanOrEqual(count / 2);
  expect(computer.state).toBe('online');
  expect(running.bridge.sockets).toBe(0);
});

describe('with the program as it is started', () => {
  const opened: (() => void)[] = [];
  afterEach(() => {
    for (const close of opened.splice(0)) close();
    killServers();
  });

  it('pages and members that reset while a room speaks to them leave, and nobody else', {
    timeout: 120_000,
  }, async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    const url = await server.url();
    const { green } = server.ports;
    const [listener] = await TestClient.join(green);
    opened.push(() => listener.drop());
    const [speaker] = await TestClient.join(green);
    opened.push(() => speaker.drop());
    const page = nodePage(url);
    opened.push(() => page.computer.close());
    const stream = await page.computer.connect(at(green));
    await readUntil(stream, 'OK you=');
    const lines = scaled(60, 300);
    const heard = readUntil(stream, `line ${lines - 1}.`);
    for (let line = 0; line < lines; line += 1) {
      const doomed = nodePage(url);
      const theirs = await doomed.computer.connect(at(green));
      await readUntil(theirs, 'OK you=');
      const [member] = await TestClient.join(green);
      speaker.say(`SAY line ${line}.`);
      // At once: the room's write meets the reset.
      member.socket.resetAndDestroy();
      doomed.computer.close();
      // Within ten lines a second, bursts of 40.
      if (line >= 30) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const ordered = Array.from({ length: lines }, (_, line) => `line ${line}.`);
    const said = (whole: string): string[] =>
      [...whole.matchAll(/MSG \S+ (line \d+\.)\n/g)].map(([, words]) => words ?? '');
    await listener.sees(new RegExp(`line ${lines - 1}\\.\n`));
    expect(said(listener.text)).toEqual(ordered);
    expect(said(`${await heard}\n`)).toEqual(ordered);
    const members = async (): Promise<number> =>
      ((await (await fetch(`${url}healthz`)).json()) as { members: number }).members;
    await expect.poll(members, { timeout: 10_000 }).toBe(3);
    expect(server.child.exitCode).toBeNull();
    expect(server.complained()).toBe('');
  });
});
