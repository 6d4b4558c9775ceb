import { expect, it } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { badgeOf, roleFacts } from './role-facts.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });
const log = (...facts: Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq }));

const listening: Fact = { kind: 'tcp.listening', socket: 1, local: at(5006) };
const asking: Fact = { kind: 'tcp.opened', socket: 2, role: 'client', local: at(40_000), remote: at(7007) };
const called: Fact = {
  kind: 'tcp.opened',
  socket: 3,
  role: 'server',
  local: at(5006),
  remote: at(40_001),
  listener: 1,
};

it('flips the badge with what the sockets do, and back', () => {
  const badge = (...facts: Fact[]) => badgeOf(roleFacts(log(...facts)));
  expect(badge()).toBe('neither');
  expect(badge(listening)).toBe('server');
  expect(badge(asking)).toBe('client');
  expect(badge(listening, asking)).toBe('both');
  expect(badge(listening, asking, { kind: 'tcp.closed', socket: 2, how: 'fin', by: 'local' })).toBe('server');
  expect(badge(listening, called, { kind: 'listener.closed', socket: 1 })).toBe('server');
  expect(badge(listening, asking, { kind: 'host.lost' })).toBe('neither');
});

it('tells who is who in each conversation', () => {
  const { waiting, talking } = roleFacts(log(listening, asking, called));
  expect(waiting).toEqual([at(5006)]);
  expect(talking.map(({ role, remote }) => [role, remote.port])).toEqual([
    ['client', 7007],
    ['server', 40_001],
  ]);
});

it('leaves out the sockets of virtual hosts', () => {
  expect(badgeOf(roleFacts(log({ ...asking, host: 'pc1' })))).toBe('neither');
});
