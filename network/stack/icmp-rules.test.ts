import { expect, test } from 'vitest';
import { second } from '../time/clock.ts';
import { broadcastMac } from '../wire/address.ts';
import { writeEthernet } from '../wire/ethernet.ts';
import { encodeIcmp } from '../wire/icmp.ts';
import { decodeIpv4, encodeIpv4, type Ipv4Packet, ipv4HeaderChecksum } from '../wire/ipv4.ts';
import type { HookVerdict } from './hooks.ts';
import { at, card, Lab, route, twoRouters } from './test/lab.ts';

/** `attacker` throws packets made by hand at `r`, behind which there is nothing. */
function target() {
  const lab = new Lab();
  const attacker = lab.device('attacker', { eth0: '10.0.0.1/24' });
  const r = lab.router('r', { eth0: '10.0.0.2/24' });
  lab.cable(attacker, 'eth0', r, 'eth0');
  r.arp.set(card(r), at('10.0.0.1'), card(attacker).mac);
  const errors: string[] = [];
  attacker.icmp.onError(({ type, code }) => errors.push(`${type}/${code}`));
  const send = (packet: Partial<Ipv4Packet>, mac = card(r).mac, spoil = false) => {
    const blank = { identification: 1, flagsAndOffset: 0, ttl: 64, protocol: 17, payload: new Uint8Array(16) };
    const bytes = encodeIpv4({ ...blank, source: at('10.0.0.1'), destination: at('10.0.0.2'), ...packet });
    const frame = new Uint8Array(Math.max(60, 14 + bytes.length));
    writeEthernet(frame, 0, mac, card(attacker).mac, 0x0800);
    frame.set(bytes, 14);
    if (spoil) frame[24] = (frame[24] ?? 0) ^ 1;
    card(attacker).transmit(frame);
    lab.run(second);
  };
  return { lab, attacker, r, errors, send };
}
const udp = Uint8Array.from([0, 9, 0, 9, 0, 8, 0, 0]);

test('errors that are due: port, protocol, net, TTL', () => {
  const { send, errors } = target();
  send({ payload: udp });
  send({ protocol: 99 });
  send({ destination: at('192.0.2.1') });
  send({ destination: at('192.0.2.1'), ttl: 1 });
  expect(errors).toEqual(['3/3', '3/2', '3/0', '11/0']);
});

test('no error is sent about an ICMP error, but one about an echo is', () => {
  const { send, errors, lab } = target();
  const quoted = encodeIcmp({ type: 3, code: 3, rest: 0, data: new Uint8Array(28) });
  send({ protocol: 1, payload: quoted, destination: at('192.0.2.1') });
  expect([errors, lab.drops()]).toEqual([[], ['r no-route']]);
  send({ protocol: 1, payload: encodeIcmp({ type: 8, code: 0, rest: 0, data: udp }), destination: at('192.0.2.1') });
  expect(errors).toEqual(['3/0']);
});

test('no error is sent about a later fragment, a broadcast, or a frame for everyone', () => {
  const { send, errors, lab } = target();
  send({ destination: at('192.0.2.1'), flagsAndOffset: 5 });
  send({ destination: at('10.0.0.255'), payload: udp });
  send({ destination: at('255.255.255.255'), payload: udp });
  send({ destination: at('224.0.0.5') }, 0x0100_5e00_0005);
  send({ destination: at('192.0.2.1') }, broadcastMac);
  expect(errors).toEqual([]);
  expect(lab.drops()).toHaveLength(5);
});

test('no error is sent to a source that is no single host', () => {
  const { send, lab } = target();
  for (const source of ['0.0.0.0', '10.0.0.255', '127.0.0.1', '224.0.0.1', '255.255.255.255'])
    send({ source: at(source), destination: at('192.0.2.1') });
  expect(lab.sent('r:eth0')).toEqual([]);
  expect(lab.drops()).toHaveLength(5);
});

test('errors to one host are limited: six at once, then one a second', () => {
  const { send, errors, lab, r } = target();
  r.icmp.rate.every = 100 * second;
  for (let count = 0; count < 20; count += 1) send({ payload: udp });
  expect(errors).toHaveLength(6);
  lab.run(100 * second);
  send({ payload: udp });
  expect(errors).toHaveLength(7);
});

test('a wrong header checksum ends the packet without a word', () => {
  const { send, errors, lab } = target();
  send({ payload: udp }, undefined, true);
  expect([lab.drops(), errors]).toEqual([['r:eth0 ip-checksum'], []]);
});

test('headers that lie are dropped as malformed', () => {
  const { send, lab } = target();
  send({ totalLength: 2000 });
  send({ totalLength: 10 });
  send({ version: 6 });
  expect(lab.drops()).toEqual(['r:eth0 malformed', 'r:eth0 malformed', 'r:eth0 malformed']);
});

