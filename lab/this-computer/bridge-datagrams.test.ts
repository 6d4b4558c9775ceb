import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { bytes, openPage, startBridge, text, until } from '../../tests/security/bridge-fixture.ts';
import { type DatagramSocket, SocketError } from '../host.ts';
import type { ThisComputer } from '../this-computer.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

describe('a UDP socket of a page', () => {
  test('sends and receives', async () => {
    const { computer, facts } = await openPage(await startBridge());
    const [a, b] = [await computer.bind(at(0)), await computer.bind(at(0))];
    await a.send(b.local, bytes('ping'));
    const datagram = await b.receive();
    expect(datagram.from).toEqual(a.local);
    expect(text(datagram.payload)).toBe('ping');
    await b.send(datagram.from, new Uint8Array(0));
    expect((await a.receive()).payload.length).toBe(0);
    expect(facts('udp.sent').map((fact) => fact.to)).toEqual([b.local, a.local]);
    expect(facts('udp.received')).toHaveLength(2);
    await a.send(b.local, new Uint8Array(65_507).fill(7));
    expect((await b.receive()).payload).toEqual(new Uint8Array(65_507).fill(7));
    await expect(a.send(b.local, new Uint8Array(65_508))).rejects.toMatchObject({ code: 'EMSGSIZE' });
  });

  test('connected to a port where nobody is: ECONNREFUSED', async () => {
    const { computer } = await openPage(await startBridge());
    const socket = await computer.bind(at(0), at(7_994));
    const receiving = socket.receive();
    receiving.catch(() => undefined);
    await socket.send(at(7_994), bytes('anybody?')).catch(() => undefined);
    await expect(receiving).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('may answer who wrote to it, and nobody else outside the lab', async () => {
    const { computer } = await openPage(await startBridge());
    const socket = await computer.bind(at(0));
    const stranger = createSocket('udp4').bind(0, '127.0.0.1');
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await Promise.all([once(stranger, 'listening'), once(other, 'listening')]);
    stranger.send('hi', socket.local.port, '127.0.0.1');
    const { from } = await socket.receive();
    const heard = once(stranger, 'message');
    await socket.send(from, bytes('you too'));
    expect(String((await heard)[0])).toBe('you too');
    await expect(socket.send(at(other.address().port), bytes('?'))).rejects.toMatchObject({ code: 'REFUSED-BY-LAB' });
    stranger.close();
    other.close();
  });

  test('what a program does not take is dropped and counted', async () => {
    const { computer } = await openPage(await startBridge());
    const [from, to] = [await computer.bind(at(0)), await computer.bind(at(0))];
    for (let round = 0; round < 60; round += 1) await from.send(to.local, new Uint8Array(8_000));
    let taken = 0;
    await until('all were taken or dropped', () => {
      void to.receive(AbortSignal.timeout(1_000)).then(
        () => (taken += 1),
        () => undefined,
      );
      return taken > 0 && taken + ('dropped' in to ? Number(to.dropped) : 0) >= 60;
    });
    expect(taken).toBeLessThan(60);
  });
});

describe('a UDP socket that is read on demand', () => {
  const bindOnDemand = async (port = 0) => {
    const page = await openPage(await startBridge({ limits: { readersPerSession: 2, readers: 2 } }));
    const to = await page.computer.bind(at(port), undefined, { onDemand: true });
    return { ...page, to };
  };
  const drops = async (computer: ThisComputer, port: number) =>
    (await computer.sockets()).rows.find(({ transport, local }) => transport === 'udp' && local.port === port)?.drops;

  test('gives one datagram for each receive, in order, with who sent it', async () => {
    const { computer, to } = await bindOnDemand();
    const from = await computer.bind(at(0));
    for (const word of ['one', 'two', '']) await from.send(to.local, bytes(word));
    for (const word of ['one', 'two', '']) {
      const datagram = await to.receive();
      expect(text(datagram.payload)).toBe(word);
      expect(datagram.from).toEqual(from.local);
    }
  });

  test('what its program does not receive is lost in the kernel, which counts it, and nowhere else', async () => {
    const { computer, facts } = await openPage(await startBridge());
    const to = await computer.bind(at(5_988), undefined, { onDemand: true, receiveBuffer: 4_096 });
    expect(to.receiveBuffer).toBeGreaterThanOrEqual(4_096);
    expect(to.receiveBuffer).toBeLessThan(65_536);
    const from = await computer.bind(at(0));
    for (let sent = 0; sent < 500; sent += 1) await from.send(to.local, new Uint8Array(512));
    let received = 0;
    for (;;) {
      const last = await to.receive(AbortSignal.timeout(300)).catch(() => null);
      if (last === null) break;
      received += 1;
    }
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(100);
    expect(facts('udp.received')).toHaveLength(received);
    if (process.platform === 'linux') expect(await drops(computer, 5_988)).toBe(500 - received);
  });

  test('it only receives, and has no peer', async () => {
    const { computer, to } = await bindOnDemand();
    await expect(to.send(to.local, bytes('?'))).rejects.toMatchObject({ code: 'EINVAL' });
    await expect(computer.bind(at(0), to.local, { onDemand: true })).rejects.toMatchObject({ code: 'EINVAL' });
  });

  test('a port that is taken is refused as for any other socket', async () => {
    const { computer, to } = await bindOnDemand(5_987);
    await expect(computer.bind(to.local, undefined, { onDemand: true })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(computer.bind(to.local)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('closes while it waits for a datagram, and its port and its thread are free again', async () => {
    const { computer, to } = await bindOnDemand(5_987);
    const receiving = to.receive();
    receiving.catch(() => undefined);
    for (let round = 0; round < 4; round += 1) {
      const other = await bindWhenFree(computer, round === 0 ? 0 : to.local.port);
      other.close();
      if (round === 0) to.close();
    }
    await expect(receiving).rejects.toMatchObject({ code: 'EINVAL' });
  });

  test('there are few of them: each is a thread', async () => {
    const { computer } = await bindOnDemand();
    await computer.bind(at(0), undefined, { onDemand: true });
    await expect(computer.bind(at(0), undefined, { onDemand: true })).rejects.toMatchObject({ code: 'EMFILE' });
    expect((await computer.bind(at(0))).local.port).toBeGreaterThan(0);
  });

  test('the thread ends with its page', async () => {
    const running = await startBridge({ limits: { readers: 1 } });
    const first = await openPage(running);
    const { port } = (await first.computer.bind(at(5_986), undefined, { onDemand: true })).local;
    first.computer.close();
    const second = await openPage(running);
    await bindWhenFree(second.computer, port);
  });
});

/** A port is free a moment after its thread was told to end. */
async function bindWhenFree(computer: ThisComputer, port: number): Promise<DatagramSocket> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await computer.bind(at(port), undefined, { onDemand: true });
    } catch (error) {
      if (tries === 200 || !(error instanceof SocketError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
