import { expect, test } from 'vitest';
import { at, card, Lab, twoRouters } from './test/lab.ts';

test('TCP crosses two routers', () => {
  const { lab, pc1, pc2 } = twoRouters();
  const listener = pc2.tcp.listen({ address: 0, port: 80 });
  const client = pc1.tcp.connect({ address: at('10.0.2.2'), port: 80 });
  if (typeof listener === 'string' || typeof client === 'string') throw new Error('no socket');
  lab.run();
  client.send(Uint8Array.of(1, 2, 3));
  lab.run();
  expect(client.state).toBe('ESTAB');
  expect(listener.accept()?.receive()).toEqual(Uint8Array.of(1, 2, 3));
  expect(lab.drops()).toEqual([]);
});

test('TCP hears from ICMP that nobody is there', () => {
  const { lab, pc1 } = twoRouters();
  const ends: string[] = [];
  const client = pc1.tcp.connect({ address: at('10.0.2.99'), port: 80 });
  if (typeof client === 'string') throw new Error(client);
  client.user = { closed: (end) => ends.push(end) };
  lab.run();
  expect(ends).toEqual(['unreachable']);
});

test('a card that is off sends and hears nothing, and takes its routes along', () => {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  const b = lab.device('b', { eth0: '10.0.0.2/24' });
  lab.cable(a, 'eth0', b, 'eth0');
  card(a).up = false;
  expect(a.routes.list).toEqual([]);
  expect(a.icmp.echo(at('10.0.0.2'), { id: 1, sequence: 1 })).toBe('ENETUNREACH');
  card(a).up = true;
  expect(a.icmp.echo(at('10.0.0.2'), { id: 1, sequence: 1 })).toBe(null);
});

test('a mistake in a topology is said at once', () => {
  const lab = new Lab();
  const a = lab.device('a', { eth0: '10.0.0.1/24' });
  expect(() => a.addInterface('eth0', 1)).toThrow(RangeError);
  expect(() => a.addInterface('eth1', 0x0100_0000_0000)).toThrow(RangeError);
  expect(() => a.port('eth9')).toThrow(RangeError);
});
