import { expect, test } from 'vitest';
import { ipv4Text, macText } from '../wire/address.ts';
import { decodeArp } from '../wire/arp.ts';
import { decodeEthernet } from '../wire/ethernet.ts';
import { decodeIpv4 } from '../wire/ipv4.ts';
import type { EchoReply, IcmpError } from './icmp.ts';
import type { Stack } from './stack.ts';
import { at, Lab, route, twoRouters } from './test/lab.ts';

function ping(from: Stack, to: string, orders: Partial<Parameters<Stack['icmp']['echo']>[1]> = {}) {
  const replies: EchoReply[] = [];
  const errors: IcmpError[] = [];
  from.icmp.onEcho(7, { reply: (reply) => replies.push(reply), error: (error) => errors.push(error) });
  const problem = from.icmp.echo(at(to), { id: 7, sequence: 1, payload: new Uint8Array(56), ...orders });
  return { replies, errors, problem };
}

const says = (errors: IcmpError[]) => errors.map(({ type, code, from }) => `${type}/${code} ${ipv4Text(from)}`);

/** `01 > 02 ttl 64`: last bytes of the MAC addresses. */
function hop(bytes: Uint8Array): string {
  const frame = decodeEthernet(bytes);
  const packet = decodeIpv4(bytes, 14);
  if ('malformed' in frame || 'malformed' in packet) return 'malformed';
  return `${macText(frame.source).slice(-2)} > ${macText(frame.destination).slice(-2)} ttl ${packet.ttl}`;
}

test('a ping crosses two routers: new MAC addresses and one TTL less at every hop, the IP addresses stay', () => {
  const { lab, pc1 } = twoRouters();
  const { replies } = ping(pc1, '10.0.2.2');
  lab.run();
  expect(replies).toMatchObject([{ from: at('10.0.2.2'), sequence: 1, ttl: 62 }]);
  expect(replies[0]?.payload.length).toBe(56);
  expect(lab.sent('pc1:eth0').map(hop)).toEqual(['01 > 02 ttl 64']);
  expect(lab.sent('r1:eth1').map(hop)).toEqual(['03 > 04 ttl 63']);
  expect(lab.sent('r2:eth1').map(hop)).toEqual(['05 > 06 ttl 62']);
  expect(lab.sent('pc2:eth0').map(hop)).toEqual(['06 > 05 ttl 64']);
  expect(lab.sent('r1:eth0').map(hop)).toEqual(['02 > 01 ttl 62']);
  expect(lab.drops()).toEqual([]);
});

test('a forwarded packet differs in TTL and checksum only, and names the transmission it forwards', () => {
  const { lab, pc1 } = twoRouters();
  ping(pc1, '10.0.2.2');
  lab.run();
  const [before] = lab.sent('pc1:eth0');
  const [after] = lab.sent('r1:eth1');
  const differing = [...(before ?? [])].flatMap((byte, index) =>
    index >= 14 && byte !== after?.[index] ? [index - 14] : [],
  );
  expect(differing.filter((index) => index !== 8 && index !== 10 && index !== 11)).toEqual([]);
  const sent = lab.all('frame.sent').find((event) => event.from === 'r1:eth1' && event.after !== undefined);
  expect(sent?.after).toBe(lab.all('frame.sent').find((event) => event.bytes === before)?.frame);
});

test('ARP is asked for the next hop only, never for the far host', () => {
  const { lab, pc1 } = twoRouters();
  ping(pc1, '10.0.2.2');
  lab.run();
  const asked = lab.sent('pc1:eth0', 0x0806).map((bytes) => {
    const arp = decodeArp(bytes, 14);
    return 'malformed' in arp ? arp.malformed : ipv4Text(arp.targetIp);
  });
  expect(asked).toEqual(['10.0.1.1']);
});

test('the same seed gives the same bytes at the same times', () => {
  const run = () => {
    const { lab, pc1 } = twoRouters('same');
    ping(pc1, '10.0.2.2');
    lab.run();
    return JSON.stringify(lab.events);
  };
  expect(run()).toBe(run());
});

test('nobody at the address: the sender hears host unreachable from itself after three questions', () => {
  const { lab, pc1 } = twoRouters();
  const { errors } = ping(pc1, '10.0.1.77');
  lab.run(4e9);
  expect(says(errors)).toEqual(['3/1 10.0.1.2']);
  expect(lab.sent('pc1:eth0', 0x0806)).toHaveLength(3);
  expect(lab.drops()).toEqual(['pc1:eth0 no-arp-answer']);
});

test('nobody at the far address: the last router says host unreachable', () => {
  const { lab, pc1 } = twoRouters();
  const { errors } = ping(pc1, '10.0.2.77');
  lab.run(4e9);
  expect(says(errors)).toEqual(['3/1 10.0.12.2']);
});

test('no route: the router says net unreachable, and a host knows it at once', () => {
  const { lab, pc1, r2 } = twoRouters();
  const { errors } = ping(pc1, '192.0.2.1');
  lab.run();
  expect(says(errors)).toEqual(['3/0 10.0.1.1']);
  expect(lab.drops()).toEqual(['r1 no-route']);
  expect(r2.icmp.echo(at('192.0.2.1'), { id: 1, sequence: 1 })).toBe('ENETUNREACH');
});

