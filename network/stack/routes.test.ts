import { expect, test } from 'vitest';
import { worldOf } from '../link/world.ts';
import { Clock } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { RouteTable } from './routes.ts';
import { at, Lab } from './test/lab.ts';

function table() {
  const events: NetworkEvent[] = [];
  const routes = new RouteTable(
    worldOf(new Clock(), new Random('r'), (event) => events.push(event)),
    'r1',
    (label) => label !== 'off',
  );
  const add = (
    prefix: string,
    prefixLength: number,
    name: string,
    metric = 0,
    source: 'static' | 'rip' | 'dhcp' = 'static',
  ) => routes.add({ prefix: at(prefix), prefixLength, via: null, interface: name, metric, source });
  const way = (to: string) => routes.lookup(at(to))?.interface ?? null;
  return { routes, add, way, events };
}

test('the longest prefix wins, whatever came first', () => {
  const { add, way } = table();
  add('0.0.0.0', 0, 'default');
  add('10.1.2.0', 24, 'net');
  add('10.0.0.0', 8, 'big');
  add('10.1.2.3', 32, 'host');
  expect(['10.1.2.3', '10.1.2.4', '10.9.9.9', '192.0.2.1'].map(way)).toEqual(['host', 'net', 'big', 'default']);
});

test('of equal prefixes the source counts, then the smaller metric', () => {
  const { add, way } = table();
  add('10.0.0.0', 8, 'rip', 1, 'rip');
  add('10.0.0.0', 8, 'dear', 10);
  add('10.0.0.0', 8, 'cheap', 5);
  expect(way('10.1.1.1')).toBe('cheap');
});

test('no route is null, and an interface that is not usable is passed over', () => {
  const { add, way } = table();
  expect(way('10.0.0.1')).toBe(null);
  add('10.0.0.0', 24, 'off');
  expect(way('10.0.0.1')).toBe(null);
  add('10.0.0.0', 8, 'on');
  expect(way('10.0.0.1')).toBe('on');
});

test('changes are told: added, changed, removed; the same again is no change', () => {
  const { routes, add, events } = table();
  add('10.0.0.9', 8, 'a');
  add('10.0.0.0', 8, 'a');
  add('10.0.0.0', 8, 'b');
  expect(routes.remove({ source: 'static' })).toBe(1);
  const told = events.map((event) =>
    event.kind === 'route.changed' ? `${event.prefix} ${event.interface} ${event.how}` : '',
  );
  expect(told).toEqual(['10.0.0.0/8 a added', '10.0.0.0/8 b changed', '10.0.0.0/8 b removed']);
});

test('an address brings its network, and takes it along', () => {
  const lab = new Lab();
  const pc = lab.device('pc', { eth0: '10.1.2.3/24' });
  expect(pc.routes.list).toMatchObject([{ prefix: at('10.1.2.0'), prefixLength: 24, source: 'connected' }]);
  pc.interfaces.get('eth0')?.removeAddress(at('10.1.2.3'));
  expect(pc.routes.list).toEqual([]);
  const told = lab.all('address.changed').filter((event) => event.interface === 'eth0');
  expect(told.map((event) => event.addresses.length)).toEqual([1, 0]);
});
