import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { WINDOW } from '../../lab/bridge/messages.ts';
import { openPage, startBridge, startPeer, until } from './bridge-fixture.ts';

const MEGABYTE = 1_000_000;
const TOTAL = 50 * MEGABYTE;
const lengthOf = (fact: { bytes: Uint8Array; length?: number }): number => fact.length ?? fact.bytes.length;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that JavaScript holds outside its heap: every Buffer of the server and of the page (both are in this process). */
const held = (): number => {
  collectGarbage();
  // What the first round found is freed beside the program; the second waits for that.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};

test('50 MB from a fast peer to a page that does not read: the peer waits, memory stays, nothing is lost', async () => {
  let written = 0;
  const block = Buffer.alloc(64 * 1024, 7);
  const peer = await startPeer((socket) => {
    socket.resume();
    const pump = (): void => {
      while (written < TOTAL) {
        written += block.length;
        if (!socket.write(block)) return;
      }
      socket.end();
    };
    socket.on('drain', pump);
    pump();
  });
  const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
  const before = held();
  const stream = await computer.connect({ address: '127.0.0.1', port: peer.port });
  const arrived = (): number => facts('tcp.received').reduce((sum, fact) => sum + lengthOf(fact), 0);
  await until('the window is nearly full', () => arrived() > WINDOW / 2);
  await sleep(300);
  expect(arrived()).toBeLessThanOrEqual(WINDOW);
  expect(written).toBeLessThan(TOTAL / 2);
  expect(held() - before).toBeLessThan(4 * MEGABYTE);
  let got = 0;
  let most = 0;
  let chunks = 0;
  for (let chunk = await stream.read(); chunk; chunk = await stream.read()) {
    got += chunk.length;
    if (++chunks % 50 > 0) continue;
    most = Math.max(most, held() - before);
    await sleep(2);
  }
  expect(got).toBe(written);
  // Among them the log, which keeps up to 2 kB of every chunk.
  expect(most).toBeLessThan(12 * MEGABYTE);
});

test('50 MB from a page to a peer that does not read: the page waits, memory stays, nothing is lost', async () => {
  let received = 0;
  const peer = await startPeer((socket) => socket.pause());
  const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
  const stream = await computer.connect({ address: '127.0.0.1', port: peer.port });
  await until('the peer has it', () => peer.sockets.size === 1);
  const before = held();
  const block = new Uint8Array(100_000).fill(9);
  let written = 0;
  const writing = (async () => {
    while (written < TOTAL) {
      await stream.write(block);
      written += block.length;
    }
    stream.end();
  })();
  const sent = (): number => facts('tcp.sent').reduce((sum, fact) => sum + lengthOf(fact), 0);
  // The kernel's own buffers take some megabytes first.
  let last = 0;
  let still = 0;
  await until('the page stands still for a hundred looks', () => {
    still = sent() === last ? still + 1 : 0;
    last = sent();
    return last > 0 && still > 100;
  });
  expect(written).toBeLessThan(TOTAL / 2);
  expect(held() - before).toBeLessThan(4 * MEGABYTE);
  for (const socket of peer.sockets) {
    socket.on('data', (data) => {
      received += data.length;
    });
    socket.on('end', () => socket.end());
    socket.resume();
  }
  await writing;
  expect(await stream.closed).toBe('fin');
  expect(received).toBe(TOTAL);
});

test('a page that stops reading its WebSocket: the server stops too, and another page notices nothing', async () => {
  const peer = await startPeer((socket) => {
    socket.resume();
    const pump = (): void => {
      while (socket.writable && socket.write(Buffer.alloc(64 * 1024))) {}
    };
    socket.on('drain', pump);
    pump();
  });
  const echo = await startPeer((socket) => socket.pipe(socket));
  const running = await startBridge({ services: [peer.service, echo.service] });
  const stuck = running.socket();
  await new Promise((resolve) => stuck.once('open', resolve));
  const to = { address: '127.0.0.1', port: peer.port };
  for (let socket = 1; socket <= 100; socket += 1) stuck.send(JSON.stringify({ type: 'connect', socket, to }));
  stuck.pause();
  const before = held();
  const other = await openPage(running);
  const stream = await other.computer.connect({ address: '127.0.0.1', port: echo.port });
  const started = performance.now();
  for (let round = 0; round < 50; round += 1) {
    await stream.write(Uint8Array.of(round));
    expect(await stream.read()).toEqual(Uint8Array.of(round));
    await sleep(5);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(held() - before).toBeLessThan(40 * MEGABYTE);
  stuck.terminate();
});
