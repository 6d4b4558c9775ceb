import { expect, it } from 'vitest';
import type { Evidence } from '../evidence/event.ts';
import type { Door } from '../host.ts';
import { doorsTried } from './doors-tried.ts';

const door = (address: string, answer: Door['answer'], room = 'blue'): Door => ({
  ...{ room, address, port: 5001, interface: 'eth0', answer },
});
const read = (...doors: Door[]): Evidence => ({ kind: 'doors.tried', terminal: 'a', doors, seq: 7, ms: 0 });
const here = door('127.0.0.1', 'open');

it('wants the doors to be tried, and tells what a neighbour would get', () => {
  const check = doorsTried('blue');
  expect(check([])).toMatchObject({ passed: false, saying: expect.stringContaining('`rooms --lan`') });
  expect(check([read(door('127.0.0.1', 'open', 'green'))]).passed).toBe(false);
  const says = (...doors: Door[]) => check([read(...doors)]);
  expect(says(here)).toMatchObject({ passed: true, saying: expect.stringContaining('in no network'), at: [7] });
  expect(says(here, door('192.168.1.7', 'ECONNREFUSED')).saying).toContain('At 192.168.1.7 there was no room');
  expect(says(here, door('192.168.1.7', 'open')).saying).toContain('was opened to the network');
});
