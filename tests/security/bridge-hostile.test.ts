import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { encodeData } from '../../lab/bridge/frames.ts';
import { WINDOW } from '../../lab/bridge/messages.ts';
import { openPage, type RunningBridge, startBridge, startPeer, until } from './bridge-fixture.ts';

async function open(running: RunningBridge): Promise<WebSocket> {
  const socket = running.socket();
  socket.on('error', () => undefined);
  const greeted = once(socket, 'message');
  await once(socket, 'open');
  await greeted;
  return socket;
}

const closeCode = async (socket: WebSocket): Promise<number> => (await once(socket, 'close'))[0] as number;

test.each([
  ['no JSON', 'hello'],
  ['an unknown type', '{"type":"exec","command":"id"}'],
  ['an unknown key', '{"type":"ping","call":1,"x":1}'],
  ['a prototype key', '{"type":"ping","call":1,"__proto__":{}}'],
  ['a number used twice', '{"type":"listen","socket":1,"at":{"address":"127.0.0.1","port":0}}'.repeat(1), 2],
  ['a message that is too long', JSON.stringify({ type: 'ping', call: 1, pad: 'x'.repeat(5_000) })],
  ['an empty frame', new Uint8Array(0)],
  ['an unknown frame', Uint8Array.of(9, 9, 9)],
])('%s ends that session, and only that one', async (_name, message, times = 1) => {
  const running = await startBridge();
  const { computer } = await openPage(running);
  const socket = await open(running);
  const closed = closeCode(socket);
  for (let time = 0; time < times; time += 1) socket.send(message);
  expect(await closed).toBe(1008);
  expect(await computer.check()).toBe(true);
  await until('it is forgotten', () => running.bridge.sessions === 1 && running.bridge.sockets === 0);
});

test('a frame larger than 64 KiB, and too many fragments, end the session', async () => {
  const running = await startBridge();
  const large = await open(running);
  const tooLarge = closeCode(large);
  large.send(new Uint8Array(70_000));
  expect(await tooLarge).toBe(1009);
  const pieces = await open(running);
  const tooMany = closeCode(pieces);
  for (let piece = 0; piece < 40 && pieces.readyState === pieces.OPEN; piece += 1) pieces.send('x', { fin: false });
  expect(await tooMany).toBe(1008);
});

test('sending more than there is credit for ends the session', async () => {
  const peer = await startPeer((socket) => socket.pause());
  const running = await startBridge({ services: [peer.service] });
  const socket = await open(running);
  const opened = once(socket, 'message');
  socket.send(JSON.stringify({ type: 'connect', socket: 1, to: { address: '127.0.0.1', port: peer.port } }));
  expect(JSON.parse(String((await opened)[0])).type).toBe('opened');
  const closed = closeCode(socket);
  for (let sent = 0; sent < WINDOW * 100 && socket.readyState === socket.OPEN; sent += 60_000) {
    socket.send(encodeData(1, new Uint8Array(60_000)));
  }
  expect(await closed).toBe(1008);
  await until('nothing is held', () => running.bridge.sockets === 0);
});

test('random frames never kill the server', async () => {
  const running = await startBridge();
  const message = fc.oneof(
    fc.string(),
    fc.uint8Array({ maxLength: 64 }),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('connect', 'listen', 'bind', 'end', 'reset', 'close', 'credit', 'ask', 'ping'),
        socket: fc.oneof(fc.nat(9), fc.anything()),
        at: fc.anything(),
        to: fc.record({ address: fc.constantFrom('127.0.0.1', '10.0.0.1', 'x'), port: fc.constantFrom(0, 22, 7_995) }),
      })
      .map((value) => JSON.stringify(value) ?? 'null'),
  );
  for (const messages of fc.sample(fc.array(message, { maxLength: 8 }), 300)) {
    const socket = running.socket();
    socket.on('error', () => undefined);
    await once(socket, 'open');
    for (const one of messages) socket.send(one);
    socket.terminate();
  }
  const { computer } = await openPage(running);
  expect(await computer.check()).toBe(true);
  await until('only that page is left', () => running.bridge.sessions === 1 && running.bridge.sockets === 0);
});

