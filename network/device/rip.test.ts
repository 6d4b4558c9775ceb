import { expect, test } from 'vitest';
import type { Stack } from '../stack/stack.ts';
import { at, Lab, route } from '../stack/test/lab.ts';
import { second } from '../time/clock.ts';
import { Rip, type RipOptions } from './rip.ts';

/** r1, r2 and r3 in a triangle, a network with a host behind r1 and one behind r3. */
function triangle(options: RipOptions = {}) {
  const lab = new Lab();
  const pc1 = lab.device('pc1', { eth0: '10.1.0.2/24' });
  const r1 = lab.router('r1', { eth0: '10.1.0.1/24', eth1: '10.0.12.1/24', eth2: '10.0.13.1/24' });
  const r2 = lab.router('r2', { eth0: '10.0.12.2/24', eth1: '10.0.23.2/24' });
  const r3 = lab.router('r3', { eth0: '10.3.0.1/24', eth1: '10.0.13.3/24', eth2: '10.0.23.3/24' });
  const pc3 = lab.device('pc3', { eth0: '10.3.0.2/24' });
  const cables = {
    left: lab.cable(pc1, 'eth0', r1, 'eth0'),
    direct: lab.cable(r1, 'eth2', r3, 'eth1'),
    up: lab.cable(r1, 'eth1', r2, 'eth0'),
    down: lab.cable(r2, 'eth1', r3, 'eth2'),
    right: lab.cable(r3, 'eth0', pc3, 'eth0'),
  };
  route(pc1, '0.0.0.0/0', '10.1.0.1');
  route(pc3, '0.0.0.0/0', '10.3.0.1');
  const rips = [r1, r2, r3].map((router) => new Rip(router, options));
  return { lab, pc1, r1, r2, r3, pc3, cables, rips };
}
function answered(lab: Lab, pc: Stack, to: string): boolean {
  let heard = false;
  const stop = pc.icmp.onEcho(3, {
    reply: () => {
      heard = true;
    },
  });
  pc.icmp.echo(at(to), { id: 3, sequence: 1 });
  lab.run(4 * second);
  stop();
  return heard;
}
const best = (router: Stack, to: string) => {
  const found = router.routes.lookup(at(to));
  return found && `${found.interface} ${found.metric} ${found.source}`;
};

test('every router learns every network by its shortest way', () => {
  const { lab, r1, r2, pc1 } = triangle();
  lab.run(40 * second);
  expect(best(r1, '10.3.0.2')).toBe('eth2 2 rip');
  expect(best(r2, '10.3.0.2')).toBe('eth1 2 rip');
  expect(answered(lab, pc1, '10.3.0.2')).toBe(true);
});

test('a cut path heals within seconds, and the short way comes back when it is mended', () => {
  const { lab, r1, pc1, cables } = triangle();
  lab.run(40 * second);
  cables.direct.cut();
  lab.run(12 * second);
  expect(best(r1, '10.3.0.2')).toBe('eth1 3 rip');
  expect(answered(lab, pc1, '10.3.0.2')).toBe(true);
  cables.direct.mend();
  lab.run(40 * second);
  expect(best(r1, '10.3.0.2')).toBe('eth2 2 rip');
});

test('a network that is gone is gone everywhere, without counting to infinity', () => {
  const { lab, r1, r2, cables } = triangle();
  lab.run(40 * second);
  cables.right.cut();
  lab.run(12 * second);
  expect([best(r1, '10.3.0.2'), best(r2, '10.3.0.2')]).toEqual([null, null]);
  const metrics = lab
    .all('route.changed')
    .filter((event) => event.prefix === '10.3.0.0/24')
    .map((event) => event.metric);
  expect(Math.max(...metrics)).toBeLessThan(5);
});

test('a router that falls silent is forgotten after six updates', () => {
  const { lab, r1, rips } = triangle({ updateEvery: second });
  lab.run(4 * second);
  rips[2]?.stop();
  lab.run(9 * second);
  expect(best(r1, '10.3.0.2')).toBe(null);
});

test('messages go to 224.0.0.9 with TTL 1, and what was learned on a cable is told there as 16', () => {
  const { lab } = triangle();
  lab.run(70 * second);
  const frame = lab.sent('r1:eth2').at(-1) ?? new Uint8Array();
  expect([...frame.slice(0, 6)]).toEqual([1, 0, 0x5e, 0, 0, 9]);
  expect(frame[22]).toBe(1);
  const told = Array.from({ length: (frame.length - 46) / 20 }, (_, index) =>
    frame.subarray(46 + index * 20, 66 + index * 20),
  );
  const poisoned = told
    .filter((entry) => entry[19] === 16)
    .map((entry) => `${entry[4]}.${entry[5]}.${entry[6]}.${entry[7]}`);
  expect(poisoned).toContain('10.3.0.0');
});
