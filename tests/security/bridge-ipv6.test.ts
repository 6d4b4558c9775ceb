import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import type { Listener } from '../../lab/host.ts';
import type { ThisComputer } from '../../lab/this-computer.ts';
import { bytes, openPage, startBridge, text } from './bridge-fixture.ts';

// IPv6 through the bridge: this computer's own address, with the ports of IPv4, and nothing beside it.

const hasIpv6 = Object.values(networkInterfaces()).some((rows) => rows?.some(({ address }) => address === '::1'));
const at = (port: number) => ({ address: '::1', port });

/** On ::1, at a port of the lab that is free at 127.0.0.1, too. */
async function listenSomewhere(computer: ThisComputer): Promise<Listener> {
  for (let port = 5_700; port < 5_999; port += 1) {
    const four = await computer.listen({ address: '127.0.0.1', port }).catch(() => null);
    four?.close();
    const six = four && (await computer.listen(at(port)).catch(() => null));
    if (six) return six;
  }
  throw new Error('No port of the lab is free.');
}

test.runIf(hasIpv6)('a page listens on ::1, calls itself there, and both ends are IPv6', async () => {
  const { computer, facts } = await openPage(await startBridge());
  const listener = await computer.listen({ address: '0:0:0:0:0:0:0:1', port: 0 });
  expect(listener.local.address).toBe('::1');
  const { port } = listener.local;
  const [client, server] = await Promise.all([computer.connect(at(port)), listener.accept()]);
  await client.write(bytes('over six'));
  expect(text(await server.read())).toBe('over six');
  const opened = facts('tcp.opened');
  expect(opened.map(({ local, remote }) => [local.address, remote.address])).toEqual([
    ['::1', '::1'],
    ['::1', '::1'],
  ]);
  const { rows } = await computer.sockets();
  // Somebody else may have the same number at 127.0.0.1.
  const own = rows.filter(
    ({ local, remote, owner }) => owner === 'this page' && [local.port, remote.port].includes(port),
  );
  expect(new Set(own.map(({ local }) => local.address))).toEqual(new Set(['::1']));
  expect(own.map(({ state }) => state).sort()).toEqual(['ESTAB', 'ESTAB', 'LISTEN']);
});

test.runIf(hasIpv6)('one port is two doors: ::1 and 127.0.0.1 do not answer for each other', async () => {
  const { computer } = await openPage(await startBridge());
  const six = await listenSomewhere(computer);
  const four = { address: '127.0.0.1', port: six.local.port };
  await expect(computer.connect(four)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const second = await computer.listen(four);
  await expect(computer.listen(at(six.local.port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(second.local).toEqual(four);
});

test.runIf(hasIpv6)('UDP crosses ::1, is answered, and a closed port is told', async () => {
  const { computer } = await openPage(await startBridge());
  const one = await computer.bind(at(0));
  const other = await computer.bind(at(0), one.local);
  await other.send(one.local, bytes('ping'));
  const { from, payload } = await one.receive();
  expect([from, text(payload)]).toEqual([other.local, 'ping']);
  await one.send(from, bytes('pong'));
  expect(text((await other.receive()).payload)).toBe('pong');
  one.close();
  await expect
    .poll(() => computer.sockets().then(({ rows }) => rows.some(({ local }) => local.port === one.local.port)))
    .toBe(false);
  await other.send(one.local, bytes('anybody?'));
  await expect(other.receive()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test.runIf(hasIpv6)('a program on ::1 outside the lab’s ports is not reached, whoever asks', async () => {
  const program = createServer((socket) => socket.destroy()).listen(0, '::1');
  await once(program, 'listening');
  onTestFinished(() => void program.close());
  let calls = 0;
  program.on('connection', () => {
    calls += 1;
  });
  const { port } = program.address() as AddressInfo;
  const { computer } = await openPage(
    await startBridge({ services: [{ name: 'blue', kind: 'room', transport: 'tcp', port }] }),
  );
  // A service stands on 127.0.0.1; the same number on ::1 is somebody else's.
  await expect(computer.connect(at(port))).rejects.toMatchObject({ code: 'REFUSED-BY-LAB' });
  const udp = await computer.bind(at(0));
  await expect(udp.send(at(port), bytes('x'))).rejects.toMatchObject({ code: 'REFUSED-BY-LAB' });
  expect(calls).toBe(0);
});

test('no other IPv6 address is dialled, listened on or bound, and families are not mixed', async () => {
  const { computer } = await openPage(await startBridge());
  const outside = Object.values(networkInterfaces())
    .flatMap((rows) => rows ?? [])
    .filter(({ family, internal }) => family === 'IPv6' && !internal)
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
  for (const address of [...outside, '::', '::2', '::ffff:127.0.0.1', '::127.0.0.1', '::1%lo', '[::1]', 'fe80::1']) {
    const there = { address, port: 5_001 };
    for (const asked of [computer.connect(there), computer.listen(there), computer.bind(there)])
      await expect(asked, address).rejects.toMatchObject({ code: 'REFUSED-BY-LAB' });
  }
  await expect(computer.connect(at(5_001), { from: '127.0.0.1' })).rejects.toMatchObject({ code: 'EINVAL' });
  await expect(computer.bind({ address: '127.0.0.1', port: 0 }, at(5_001))).rejects.toMatchObject({ code: 'EINVAL' });
});
