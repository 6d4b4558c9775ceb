import { expect, it } from 'vitest';
import { rehearse } from './rehearse.ts';
import type { DeviceSpec, Topology } from './topology.ts';

const pc = (name: string): DeviceSpec => ({ kind: 'host', name, at: { x: 0, y: 0 } });
const network: Topology = {
  id: 'rehearsal',
  seed: 'a',
  devices: [
    pc('a'),
    pc('b'),
    pc('c'),
    { kind: 'switch', name: 'sw1', at: { x: 0, y: 0 }, ports: 3 },
    { kind: 'hub', name: 'hub1', at: { x: 0, y: 0 }, ports: 3 },
  ],
  cables: [
    { ends: ['a:eth0', 'hub1:p1'] },
    { ends: ['b:eth0', 'hub1:p2'] },
    { ends: ['sw1:p1', 'hub1:p3'] },
    { ends: ['c:eth0', 'sw1:p2'] },
  ],
};

it('tells what the switch did with each frame, and its table after it', () => {
  const rounds = rehearse(network, 'sw1', [
    { from: 'a', to: 'c' },
    { from: 'c', to: 'a' },
    { from: 'b', to: 'a' },
    { from: 'a', to: 'all' },
  ]);
  expect(rounds.map(({ port, decision, ports }) => [port, decision, ports])).toEqual([
    ['p1', 'flood', ['p2']],
    ['p2', 'forward', ['p1']],
    ['p1', 'filter', []],
    ['p1', 'flood', ['p2']],
  ]);
  expect(rounds.map(({ table }) => Object.fromEntries(table))).toEqual([
    { a: 'p1' },
    { a: 'p1', c: 'p2' },
    { a: 'p1', b: 'p1', c: 'p2' },
    { a: 'p1', b: 'p1', c: 'p2' },
  ]);
});
