import { expect, it } from 'vitest';
import { worldOf } from '../link/world.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import { FlowTable, mayBegin } from './conntrack.ts';

const S = 2;
const A = 16;
const F = 1;
const R = 4;
const there = { protocol: 6, source: 1, sourcePort: 10, destination: 2, destinationPort: 20 };
const back = { protocol: 6, source: 2, sourcePort: 20, destination: 1, destinationPort: 10 };

function table(most = 100) {
  const world = worldOf(new Clock(), new Random('flows'));
  const ended: number[] = [];
  const flows = new FlowTable<null>(world, { most, ended: () => ended.push(world.clock.now / second) });
  return { world, flows, ended };
}

it('a connection is new, established and closing as its flags say', () => {
  const { flows } = table();
  const flow = flows.add(there, null);
  if (!flow) throw new Error('room for one');
  const after = (packet: typeof there, flags: number) => {
    flows.saw(flow, packet, flags);
    return flow.state;
  };
  expect(after(there, S)).toBe('new');
  expect(after(back, S | A)).toBe('new');
  expect(after(there, A)).toBe('established');
  expect(after(there, F | A)).toBe('closing');
  expect(after(back, A)).toBe('closing');
  expect(after(there, S)).toBe('new');
  expect(after(back, R | A)).toBe('closing');
});

it('a flow is found from both ends, and TCP, UDP and ICMP are told apart', () => {
  const { flows } = table();
  const flow = flows.add(there, null);
  expect(flows.find(there)).toBe(flow);
  expect(flows.find(back)).toBe(flow);
  expect(flows.find({ ...there, protocol: 17 })).toBeNull();
  expect(flows.find({ ...there, protocol: 1 })).toBeNull();
});

it('half-open connections live 4 minutes, established ones 2 h 4 min, UDP 5 minutes, pings 1 minute', () => {
  const { world, flows, ended } = table();
  flows.add(there, null);
  const open = flows.add({ ...there, sourcePort: 11 }, null);
  if (!open) throw new Error('room');
  flows.saw(open, { ...back, destinationPort: 11 }, S | A);
  flows.saw(open, { ...there, sourcePort: 11 }, A);
  flows.add({ ...there, protocol: 17 }, null);
  flows.add({ ...there, protocol: 1 }, null);
  world.clock.runUntil(8000 * second);
  expect(ended).toEqual([60, 240, 300, 7440]);
});

it('a full table gives up what is half open, and never what is established', () => {
  const { flows } = table(2);
  const first = flows.add(there, null);
  if (!first) throw new Error('room');
  flows.saw(first, back, S | A);
  flows.saw(first, there, A);
  flows.add({ ...there, sourcePort: 11 }, null);
  flows.add({ ...there, sourcePort: 12 }, null);
  expect([...flows.flows].map(({ sourcePort }) => sourcePort)).toEqual([10, 12]);
});

it('only a SYN, a UDP datagram or a question begins a flow', () => {
  expect(mayBegin(6, S, -1)).toBe(true);
  for (const flags of [A, S | A, R, F | A]) expect(mayBegin(6, flags, -1)).toBe(false);
  expect(mayBegin(17, 0, -1)).toBe(true);
  expect(mayBegin(1, 0, 8)).toBe(true);
  expect(mayBegin(1, 0, 0)).toBe(false);
  expect(mayBegin(47, 0, -1)).toBe(false);
});