test('a TTL that runs out is reported by the router where it did', () => {
  const { lab, pc1 } = twoRouters();
  const { errors } = ping(pc1, '10.0.2.2', { ttl: 1 });
  pc1.icmp.echo(at('10.0.2.2'), { id: 7, sequence: 2, ttl: 2 });
  lab.run();
  expect(says(errors)).toEqual(['11/0 10.0.1.1', '11/0 10.0.12.2']);
  expect(errors.map((error) => error.quote.echoSequence)).toEqual([1, 2]);
  expect(errors.map((error) => error.quote.ttl)).toEqual([1, 1]);
});

test('a muted router drops and says nothing, a muted host does not answer', () => {
  const { lab, pc1, r1, pc2 } = twoRouters();
  r1.icmp.maySendTimeExceeded = false;
  pc2.icmp.mayAnswerEcho = false;
  const { replies, errors } = ping(pc1, '10.0.2.2', { ttl: 1 });
  pc1.icmp.echo(at('10.0.2.2'), { id: 7, sequence: 2 });
  lab.run();
  expect([replies, errors]).toEqual([[], []]);
  expect(lab.drops()).toEqual(['r1 ttl', 'pc2 filtered']);
});

test('too big and not to be cut: fragmentation needed with the MTU, and the sender knows it from then on', () => {
  const { lab, pc1, r1 } = twoRouters();
  const narrow = r1.interfaces.get('eth1');
  if (narrow) narrow.mtu = 576;
  const { errors } = ping(pc1, '10.0.2.2', { dontFragment: true, payload: new Uint8Array(1000) });
  lab.run();
  expect(says(errors)).toEqual(['3/4 10.0.1.1']);
  expect(errors[0]?.rest).toBe(576);
  expect(pc1.ip.mtuTo(at('10.0.2.2'))).toBe(576);
  expect(pc1.icmp.echo(at('10.0.2.2'), { id: 7, sequence: 2, dontFragment: true, payload: new Uint8Array(549) })).toBe(
    'EMSGSIZE',
  );
  expect(ping(pc1, '10.0.2.2', { dontFragment: true, payload: new Uint8Array(548) }).problem).toBe(null);
  lab.run(600e9);
  expect(pc1.ip.mtuTo(at('10.0.2.2'))).toBe(1500);
});

test('a router on the same cable as the better one says so, forwards, and the host goes straight from then on', () => {
  const lab = new Lab();
  const pc = lab.device('pc', { eth0: '10.0.0.9/24' });
  const r1 = lab.router('r1', { eth0: '10.0.0.1/24' });
  lab.cable(pc, 'eth0', r1, 'eth0');
  route(pc, '0.0.0.0/0', '10.0.0.1');
  route(r1, '192.0.2.0/24', '10.0.0.2');
  r1.arp.set(r1.interfaces.get('eth0') as never, at('10.0.0.2'), 0x5e00_5377);
  ping(pc, '192.0.2.1');
  lab.run();
  expect(pc.routes.lookup(at('192.0.2.1'))).toMatchObject({
    via: at('10.0.0.2'),
    prefixLength: 32,
    source: 'redirect',
  });
  expect(lab.sent('r1:eth0').map(hop)).toEqual(['02 > 01 ttl 64', '02 > 77 ttl 63']);
  lab.run(301e9);
  expect(pc.routes.lookup(at('192.0.2.1'))?.via).toBe(at('10.0.0.1'));
});

test('a host pings itself by address and by 127.0.0.1 without any cable', () => {
  const lab = new Lab();
  const pc = lab.device('pc', { eth0: '10.0.0.9/24' });
  const both = ping(pc, '10.0.0.9');
  pc.icmp.echo(at('127.0.0.1'), { id: 7, sequence: 2 });
  lab.run();
  expect(both.replies.map((reply) => `${ipv4Text(reply.from)} ${reply.interface}`)).toEqual([
    '10.0.0.9 lo',
    '127.0.0.1 lo',
  ]);
});

test('an echo request to everyone is not answered', () => {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  lab.cable(a, 'eth0', b, 'eth0');
  expect(ping(a, '10.0.0.255').problem).toBe(null);
  lab.run();
  expect(lab.drops()).toEqual(['b filtered']);
});

test('a packet of our own without a route never becomes a frame, and whoever looks is told where it ended', () => {
  const lab = new Lab();
  const wide = lab.device('pc1', { eth0: '10.1.2.3/16' });
  const narrow = lab.device('pc2', { eth0: '10.1.3.4/24' });
  lab.cable(wide, 'eth0', narrow, 'eth0');
  expect(ping(narrow, '10.1.2.3').problem).toBe('ENETUNREACH');
  expect(lab.drops()).toEqual(['pc2 no-route']);
  expect(lab.sent('pc2:eth0')).toEqual([]);
  lab.forget();
  const { replies } = ping(wide, '10.1.3.4');
  lab.run();
  expect(replies).toEqual([]);
  expect(lab.drops()).toEqual(['pc2 no-route']);
  const [lost] = lab.all('frame.dropped');
  expect(lost).toMatchObject({
    frame: null,
    says: 'pc2 has no route to 10.1.2.3, so the packet never became a frame.',
  });
  expect(decodeIpv4(lost?.bytes ?? new Uint8Array(), 14)).toMatchObject({
    source: at('10.1.3.4'),
    destination: at('10.1.2.3'),
  });
});
