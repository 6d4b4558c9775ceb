import { afterEach, describe, expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';

const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

/** Terminal a serves a room on port 5009; b and c are free. */
async function served(flags: string): Promise<{ a: TerminalRig; b: TerminalRig; c: TerminalRig; log: EvidenceLog }> {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ computer: new MemoryComputer(), log });
  const [a, b, c] = ['a', 'b', 'c'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  if (!a || !b || !c) throw new Error('Three terminals were made.');
  open.push(a, b, c);
  a.line(`room serve 5009 ${flags} &`);
  await a.see('listens on');
  return { a, b, c, log };
}

const left = (log: EvidenceLog) => log.entries.flatMap((fact) => (fact.kind === 'bots.left' ? [fact] : []));
const mostBuffered = (log: EvidenceLog): number =>
  Math.max(0, ...log.entries.flatMap((fact) => (fact.kind === 'room.buffered' ? [fact.bytes] : [])));

test('thirty members say a line each, and the room sends nine hundred', async () => {
  const { b, log } = await served('--arch loop');
  expect(await b.run('bots 30 5009')).toMatch(/30 of 30 are in.*\n.*said +30\n.*together +900\n.*least +30\n/);
  expect(left(log)[0]).toMatchObject({ said: 30, stalled: false });
  expect(left(log)[0]?.bots.every(({ heard, greetedMs }) => heard === 30 && greetedMs !== null)).toBe(true);
});

test('a room with a password, and one that nobody serves', async () => {
  const { b } = await served('--password tea');
  expect(await b.run('bots 3 5009 --password tea')).toContain('3 of 3 are in');
  expect(await b.run('bots 3 5009 --password milk')).toContain('NO wrong-password');
  expect(await b.run('bots 3 5010')).toContain('No room listens at 5010');
  expect(await b.run('bots 300 5009')).toContain('a number from 1 to 40');
  expect(await b.run('bots 2 5009 --deaf 2')).toContain('fewer of them deaf');
});

describe('for whom a room works when', () => {
  test('serial: the second waits until the first has left', async () => {
    const { b, c } = await served('--arch serial');
    b.line('chat 5009');
    await b.see('You are anon');
    c.line('chat 5009');
    b.line('only me');
    await b.see(/you +only me/);
    expect(c.seen).not.toContain('Room');
    b.line('/bye');
    await c.see('You are anon');
  });

  test('a loop that computes keeps everybody waiting', async () => {
    const { b, c, log } = await served('--arch loop --block 0.4s');
    b.line('chat 5009');
    await b.see('You are anon');
    b.line('think of a number');
    await b.happens((fact) => fact.kind === 'room.queues');
    const before = testWorld.now();
    c.line('chat 5009');
    await c.see('You are anon');
    expect(testWorld.now() - before).toBeGreaterThan(250);
    expect(
      log.entries.some((fact) => fact.kind === 'room.queues' && fact.queues[0]?.waiting[0]?.what === 'greet'),
    ).toBe(true);
  });

  test('threads: who asks for much waits alone', async () => {
    const { b, c } = await served('--arch threads --block 2s');
    b.line('chat 5009');
    await b.see('You are anon');
    b.line('think of a number');
    c.line('chat 5009');
    await c.see('You are anon');
    expect(b.seen).not.toMatch(/you +think/);
    await b.see(/you +think/);
  });

  test('says what is no shape', async () => {
    const { b } = await served('');
    expect(await b.run('room serve 5010 --arch pool')).toContain('--arch is one of serial, threads, loop.');
    expect(await b.run('room serve 5010 --block long')).toContain('long is no time');
  });
});

describe('one who does not read', () => {
  test('drop: it goes, and the others hear everything', async () => {
    const { b, log } = await served('--slow drop');
    expect(await b.run('bots 5 5009 --deaf 1 --flood 2mb')).toContain('lines said');
    expect(left(log)[0]).toMatchObject({ stalled: false });
    expect(left(log)[0]?.bots.map(({ heard, deaf }) => deaf || heard === left(log)[0]?.said)).not.toContain(false);
    expect(mostBuffered(log)).toBeLessThan(400_000);
    expect(
      log.entries.some(
        (fact) => fact.kind === 'room.witness' && fact.what.event === 'left' && fact.what.how === 'dropped',
      ),
    ).toBe(true);
  });

  test('keep: the others hear everything, and the room grows', async () => {
    const { b, log } = await served('--slow keep');
    await b.run('bots 5 5009 --deaf 1 --flood 2mb');
    expect(left(log)[0]).toMatchObject({ stalled: false });
    expect(mostBuffered(log)).toBeGreaterThan(1_500_000);
  });

  test('wait: everybody stands still', async () => {
    const { b, log } = await served('--slow wait');
    expect(await b.run('bots 5 5009 --deaf 1 --flood 2mb')).toContain('everybody stands still');
    expect(left(log)[0]).toMatchObject({ stalled: true });
    expect(mostBuffered(log)).toBeLessThan(700_000);
  });
});

test('a member is kicked by name', async () => {
  const { a, b } = await served('');
  b.line('chat 5009');
  const nick = /You are (anon-\w+)/.exec(await b.see('You are anon'))?.[1] ?? '';
  expect(await a.run(`room kick ${nick}`)).toContain('was told BYE');
  await b.see('You were asked to leave.');
  expect(await a.run('room kick nobody')).toContain('Nobody called nobody');
});
