import { expect, test } from 'vitest';
import { second } from '../time/clock.ts';
import { decodeIpv4, encodeIpv4, moreFragments } from '../wire/ipv4.ts';
import type { Stack } from './stack.ts';
import { at, card, Lab, twoRouters } from './test/lab.ts';
import { type BoundUdpSocket, largestUdpPayload } from './udp-socket.ts';

function bound(stack: Stack, port = 0): BoundUdpSocket {
  const socket = stack.udp.bind({ address: 0, port });
  if (typeof socket === 'string') throw new Error(socket);
  return socket;
}

/** A direct cable on which fragments made by hand are thrown at `pc`. */
function target() {
  const lab = new Lab();
  const other = lab.device('other', { eth0: '10.0.0.1/24' });
  const pc = lab.device('pc', { eth0: '10.0.0.2/24' });
  lab.cable(other, 'eth0', pc, 'eth0');
  const errors: string[] = [];
  other.icmp.onError(({ type, code }) => errors.push(`${type}/${code}`));
  pc.arp.set(card(pc), at('10.0.0.1'), card(other).mac);
  /** @param offset bytes */
  const fragment = (offset: number, payload: Uint8Array, more: boolean, identification = 1) => {
    const source = at('10.0.0.1');
    const destination = at('10.0.0.2');
    const flagsAndOffset = (more ? moreFragments : 0) | (offset / 8);
    const packet = encodeIpv4({ identification, flagsAndOffset, ttl: 64, protocol: 17, source, destination, payload });
    const frame = new Uint8Array(Math.max(60, 14 + packet.length));
    frame.set([0, 0, 0x5e, 0, 0x53, 2, 0, 0, 0x5e, 0, 0x53, 1, 8, 0]);
    frame.set(packet, 14);
    card(other).transmit(frame);
  };
  /** UDP from 9 to 9 without a checksum, 8 + 24 bytes. */
  const datagram = Uint8Array.from([0, 9, 0, 9, 0, 32, 0, 0, ...Array.from({ length: 24 }, (_, index) => index)]);
  return { lab, pc, fragment, datagram, errors, socket: bound(pc, 9) };
}

for (const mtu of [1500, 576, 68]) {
  test(`65,507 bytes of UDP arrive whole over an MTU of ${mtu}, cut by the sender or by a router`, () => {
    const { lab, pc1, r1, pc2 } = twoRouters();
    card(r1, 'eth1').mtu = mtu;
    for (const [stack, label, to] of [
      [pc1, 'eth0', '10.0.1.1'],
      [r1, 'eth1', '10.0.12.2'],
    ] as const)
      stack.arp.ask(card(stack, label), at(to));
    pc2.arp.ask(card(pc2), at('10.0.2.1'));
    lab.run(second);
    const socket = bound(pc2, 7);
    const payload = Uint8Array.from({ length: largestUdpPayload }, (_, index) => index * 7 + (index >> 8));
    expect(bound(pc1).send({ address: at('10.0.2.2'), port: 7 }, payload)).toBe(null);
    lab.run();
    expect(socket.receive()?.payload).toEqual(payload);
    expect(Math.max(...lab.sent('r1:eth1').map((bytes) => bytes.length))).toBeLessThanOrEqual(14 + mtu);
    expect(bound(pc1).send({ address: at('10.0.2.2'), port: 7 }, new Uint8Array(largestUdpPayload + 1))).toBe(
      'EMSGSIZE',
    );
  });
}

test('pieces are multiples of eight bytes, share their identification, and only the last has no more', () => {
  const { lab, pc1 } = twoRouters();
  bound(pc1).send({ address: at('10.0.2.2'), port: 7 }, new Uint8Array(3000));
  lab.run(second);
  const pieces = lab.sent('pc1:eth0').map((bytes) => decodeIpv4(bytes, 14));
  const shown = pieces.map((piece) =>
    'malformed' in piece ? [] : [piece.flagsAndOffset & 0x1fff, piece.flagsAndOffset >> 13, piece.payload.length],
  );
  expect(shown).toEqual([
    [0, 1, 1480],
    [185, 1, 1480],
    [370, 0, 48],
  ]);
  expect(new Set(pieces.map((piece) => ('malformed' in piece ? 0 : piece.identification))).size).toBe(1);
});

test('fragments may come in any order, and twice', () => {
  const { lab, fragment, datagram, socket } = target();
  fragment(16, datagram.subarray(16), false);
  fragment(8, datagram.subarray(8, 16), true);
  fragment(8, datagram.subarray(8, 16), true);
  fragment(0, datagram.subarray(0, 8), true);
  lab.run(second);
  expect(socket.receive()?.payload).toEqual(datagram.subarray(8));
  lab.run(60 * second);
  expect(lab.drops()).toEqual([]);
});

test('fragments that overlap are refused, and so is all that follows of that datagram', () => {
  const { lab, fragment, datagram, socket, errors } = target();
  fragment(0, datagram.subarray(0, 16), true);
  fragment(8, datagram.subarray(8, 24), true);
  fragment(16, datagram.subarray(16), false);
  fragment(0, datagram.subarray(0, 16), true);
  lab.run(60 * second);
  expect(socket.receive()).toBe(null);
  expect(lab.drops()).toEqual(Array(4).fill('pc malformed'));
  expect(errors).toEqual([]);
});

test('a datagram longer than 65,535 bytes is never put together', () => {
  const { lab, fragment, socket } = target();
  fragment(65_528, new Uint8Array(1000), false);
  lab.run(second);
  expect(lab.drops()).toEqual(['pc malformed']);
  expect(socket.receive()).toBe(null);
});

test('after 30 s the sender hears time exceeded, code 1, if the first fragment is there', () => {
  const { lab, fragment, datagram, errors } = target();
  fragment(0, datagram.subarray(0, 16), true, 1);
  fragment(16, datagram.subarray(16), false, 2);
  lab.run(29 * second);
  expect(lab.drops()).toEqual([]);
  lab.run(2 * second);
  expect(lab.drops()).toEqual(['pc reassembly-timeout', 'pc reassembly-timeout']);
  expect(errors).toEqual(['11/1']);
});
