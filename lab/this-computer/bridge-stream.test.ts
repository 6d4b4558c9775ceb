import { describe, expect, test } from 'vitest';
import { bytes, openPage, startBridge, startPeer, text, until } from '../../tests/security/bridge-fixture.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

describe('a connection from a page', () => {
  test('carries bytes both ways', async () => {
    const peer = await startPeer((socket) => socket.pipe(socket));
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect({ address: 'localhost', port: peer.port });
    await stream.write(bytes('hello'));
    expect(text(await stream.read())).toBe('hello');
    expect(stream.remote).toEqual(at(peer.port));
    expect(facts('tcp.opened')[0]).toMatchObject({ socket: stream.id, role: 'client', local: stream.local });
    expect(facts('tcp.sent').map((fact) => text(fact.bytes))).toEqual(['hello']);
    expect(facts('tcp.received').map((fact) => text(fact.bytes))).toEqual(['hello']);
  });

  test('half-closes: we finish, the peer answers afterwards', async () => {
    const peer = await startPeer((socket) => {
      socket.resume().on('end', () => socket.end('you said enough'));
    });
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    stream.end();
    expect(text(await stream.read())).toBe('you said enough');
    expect(await stream.read()).toBeNull();
    expect(await stream.closed).toBe('fin');
    expect(facts('tcp.finished').map((fact) => fact.by)).toEqual(['local', 'remote']);
    expect(facts('tcp.closed')).toMatchObject([{ how: 'fin', by: 'local' }]);
    await expect(stream.write(bytes('x'))).rejects.toMatchObject({ code: 'EPIPE' });
  });

  test('half-closes: the peer finishes, we still write', async () => {
    let heard = '';
    const peer = await startPeer((socket) => {
      socket.end('bye').on('data', (data) => {
        heard += data;
      });
    });
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    expect(text(await stream.read())).toBe('bye');
    expect(await stream.read()).toBeNull();
    await stream.write(bytes('not yet'));
    stream.close();
    expect(await stream.closed).toBe('fin');
    expect(heard).toBe('not yet');
    expect(facts('tcp.closed')).toMatchObject([{ how: 'fin', by: 'remote' }]);
  });

  test('a reset by the peer is a reset by the peer, after the bytes that came before it', async () => {
    const peer = await startPeer((socket) => {
      socket.once('data', () => socket.write('last words', () => setTimeout(() => socket.resetAndDestroy(), 50)));
    });
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    await stream.write(bytes('?'));
    expect(await stream.closed).toBe('rst');
    expect(text(await stream.read())).toBe('last words');
    await expect(stream.read()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(facts('tcp.closed')).toMatchObject([{ how: 'rst', by: 'remote' }]);
  });

  test('our reset reaches the peer as a reset', async () => {
    let error: unknown;
    const peer = await startPeer((socket) => {
      socket.on('error', (reason) => {
        error = reason;
      });
      socket.resume();
    });
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    await until('the peer has it', () => peer.sockets.size === 1);
    stream.reset();
    expect(await stream.closed).toBe('rst');
    await until('the peer heard of it', () => error !== undefined);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(facts('tcp.closed')).toMatchObject([{ how: 'rst', by: 'local' }]);
  });

  test('closing with unread bytes resets, as an operating system does', async () => {
    const peer = await startPeer((socket) => socket.resume().write('unread'));
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    await until('bytes are here', () => facts('tcp.received').length > 0);
    stream.close();
    expect(await stream.closed).toBe('rst');
    expect(facts('tcp.closed')).toMatchObject([{ how: 'rst', by: 'local' }]);
  });

  test('a peer that never finishes is left alone after a while', async () => {
    const peer = await startPeer((socket) => socket.resume());
    const running = await startBridge({ services: [peer.service], limits: { lingerMs: 100 } });
    const { computer } = await openPage(running);
    const stream = await computer.connect(at(peer.port));
    stream.close();
    expect(await stream.closed).toBe('fin');
    await until('nothing is held', () => running.bridge.sockets === 0);
  });

  test('nobody there: ECONNREFUSED, with a sentence', async () => {
    const { computer, facts } = await openPage(await startBridge());
    await expect(computer.connect(at(7_993))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringContaining('Nothing listens on 127.0.0.1:7993'),
    });
    expect(facts('socket.failed')).toMatchObject([{ call: 'connect', transport: 'tcp', code: 'ECONNREFUSED' }]);
  });

  test('a source address can be chosen', async () => {
    const peer = await startPeer((socket) => socket.end(String(socket.remoteAddress)));
    const { computer } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port), { from: '127.0.0.7' });
    expect(text(await stream.read())).toBe('127.0.0.7');
    expect(stream.local.address).toBe('127.0.0.7');
  });

  test('is given up when the signal aborts, and reading too, without losing what comes later', async () => {
    const peer = await startPeer((socket) => socket.pipe(socket));
    const { computer } = await openPage(await startBridge({ services: [peer.service] }));
    const gone = new AbortController();
    gone.abort();
    await expect(computer.connect(at(peer.port), { signal: gone.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const stream = await computer.connect(at(peer.port));
    const controller = new AbortController();
    const reading = stream.read(controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await stream.write(bytes('later'));
    expect(text(await stream.read())).toBe('later');
  });

  test('a large write arrives in order while a small one waits behind it', async () => {
    const peer = await startPeer((socket) => socket.pipe(socket));
    const { computer } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    const large = new Uint8Array(3_000_000).map((_, index) => index * 7);
    const writing = Promise.all([stream.write(large), stream.write(bytes('end')).then(() => stream.end())]);
    const got: number[] = [];
    for (let chunk = await stream.read(); chunk; chunk = await stream.read())
      for (const octet of chunk) got.push(octet);
    await writing;
    expect(got.length).toBe(large.length + 3);
    expect(Buffer.compare(Buffer.from(got), Buffer.concat([large, bytes('end')]))).toBe(0);
  });

  test('the evidence keeps the beginning of a large transfer and its length', async () => {
    const peer = await startPeer((socket) => socket.resume());
    const { computer, facts } = await openPage(await startBridge({ services: [peer.service] }));
    const stream = await computer.connect(at(peer.port));
    await stream.write(new Uint8Array(2_000_000));
    const sent = facts('tcp.sent');
    expect(sent.reduce((sum, fact) => sum + (fact.length ?? fact.bytes.length), 0)).toBe(2_000_000);
    expect(sent.reduce((sum, fact) => sum + fact.bytes.length, 0)).toBeLessThan(200_000);
  });
});
