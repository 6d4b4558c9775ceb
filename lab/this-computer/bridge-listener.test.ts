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
