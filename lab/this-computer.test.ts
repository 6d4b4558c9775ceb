import { describe, expect, test } from 'vitest';
import { bytes, openPage, startBridge, startPeer, text, until } from '../tests/security/bridge-fixture.ts';
import type { RoomEvent } from './evidence/event.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

test('names, other networks, odd spellings and other ports are refused, each with its own sentence', async () => {
  const { computer, facts } = await openPage(await startBridge());
  const why = async (address: string, port: number) => {
    const error = await computer.connect({ address, port }).then(
      () => null,
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: 'REFUSED-BY-LAB' });
    return error.message as string;
  };
  const sentences = [
    await why('10.0.0.1', 5_001),
    await why('example.org', 5_001),
    await why('0x7f.0.0.1', 5_001),
    await why('::2', 5_001),
    await why('0.0.0.0', 5_001),
    await why('127.0.0.1', 22),
  ];
  expect(new Set(sentences).size).toBe(6);
  expect(facts('socket.failed')).toHaveLength(6);
  await expect(computer.connect(at(70_000))).rejects.toMatchObject({ code: 'EINVAL' });
});

describe('when the way breaks', () => {
  test('streams are lost, calls say so, and it reconnects by itself', async () => {
    const peer = await startPeer((socket) => socket.pipe(socket));
    const first = await startBridge({ services: [peer.service] });
    const { computer, facts } = await openPage(first);
    const stream = await computer.connect(at(peer.port));
    const listener = await computer.listen(at(0));
    const reading = stream.read();
    reading.catch(() => undefined);
    const accepting = listener.accept();
    accepting.catch(() => undefined);
    await first.close();
    expect(await stream.closed).toBe('lost');
    await expect(reading).rejects.toMatchObject({ code: 'NO-HOST' });
    await expect(accepting).rejects.toMatchObject({ code: 'NO-HOST' });
    await expect(stream.write(bytes('x'))).rejects.toMatchObject({ code: 'NO-HOST' });
    expect(computer.state).toBe('offline');
    await expect(computer.connect(at(peer.port))).rejects.toMatchObject({ code: 'NO-HOST' });
    expect(facts('host.lost')).toHaveLength(1);
    await startBridge({ services: [peer.service], port: first.port });
    await until('it is back', () => computer.state === 'online');
    expect(facts('host.back')).toHaveLength(1);
    const again = await computer.connect(at(peer.port));
    await again.write(bytes('still here'));
    expect(text(await again.read())).toBe('still here');
  });

  test('a page that goes lets go of everything it held', async () => {
    const ends: string[] = [];
    const peer = await startPeer((socket) => {
      socket.resume().on('end', () => {
        ends.push('fin');
        socket.end();
      });
    });
    const running = await startBridge({ services: [peer.service] });
    const { computer } = await openPage(running);
    await computer.connect(at(peer.port));
    const listener = await computer.listen(at(0));
    await computer.bind(at(0));
    expect(running.bridge.sockets).toBe(3);
    expect(running.bridge.sessions).toBe(1);
    computer.close();
    await until('nothing is held', () => running.bridge.sockets === 0 && running.bridge.sessions === 0);
    await until('the peer saw FIN', () => ends.length === 1);
    const free = await openPage(running);
    const again = await free.computer.listen(listener.local).catch((error) => error);
    expect(again.local ?? again.code).toBeDefined();
  });
});

test('what a room says of a member reaches the page that owns the member, even early and late', async () => {
  const peer = await startPeer((socket) => {
    const member = { address: '127.0.0.1', port: socket.remotePort ?? 0 };
    const said = (what: RoomEvent) => ({ type: 'witness', room: 'blue', port: peer.port, peer: member, what }) as const;
    running.bridge.witness(said({ event: 'greeted' }));
    socket.on('error', () => running.bridge.witness(said({ event: 'left', how: 'rst' })));
    socket.resume();
  });
  const running = await startBridge({ services: [peer.service] });
  const [a, b] = [await openPage(running), await openPage(running)];
  const stream = await a.computer.connect(at(peer.port));
  await until('the greeting is witnessed', () => a.facts('room.witness').length === 1);
  stream.reset();
  await until('the leaving is witnessed', () => a.facts('room.witness').length === 2);
  expect(a.facts('room.witness')).toMatchObject([
    { room: 'blue', port: peer.port, peer: stream.local, what: { event: 'greeted' } },
    { what: { event: 'left', how: 'rst' } },
  ]);
  expect(b.facts('room.witness')).toEqual([]);
});

test("the kernel's table shows a connection from LISTEN to TIME-WAIT, and whose it is", async () => {
  const peer = await startPeer((socket) => socket.resume().on('end', () => socket.end()));
  const running = await startBridge({ services: [{ ...peer.service, name: 'blue' }] });
  const [page, other] = [await openPage(running), await openPage(running)];
  const stream = await page.computer.connect(at(peer.port));
  const rowsOf = async ({ computer } = page) =>
    (await computer.sockets()).rows.map(
      ({ state, local, remote, owner }) => `${state} ${local.port} ${remote.port} ${owner}`,
    );
  const [mine, its] = [stream.local.port, peer.port];
  expect((await page.computer.sockets()).source).toBe(process.platform === 'linux' ? 'kernel' : 'lab-server');
  expect(await rowsOf()).toEqual(expect.arrayContaining([`ESTAB ${mine} ${its} this page`]));
  expect(await rowsOf(other)).toEqual(expect.arrayContaining([`ESTAB ${mine} ${its} another page`]));
  if (process.platform !== 'linux') return;
  expect(await rowsOf()).toEqual(
    expect.arrayContaining([`LISTEN ${its} 0 room blue`, `ESTAB ${its} ${mine} room blue`]),
  );
  stream.close();
  await stream.closed;
  expect(await rowsOf()).toEqual(expect.arrayContaining([`TIME-WAIT ${mine} ${its} `]));
});

test('asks this computer for its interfaces, services and open files', async () => {
  const peer = await startPeer(() => undefined);
  const { computer } = await openPage(await startBridge({ services: [peer.service] }));
  const loopback = (await computer.interfaces()).find((row) => row.loopback);
  expect(loopback?.addresses).toContainEqual({ family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host' });
  expect(await computer.services()).toEqual([peer.service]);
  const files = await computer.filesOpenForWriting();
  expect(process.platform === 'linux' ? typeof files : files).toBe(process.platform === 'linux' ? 'number' : null);
  expect(computer.hello?.platform).toBe(process.platform);
});
