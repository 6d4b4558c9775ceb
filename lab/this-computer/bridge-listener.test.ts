import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { bytes, openPage, startBridge, startPeer, text, until } from '../../tests/security/bridge-fixture.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

describe('a listener of a page', () => {
  test('accepts, serves and is closed', async () => {
    const running = await startBridge();
    const { computer, facts } = await openPage(running);
    const listener = await computer.listen(at(0));
    expect(listener.local.port).toBeGreaterThan(0);
    const caller = connect(listener.local.port, '127.0.0.1');
    const stream = await listener.accept();
    expect(stream.remote.port).toBe(caller.localPort);
    expect(facts('tcp.opened')).toMatchObject([{ role: 'server', listener: listener.id, socket: stream.id }]);
    caller.write('knock');
    expect(text(await stream.read())).toBe('knock');
    const answered = once(caller, 'data');
    await stream.write(bytes('come in'));
    expect(String((await answered)[0])).toBe('come in');
    caller.end();
    expect(await stream.read()).toBeNull();
    stream.close();
    expect(await stream.closed).toBe('fin');
    listener.close();
    await expect(listener.accept()).rejects.toMatchObject({ code: 'EINVAL' });
    expect(facts('listener.closed')).toHaveLength(1);
    await until('the port is free', () => running.bridge.sockets === 0);
    await expect(once(connect(listener.local.port, '127.0.0.1'), 'connect')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  test('is reachable through the bridge on the port that the system chose', async () => {
    const { computer } = await openPage(await startBridge());
    const listener = await computer.listen(at(0));
    const [here, there] = await Promise.all([computer.connect(listener.local), listener.accept()]);
    await here.write(bytes('me'));
    expect(text(await there.read())).toBe('me');
  });

  test('what a caller sends waits in the system until the program accepts', async () => {
    const { computer, facts } = await openPage(await startBridge());
    const listener = await computer.listen(at(0));
    const caller = connect(listener.local.port, '127.0.0.1');
    await once(caller, 'connect');
    await new Promise<void>((resolve) => caller.write('hello', () => resolve()));
    await until('the page knows of the caller', () => facts('tcp.opened').length === 1);
    const waiting = async (): Promise<number | undefined> =>
      (await computer.sockets()).rows.find(
        ({ state, local, remote }) =>
          state === 'ESTAB' && local.port === listener.local.port && remote.port === caller.localPort,
      )?.receiveQueue;
    // Only Linux tells the queue; elsewhere the missing fact has to do.
    if (process.platform === 'linux') expect(await waiting()).toBe(5);
    expect(facts('tcp.received')).toHaveLength(0);
    const stream = await listener.accept();
    expect(text(await stream.read())).toBe('hello');
    expect(facts('tcp.received')).toHaveLength(1);
    if (process.platform === 'linux') expect(await waiting()).toBe(0);
    caller.destroy();
  });

  test('small pieces that wait are read as one, and in order', async () => {
    const { computer, facts } = await openPage(await startBridge());
    const listener = await computer.listen(at(0));
    const [here, there] = await Promise.all([computer.connect(listener.local), listener.accept()]);
    for (const piece of ['one\n', 'two\n', 'three\n']) await here.write(bytes(piece));
    const arrived = (): number => facts('tcp.received').reduce((sum, fact) => sum + fact.bytes.length, 0);
    await until('all has arrived', () => arrived() === 14);
    expect(text(await there.read())).toBe('one\ntwo\nthree\n');
  });

  test('what comes after the program has closed is answered with a reset', async () => {
    const { computer } = await openPage(await startBridge());
    const listener = await computer.listen(at(0));
    const caller = connect({ port: listener.local.port, host: '127.0.0.1', allowHalfOpen: true });
    const stream = await listener.accept();
    stream.close();
    caller.resume();
    await once(caller, 'end');
    // The first one is taken by the system, and the answer to it is the reset.
    const broken = new Promise<Error>((resolve) => caller.once('error', resolve));
    const knocking = setInterval(() => caller.write('x'), 20);
    const { message } = await broken;
    clearInterval(knocking);
    expect(message).toMatch(/EPIPE|ECONNRESET/);
  });

  test('a taken port is EADDRINUSE, said by the operating system', async () => {
    const peer = await startPeer(() => undefined);
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    await expect(computer.listen(at(peer.port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(facts('socket.failed')).toMatchObject([{ call: 'listen', code: 'EADDRINUSE', at: at(peer.port) }]);
  });

  test('beyond its accept queue callers are reset', async () => {
    const running = await startBridge({ limits: { acceptQueue: 2 } });
    const { computer } = await openPage(running);
    const listener = await computer.listen(at(0));
    const callers: Socket[] = [];
    const ends: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const caller = connect(listener.local.port, '127.0.0.1');
      caller.on('error', () => ends.push('reset'));
      callers.push(caller);
    }
    await until('three were turned away', () => ends.length === 3);
    await listener.accept();
    await listener.accept();
    const late = connect(listener.local.port, '127.0.0.1');
    const stream = await listener.accept();
    expect(stream.remote.port).toBe(late.localPort);
    for (const caller of [...callers, late]) caller.destroy();
  });
});