test('routers write themselves into a record route option; the rest of the options stays', () => {
  const { lab, pc1 } = twoRouters();
  const options = Uint8Array.from([7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const packet = { identification: 1, flagsAndOffset: 0, ttl: 64, protocol: 17, options, payload: udp };
  const bytes = encodeIpv4({ ...packet, source: at('10.0.1.2'), destination: at('10.0.2.2') });
  const frame = new Uint8Array(60);
  writeEthernet(frame, 0, 0x5e00_5302, card(pc1).mac, 0x0800);
  frame.set(bytes, 14);
  card(pc1).transmit(frame);
  lab.run();
  const last = lab.sent('r2:eth1')[0] ?? new Uint8Array();
  const read = decodeIpv4(last, 14);
  expect('malformed' in read ? null : [...read.options]).toEqual([7, 11, 12, 10, 0, 12, 1, 10, 0, 2, 1, 0]);
  expect(ipv4HeaderChecksum(last, 14)).toBe(0);
});

test('an echo reply carries on the record of the way, with the host that answers in it', () => {
  const { lab, pc1 } = twoRouters();
  // A no-operation before it, as Linux's ping has it: the answer has the option first.
  const options = Uint8Array.from([1, 7, 19, 4, ...new Array<number>(16).fill(0)]);
  const payload = Uint8Array.from([8, 0, 0xf7, 0xfd, 0, 1, 0, 1]);
  const packet = { identification: 1, flagsAndOffset: 0, ttl: 64, protocol: 1, options, payload };
  const bytes = encodeIpv4({ ...packet, source: at('10.0.1.2'), destination: at('10.0.2.2') });
  const frame = new Uint8Array(62);
  writeEthernet(frame, 0, 0x5e00_5302, card(pc1).mac, 0x0800);
  frame.set(bytes, 14);
  card(pc1).transmit(frame);
  lab.run();
  const [reply = new Uint8Array()] = lab.sent('pc2:eth0');
  const read = decodeIpv4(reply, 14);
  const way = [10, 0, 12, 1, 10, 0, 2, 1, 10, 0, 2, 2];
  expect('malformed' in read ? null : [...read.options]).toEqual([7, 19, 16, ...way, 0, 0, 0, 0, 0]);
  expect('malformed' in read ? null : [...read.payload]).toEqual([0, 0, 0xff, 0xfd, 0, 1, 0, 1]);
  expect(ipv4HeaderChecksum(reply, 14)).toBe(0);
});

test('source routes are refused', () => {
  const { send, errors, lab } = target();
  send({ destination: at('192.0.2.1'), options: Uint8Array.from([131, 7, 4, 10, 0, 0, 3, 0]) });
  expect([errors, lab.drops()]).toEqual([['3/5'], ['r filtered']]);
});

test('everyone on another network: kept out, unless the router was told to let it through', () => {
  const { lab, pc1, r2 } = twoRouters();
  pc1.icmp.echo(at('10.0.2.255'), { id: 1, sequence: 1 });
  lab.run();
  expect(lab.drops()).toEqual(['r2 filtered']);
  r2.ip.forwarder.forwardsDirectedBroadcasts = true;
  pc1.icmp.echo(at('10.0.2.255'), { id: 1, sequence: 2 });
  lab.run();
  expect(lab.sent('r2:eth1')[0]?.slice(0, 6)).toEqual(new Uint8Array(6).fill(255));
});

test('hooks run in the order of netfilter, on copies', () => {
  const { lab, pc1, r1, pc2 } = twoRouters();
  const seen: string[] = [];
  for (const stack of [pc1, r1, pc2])
    for (const place of ['prerouting', 'input', 'forward', 'output', 'postrouting'] as const)
      stack.hooks[place].push((packet) => {
        if ((packet.bytes[34] ?? 0) === 8) seen.push(`${stack.name} ${place} ${packet.in} ${packet.out}`);
        return 'accept';
      });
  pc1.icmp.echo(at('10.0.2.2'), { id: 1, sequence: 1 });
  lab.run();
  expect(seen).toEqual([
    'pc1 output null eth0',
    'pc1 postrouting null eth0',
    'r1 prerouting eth0 null',
    'r1 forward eth0 eth1',
    'r1 postrouting eth0 eth1',
    'pc2 prerouting eth0 null',
    'pc2 input eth0 null',
  ]);
});

test('a hook may change the destination before the route is chosen, and refuse with code 13', () => {
  const { lab, pc1, r1, r2 } = twoRouters();
  const verdicts: HookVerdict[] = ['reject', 'drop'];
  r2.hooks.forward.push(() => verdicts.shift() ?? 'accept');
  const errors: string[] = [];
  pc1.icmp.onError(({ type, code }) => errors.push(`${type}/${code}`));
  for (let sequence = 1; sequence < 3; sequence += 1) pc1.icmp.echo(at('10.0.2.2'), { id: 1, sequence });
  lab.run();
  expect(errors).toEqual(['3/13']);
  expect(lab.drops().filter((drop) => drop === 'r2 firewall')).toHaveLength(2);
  r1.hooks.output.push(() => 'drop');
  expect(r1.icmp.echo(at('10.0.2.2'), { id: 1, sequence: 1 })).toBe('EACCES');
});

test('a damaged frame ends at the card, and a frame for another card too', () => {
  const { lab, attacker, r } = target();
  const frame = new Uint8Array(60);
  writeEthernet(frame, 0, card(r).mac, card(attacker).mac, 0x0800);
  r.interfaces.get('eth0')?.receive({ bytes: frame, fcs: 1, number: 1 });
  writeEthernet(frame, 0, 0x5e00_5399, card(attacker).mac, 0x0800);
  r.interfaces.get('eth0')?.receive({ bytes: frame, number: 2 });
  expect(lab.drops()).toEqual(['r:eth0 fcs', 'r:eth0 not-for-me']);
});

test('a host does not forward', () => {
  const { lab, pc1, pc2 } = twoRouters();
  route(pc1, '198.51.100.0/24', '10.0.1.1');
  expect(pc2.ip.forwarding).toBe(false);
  pc2.ip.receive({ bytes: encodeFrame(), number: 5 }, card(pc2));
  expect(lab.drops()).toEqual(['pc2:eth0 not-for-me']);
});

function encodeFrame(): Uint8Array {
  const packet = { identification: 1, flagsAndOffset: 0, ttl: 9, protocol: 17, payload: udp };
  const bytes = encodeIpv4({ ...packet, source: at('10.0.2.9'), destination: at('198.51.100.1') });
  const frame = new Uint8Array(60);
  frame.set(bytes, 14);
  return frame;
}
