import { expect, test } from 'vitest';
import type { CheckResult } from '../evidence/event.ts';
import { passes, saying } from './judged.ts';
import { closedPolitely, lightsOn, metIn, testRan } from './own-room.ts';
import { at, Scenario } from './scenario.ts';

const wanted = { passed: 18, safety: 6 };

const results = (passed: number, safety: number): CheckResult[] =>
  Array.from({ length: 20 }, (_, index) => ({
    check: `check-${index}`,
    safety: index < 6,
    outcome: index < safety || (index >= 6 && index < 6 + passed - safety) ? 'passed' : 'failed',
  }));

const tested = (scenario: Scenario, passed: number, safety: number): Scenario =>
  scenario.add(
    { kind: 'test.began', subject: 'server', at: at(5050) },
    { kind: 'test.ended', subject: 'server', at: at(5050), results: results(passed, safety) },
  );

test('lights count in one run, and those about safety count by themselves', () => {
  expect(saying(lightsOn(5050, wanted), new Scenario())).toContain('has not been in a room on port 5050');
  expect(saying(lightsOn(5050, wanted), tested(new Scenario(), 10, 6))).toContain('10 of 20 lights');
  expect(saying(lightsOn(5050, wanted), tested(new Scenario(), 18, 4))).toContain('2 about safety are dark');
  expect(saying(lightsOn(5050, wanted), tested(tested(new Scenario(), 14, 6), 18, 4))).toContain('dark');
  expect(passes(lightsOn(5050, wanted), tested(tested(new Scenario(), 18, 6), 3, 1))).toContain('18 of 20 lights');
  expect(passes(testRan(5050), tested(new Scenario(), 1, 1))).toContain('tried everything');
});

test('a room that First Hop serves is nobody’s own', () => {
  const ours = new Scenario().add({
    kind: 'room.witness',
    room: 'mine',
    port: 5050,
    peer: at(40_001),
    what: { event: 'greeted' },
  });
  expect(saying(lightsOn(5050, wanted), tested(ours, 20, 6))).toContain('one of First Hop’s');
});

/** Joins the learner's room as this member. @returns the socket */
const joined = (scenario: Scenario, port: number, nick: string): number => {
  const socket = scenario.connected(5050, port);
  scenario.received(socket, `HELLO chat/1 room=mine auth=password\nOK you=${nick}\n`);
  return socket;
};

test('two who hear each other have met; the tester’s own visits do not count', () => {
  const alone = new Scenario();
  const one = joined(alone, 40_001, 'anon-1');
  alone.received(one, 'MSG anon-1 hello\n');
  expect(saying(metIn(5050), alone)).toContain('One of two');
  const other = joined(alone, 40_002, 'anon-2');
  expect(saying(metIn(5050), alone)).toContain('nobody else yet');
  alone.received(other, 'MSG anon-1 hi\nMSG anon-2 hi too\n');
  expect(passes(metIn(5050), alone)).toContain('heard each other');

  const testing = new Scenario().add({ kind: 'test.began', subject: 'server', at: at(5050) });
  const visitor = joined(testing, 40_003, 'anon-3');
  testing.received(visitor, 'MSG anon-3 a\nMSG anon-4 b\n');
  testing.add({ kind: 'test.ended', subject: 'server', at: at(5050), results: [] });
  expect(saying(metIn(5050), testing)).toContain('Nobody has joined');
});

test('a room closes politely with a FIN of its own', () => {
  const log = new Scenario();
  const one = joined(log, 40_001, 'anon-1');
  expect(saying(closedPolitely(5050), log)).toContain('Nobody in your room has seen it close');
  log.sent(one, 'BYE\n').closed(one, 'fin', 'remote');
  expect(saying(closedPolitely(5050), log)).toContain('left by themselves');
  const cut = joined(log, 40_002, 'anon-2');
  log.closed(cut, 'rst', 'remote');
  expect(saying(closedPolitely(5050), log)).toContain('saw a reset');
  const told = joined(log, 40_003, 'anon-3');
  log.closed(told, 'fin', 'remote');
  expect(passes(closedPolitely(5050), log)).toContain('FIN');
});
