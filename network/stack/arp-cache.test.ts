import { expect, test } from 'vitest';
import { second } from '../time/clock.ts';
import { ipv4Text } from '../wire/address.ts';
import { at, card, Lab } from './test/lab.ts';

function pair() {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  const cable = lab.cable(a, 'eth0', b, 'eth0');
  lab.forget();
  return { lab, a, b, cable };
}
const rows = (lab: Lab, device: string) =>
  lab
    .all('arp.changed')
    .filter((event) => event.device === device)
    .map((event) => `${event.address} ${event.state} ${event.how}`);

test('asked, answered, believed for 30 s, stale for 60 s, gone', () => {
  const { lab, a, b } = pair();
  a.arp.ask(card(a), at('10.0.0.2'));
  lab.run(29 * second);
  expect(a.arp.entries).toMatchObject([{ state: 'reachable', mac: card(b).mac }]);
  lab.run(100 * second);
  expect(rows(lab, 'a')).toEqual([
    '10.0.0.2 incomplete asked',
    '10.0.0.2 reachable reply',
    '10.0.0.2 stale aged',
    '10.0.0.2 removed aged',
  ]);
  expect(rows(lab, 'b')[0]).toBe('10.0.0.1 reachable request');
});

test('a stale row that is used is asked about at its neighbour alone, while the packet goes', () => {
  const { lab, a } = pair();
  a.icmp.echo(at('10.0.0.2'), { id: 1, sequence: 1 });
  lab.run(31 * second);
  lab.forget();
  a.icmp.echo(at('10.0.0.2'), { id: 1, sequence: 2 });
  lab.run(second);
  expect(rows(lab, 'a').slice(0, 2)).toEqual(['10.0.0.2 probe used', '10.0.0.2 reachable reply']);
  expect(lab.sent('a:eth0', 0x0806)[0]?.[0]).toBe(0);
  expect(lab.sent('a:eth0')).toHaveLength(1);
});

test('a neighbour that is gone fails after three questions, a second apart', () => {
  const { lab, a, cable } = pair();
  cable.cut();
  a.icmp.echo(at('10.0.0.2'), { id: 1, sequence: 1 });
  lab.run(4 * second);
  expect(rows(lab, 'a')).toEqual(['10.0.0.2 incomplete asked', '10.0.0.2 failed no-answer']);
});

test('an announcement cures a row that is wrong, and makes none where there was none', () => {
  const { lab, a, b } = pair();
  a.arp.ask(card(a), at('10.0.0.2'));
  lab.run(second);
  card(b).mac = 0x5e00_5399;
  b.arp.flush();
  b.arp.announce(card(b));
  lab.run(second);
  expect(a.arp.entries).toMatchObject([{ mac: 0x5e00_5399, state: 'reachable' }]);
  a.arp.flush();
  lab.run(5 * second);
  expect(a.arp.entries).toEqual([]);
  expect(lab.sent('b:eth0', 0x0806).length).toBe(3);
});

test('two hosts with one address notice each other, and nothing is learned from it', () => {
  const { lab, a, b } = pair();
  card(b).addAddress(at('10.0.0.1'), 24);
  b.arp.announce(card(b));
  lab.run();
  const conflicts = lab.all('arp.conflict').map((event) => `${event.device} ${event.address} ${event.mac}`);
  expect(conflicts).toContain('a 10.0.0.1 00:00:5e:00:53:02');
  expect(conflicts).toContain('b 10.0.0.1 00:00:5e:00:53:01');
  expect(a.arp.entries).toEqual([]);
  expect(lab.sent('a:eth0', 0x0806).length).toBeLessThan(3);
});

test('a probe finds who holds an address, and finds nobody at a free one', () => {
  const { lab, a, b } = pair();
  const found: (number | null)[] = [];
  a.arp.probe(card(a), at('10.0.0.2'), (holder) => found.push(holder));
  a.arp.probe(card(a), at('10.0.0.3'), (holder) => found.push(holder));
  lab.run(10 * second);
  expect(found).toEqual([card(b).mac, null]);
  expect(b.arp.entries).toEqual([]);
});

test('what is said about others is not learned', () => {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  lab.cable(a, 'eth0', b, 'eth0');
  a.arp.ask(card(a), at('10.0.0.77'));
  lab.run(second / 2);
  expect(b.arp.entries).toEqual([]);
});

test('a row set by hand does not age, is not overwritten and survives a flush', () => {
  const { lab, a, b } = pair();
  a.arp.set(card(a), at('10.0.0.2'), 0x5e00_5355);
  b.arp.announce(card(b));
  lab.run(200 * second);
  a.arp.flush();
  expect(a.arp.entries.map((row) => `${ipv4Text(row.address)} ${row.state} ${row.mac}`)).toEqual([
    `10.0.0.2 permanent ${0x5e00_5355}`,
  ]);
  expect(a.arp.remove(card(a), at('10.0.0.2'))).toBe(true);
});

test('packets wait for the answer and leave in order; the oldest makes room', () => {
  const { lab, a } = pair();
  for (let sequence = 0; sequence < 100; sequence += 1)
    a.icmp.echo(at('10.0.0.2'), { id: 1, sequence, payload: new Uint8Array(1400) });
  lab.run();
  const sequences = lab.sent('a:eth0').map((bytes) => bytes[41]);
  expect(sequences).toEqual([...sequences].sort((x, y) => Number(x) - Number(y)));
  expect(sequences.at(-1)).toBe(99);
  expect(sequences.length).toBe(90);
  expect(lab.drops().filter((drop) => drop === 'a queue-full')).toHaveLength(10);
});
