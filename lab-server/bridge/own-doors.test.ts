import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { InterfaceRow, Service } from '../../lab/host.ts';
import { bridgeLimits } from '../config.ts';
import { OwnDoors } from './own-doors.ts';

const row = (name: string, ...addresses: string[]): InterfaceRow => ({
  name,
  mac: '02:00:5e:00:53:01',
  loopback: name === 'lo',
  addresses: addresses.map((address) => ({
    family: address.includes(':') ? 'inet6' : 'inet',
    address,
    prefixLength: 24,
    scope: address.startsWith('169.254.') ? 'link' : 'global',
  })),
});

/** A room on 127.0.0.1. 127.0.0.2 plays the address in a network: this machine may have none. */
async function room(): Promise<{ service: Service; calls(): number }> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { service: { name: 'blue', kind: 'room', transport: 'tcp', port }, calls: () => calls };
}

test('a room that listens at 127.0.0.1 answers there, and nothing answers at the other address', async () => {
  const { service } = await room();
  const interfaces = () => [row('lo', '127.0.0.1'), row('eth0', '127.0.0.2', '169.254.7.7', 'fe80::1')];
  const web: Service = { ...service, name: 'web', kind: 'web' };
  const doors = await new OwnDoors(() => [service, web], bridgeLimits, interfaces).tried();
  expect(doors).toEqual([
    { room: 'blue', address: '127.0.0.1', port: service.port, interface: 'lo', answer: 'open' },
    { room: 'blue', address: '127.0.0.2', port: service.port, interface: 'eth0', answer: 'ECONNREFUSED' },
  ]);
});

test('many who ask at once cost one round', async () => {
  const { service, calls } = await room();
  const own = new OwnDoors(
    () => [service],
    bridgeLimits,
    () => [row('lo', '127.0.0.1')],
  );
  const answers = await Promise.all(Array.from({ length: 50 }, () => own.tried()));
  expect(new Set(answers).size).toBe(1);
  await own.tried();
  await expect.poll(calls).toBe(2);
});

test('a machine with a great many addresses is not tried at all of them', async () => {
  const { service } = await room();
  const many = Array.from({ length: 40 }, (_, at) => `127.0.0.${at + 1}`);
  const rooms = Array.from({ length: 9 }, () => service);
  expect(
    await new OwnDoors(
      () => rooms,
      bridgeLimits,
      () => [row('lo', ...many)],
    ).tried(),
  ).toHaveLength(32);
});