test('an upgrade from a foreign page is not answered with the bridge', async () => {
  const running = await startBridge();
  const raw = connect(running.port, '127.0.0.1');
  const key = Buffer.alloc(16).toString('base64');
  raw.write(
    `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  let answer = '';
  raw.on('data', (data) => {
    answer += data;
  });
  await once(raw, 'close');
  expect(answer).not.toContain('101');
  expect(running.bridge.sessions).toBe(0);
});

test('limits: pages, pages from one address, sockets of a page, listeners of a page', async () => {
  const peer = await startPeer((socket) => socket.resume());
  const limits = { sessionsPerAddress: 2, socketsPerSession: 4, listenersPerSession: 2 };
  const running = await startBridge({ services: [peer.service], limits });
  const { computer } = await openPage(running);
  await openPage(running);
  const third = running.socket();
  const refused = once(third, 'error');
  expect(String((await refused)[0])).toContain('503');
  const nowhere = { address: '127.0.0.1', port: 0 };
  const listeners = [await computer.listen(nowhere), await computer.listen(nowhere)];
  await expect(computer.listen(nowhere)).rejects.toMatchObject({ code: 'EMFILE' });
  const to = { address: '127.0.0.1', port: peer.port };
  await Promise.all([computer.connect(to), computer.connect(to)]);
  await expect(computer.connect(to)).rejects.toMatchObject({ code: 'EMFILE' });
  listeners[0]?.close();
  await expect(computer.connect(to)).resolves.toBeDefined();
});

test('a page that floods is slowed, not dropped', async () => {
  const running = await startBridge({ limits: { workPerSecond: 1_000, workBurst: 100 } });
  const socket = await open(running);
  let pongs = 0;
  socket.on('message', () => (pongs += 1));
  const started = performance.now();
  for (let call = 1; call <= 600; call += 1) socket.send(JSON.stringify({ type: 'ping', call }));
  await until('every ping was answered', () => pongs === 600);
  // However they arrived, 600 units less the first 100 had to be paid with time before the next one.
  socket.send(JSON.stringify({ type: 'ping', call: 601 }));
  await until('the next one too', () => pongs === 601);
  expect(performance.now() - started).toBeGreaterThan(450);
  socket.terminate();
});

test('a page that is silent and answers no ping is dropped; a blocked server drops nobody', async () => {
  const running = await startBridge({ limits: { pingMs: 80, silenceMs: 240 } });
  const deaf = running.socket();
  deaf.on('error', () => undefined);
  await once(deaf, 'open');
  const { computer } = await openPage(running);
  const blockedUntil = performance.now() + 1_000;
  while (performance.now() < blockedUntil) {}
  expect(running.bridge.sessions).toBe(2);
  // It no longer reads, so it cannot answer.
  deaf.pause();
  await until('the deaf page is dropped', () => running.bridge.sessions === 1);
  expect(computer.state).toBe('online');
  deaf.terminate();
});

test('stopping the lab server tells every page and closes with FIN, quickly, also where a page does not answer', async () => {
  const ends: string[] = [];
  const peer = await startPeer((socket) => {
    socket.on('end', () => ends.push('fin')).on('error', () => ends.push('rst'));
    socket.resume();
  });
  const running = await startBridge({ services: [peer.service] });
  const { computer } = await openPage(running);
  await computer.connect({ address: '127.0.0.1', port: peer.port });
  const deaf = await open(running);
  deaf.pause();
  const started = performance.now();
  await running.close();
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(computer.state).toBe('offline');
  await until('the peer saw the end', () => ends.length > 0);
  expect(ends).toEqual(['fin']);
  deaf.terminate();
});
