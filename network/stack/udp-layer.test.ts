import { expect, test } from 'vitest';
import { readUint16 } from '../wire/address.ts';
import type { Endpoint } from './endpoint.ts';
import type { Stack } from './stack.ts';
import { at, card, Lab } from './test/lab.ts';
import type { BoundUdpSocket } from './udp-socket.ts';

function pair() {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  lab.cable(a, 'eth0', b, 'eth0');
  return { lab, a, b };
}
function bind(stack: Stack, address: string, port: number, peer?: Endpoint): BoundUdpSocket {
  const socket = stack.udp.bind({ address: at(address), port }, peer);
  if (typeof socket === 'string') throw new Error(socket);
  return socket;
}
const text = (socket: BoundUdpSocket) => String.fromCharCode(...(socket.receive()?.payload ?? []));
const bytes = (content: string) => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

test('a datagram goes to the most particular socket: connected, then bound to an address, then any', () => {
  const { lab, a, b } = pair();
  const any = bind(b, '0.0.0.0', 9);
  const connected = bind(b, '0.0.0.0', 9, { address: at('10.0.0.1'), port: 1000 });
  bind(a, '0.0.0.0', 1000).send({ address: at('10.0.0.2'), port: 9 }, bytes('one'));
  bind(a, '0.0.0.0', 1001).send({ address: at('10.0.0.2'), port: 9 }, bytes('two'));
  lab.run();
  expect([text(connected), text(any)]).toEqual(['one', 'two']);
});

test('a port is taken once, and free again after close', () => {
  const { a } = pair();
  const first = bind(a, '0.0.0.0', 9);
  expect(a.udp.bind({ address: 0, port: 9 })).toBe('EADDRINUSE');
  expect(a.udp.bind({ address: at('10.0.0.1'), port: 9 })).toBe('EADDRINUSE');
  expect(a.udp.bind({ address: at('10.0.0.77'), port: 10 })).toBe('EADDRNOTAVAIL');
  first.close();
  expect(typeof a.udp.bind({ address: 0, port: 9 })).toBe('object');
});

test('port 0 gives a dynamic port, the same for the same seed, no two alike', () => {
  const ports = () => {
    const { a } = pair();
    return Array.from({ length: 50 }, () => bind(a, '0.0.0.0', 0).local.port);
  };
  expect(ports()).toEqual(ports());
  expect(new Set(ports()).size).toBe(50);
  expect(Math.min(...ports())).toBeGreaterThanOrEqual(49_152);
});

test('nobody listens: port unreachable, and a connected socket hears it once', () => {
  const { lab, a } = pair();
  const to = { address: at('10.0.0.2'), port: 9 };
  const connected = bind(a, '0.0.0.0', 0, to);
  const other = bind(a, '0.0.0.0', 0);
  connected.send(to, bytes('x'));
  other.send(to, bytes('x'));
  lab.run();
  expect(lab.drops()).toEqual(['b no-listener', 'b no-listener']);
  expect([connected.takeError(), connected.takeError(), other.takeError()]).toEqual(['ECONNREFUSED', null, null]);
});

test('a broadcast reaches every socket on its port, and an unheard one is answered by nobody', () => {
  const { lab, a, b } = pair();
  const one = bind(b, '0.0.0.0', 9);
  const two = bind(b, '10.0.0.255', 10);
  const sender = bind(a, '0.0.0.0', 0);
  for (const to of ['255.255.255.255', '10.0.0.255']) sender.send({ address: at(to), port: 9 }, bytes(to));
  sender.send({ address: at('10.0.0.255'), port: 10 }, bytes('!'));
  sender.send({ address: at('10.0.0.255'), port: 11 }, bytes('?'));
  lab.run();
  expect([text(one), text(one), text(two)]).toEqual(['255.255.255.255', '10.0.0.255', '!']);
  expect(lab.sent('b:eth0')).toEqual([]);
});

test('a full buffer drops what comes, and reading makes room', () => {
  const { lab, a, b } = pair();
  const socket = bind(b, '0.0.0.0', 9);
  const sender = bind(a, '0.0.0.0', 0);
  for (let round = 0; round < 4; round += 1) {
    sender.send({ address: at('10.0.0.2'), port: 9 }, new Uint8Array(65_000));
    lab.run();
  }
  expect(socket.receiveQueue).toBe(195_000);
  expect(lab.drops()).toEqual(['b buffer-full']);
  socket.receive();
  expect(socket.receiveQueue).toBe(130_000);
});

test('a host without an address sends from 0.0.0.0 to everyone, and hears the answer', () => {
  const lab = new Lab();
  const a = lab.device('a', {});
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  a.addInterface('eth0', 0x5e00_5366);
  lab.cable(a, 'eth0', b, 'eth0');
  const client = bind(a, '0.0.0.0', 68);
  const server = bind(b, '0.0.0.0', 67);
  expect(client.send({ address: at('255.255.255.255'), port: 67 }, bytes('ask'), { interface: 'eth0' })).toBe(null);
  lab.run();
  expect(server.receive()?.from).toEqual({ address: 0, port: 68 });
  server.send({ address: at('255.255.255.255'), port: 68 }, bytes('answer'), { interface: 'eth0' });
  lab.run();
  expect(text(client)).toBe('answer');
  expect(client.send({ address: at('192.0.2.1'), port: 1 }, bytes('x'))).toBe('ENETUNREACH');
});

test('damage that the FCS does not see is caught by the UDP checksum', () => {
  const { lab, a, b } = pair();
  bind(b, '0.0.0.0', 9);
  bind(a, '0.0.0.0', 0).send({ address: at('10.0.0.2'), port: 9 }, bytes('hello'));
  lab.run();
  const frame = lab.sent('a:eth0')[0]?.slice() ?? new Uint8Array();
  frame[44] = 0xff;
  card(a).transmit(frame);
  lab.run();
  expect(lab.drops()).toEqual(['b udp-checksum']);
  expect(readUint16(frame, 40)).not.toBe(0);
});
