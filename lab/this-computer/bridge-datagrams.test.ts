import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { bytes, openPage, startBridge, text, until } from '../../tests/security/bridge-fixture.ts';

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
