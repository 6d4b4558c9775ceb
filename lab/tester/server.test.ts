import { describe, expect, test } from 'vitest';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { Room } from '../services/chat/room.ts';
import { pageRoomLimits } from '../services/chat/room-limits.ts';
import { connectionOf } from '../services/stream-connection.ts';
import { reportOf, summaryOf } from './report.ts';
import type { Result } from './result.ts';
import { runServerChecks } from './run-server-checks.ts';
import { type Fault, StudentRoom } from './student-room.ts';

const at = { address: '127.0.0.1', port: 5050 };

async function tested(host: MemoryHost, password: string | undefined, patience = 5_000): Promise<Result[]> {
  const results: Result[] = [];
  const { signal } = new AbortController();
  for await (const result of runServerChecks({ host, at, password, clock: testWorld, signal, patience }))
    results.push(result);
  return results;
}

const withOutcome = (results: readonly Result[], outcome: Result['outcome']): string[] =>
  results.filter((each) => each.outcome === outcome).map(({ check }) => check);

const textOf = (results: readonly Result[]): string =>
  results.flatMap((result, index) => reportOf(result, index + 1).map(({ text }) => text)).join('\n');

async function ourRoom(host: MemoryHost, password?: string): Promise<void> {
  const room = new Room({
    ...(password === undefined ? {} : { password }),
    name: 'ours',
    limits: pageRoomLimits,
    now: testWorld.now,
    random: testWorld.randomBytes,
    hmac: testWorld.hmac,
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const listener = await host.listen(at);
  void (async () => {
    for (;;) room.serve(connectionOf(await listener.accept()));
  })();
}

async function studentRoom(...faults: Fault[]): Promise<Result[]> {
  const host = new MemoryHost();
  const room = new StudentRoom(await host.listen(at), 'tea', ...faults);
  room.run().catch(() => {});
  return tested(host, 'tea', 1_000);
}

describe('rooms that are right', () => {
  test('our own has all twenty lights', async () => {
    const host = new MemoryHost();
    await ourRoom(host, 'word');
    const results = await tested(host, 'word');
    expect(textOf(results)).not.toContain('✗');
    expect(summaryOf(results).text).toBe('20 of 20 passed. Safety: 6 of 6.');
  }, 30_000);

  test('an open one is not asked about a password', async () => {
    const host = new MemoryHost();
    await ourRoom(host);
    const results = await tested(host, undefined);
    expect(withOutcome(results, 'skipped')).toEqual(['password']);
    expect(summaryOf(results).text).toBe('19 of 19 passed. Safety: 5 of 5.');
  }, 30_000);

  test('a plain one of a learner has all twenty, too', async () => {
    const results = await studentRoom();
    expect(textOf(results)).not.toContain('✗');
    expect(withOutcome(results, 'passed')).toHaveLength(20);
  }, 30_000);
});

describe('rooms with one fault', () => {
  /** The fault, the checks that have to fail and no other, and what the first of them says. */
  test.each<[Fault, string[], string]>([
    ['greets-late', ['greeting'], 'came     nothing for 1.0 s'],
    ['greeting-without-end', ['greeting'], 'The line has no end'],
    ['wrong-protocol', ['greeting'], 'came     Hello, chat/1 room=student auth=password\\n\n               ^'],
    ['serial', ['silent'], 'Your program seems to wait for one visitor'],
    ['guess-without-end', ['password'], 'guess right in the end'],
    ['hears-strangers', ['password'], 'expected ERR need-password <sentence>\\n'],
    ['not-to-sender', ['message'], 'The sender wants to see its own line'],
    ['python-bytes', ['message'], 'That is how Python prints bytes'],
    ['empty-piece', ['message', 'bye'], 'an empty piece behind the last'],
    ['names-with-commas', ['who'], `HERE 2 anon-11, anon-12\\n\n${' '.repeat(28)}^`],
    ['lists-visitors', ['who'], 'Who has no nickname yet is no member.'],
    ['joins-itself', ['join-left'], 'JOIN is for the others.'],
    ['no-left', ['join-left'], 'An empty read'],
    ['ghosts', ['join-left', 'resets'], 'WHO still lists it'],
    ['bare-line-closes', ['bare-line'], 'the connection was closed (FIN)'],
    ['bye-without-fin', ['bye'], 'expected the end of the connection (FIN)'],
    ['history', ['no-history'], 'before you came\\n'],
    ['read-is-line', ['one-byte', 'glued', 'separate-buffers'], 'Keep it until the line is whole.'],
    ['first-line-only', ['glued'], 'One read may bring several lines'],
    ['one-buffer', ['separate-buffers'], 'a buffer of its own'],
    ['keeps-cr', ['crlf'], 'The \\r belongs to the end of the line'],
    ['capitals-only', ['crlf'], 'ERR unknown-command'],
    ['no-limit', ['long-line'], 'nobody can fill the memory'],
    ['latin-1', ['not-utf8'], 'expected ERR not-utf8 <sentence>\\n'],
    ['replaces-latin-1', ['not-utf8'], 'Take a strict one'],
    ['dies-of-latin-1', ['not-utf8'], 'Your program has stopped.'],
    ['raw-controls', ['control-characters'], '\\x1b[2Jb\\x07'],
    ['ten-members', ['thirty'], 'ERR room-full'],
    ['dies-of-reset', ['resets'], 'Your program has stopped.'],
    ['dies-of-quiet-reset', ['resets'], 'makes the next recv or send fail'],
    ['waits-for-the-slow', ['slow-reader'], 'One member does not read, and your room waits for it.'],
  ])(
    '%s: fails %j',
    async (fault, failing, saying) => {
      const results = await studentRoom(fault);
      expect(withOutcome(results, 'failed')).toEqual(failing);
      expect(textOf(results)).toContain(saying);
    },
    30_000,
  );
});
