import { afterEach, expect, test } from 'vitest';
import { lightsOn, testRan } from '../checks/own-room.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { StudentRoom } from '../tester/student-room.ts';
import { commands } from './index.ts';

const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

function desk() {
  const log = new EvidenceLog(testWorld.now);
  const computer = new MemoryComputer();
  const host = new MemoryHost({ computer, log });
  const [a, b] = ['a', 'b'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  if (!a || !b) throw new Error('Two terminals were made.');
  open.push(a, b);
  // The program of the learner: on the same computer, and not of this page.
  const room = async (port: number): Promise<void> => {
    const listener = await new MemoryHost({ computer }).listen({ address: '127.0.0.1', port });
    new StudentRoom(listener, 'tea').run().catch(() => {});
  };
  return { a, b, log, room };
}

test('a room of the learner gets its lights, in the terminal and in the evidence', async () => {
  const { a, log, room } = desk();
  await room(5050);
  expect(testRan(5050)(log.entries).saying).toContain('has not been in a room on port 5050');
  const shown = await a.run('test-my server 127.0.0.1:5050 --password tea');
  expect(shown).toContain('20 of 20 passed. Safety: 6 of 6.');
  expect(lightsOn(5050, { passed: 18, safety: 6 })(log.entries)).toMatchObject({ passed: true });
  expect(log.entries.filter(({ kind }) => kind === 'test.checked')).toHaveLength(20);
}, 20_000);

test('without the password the lights are not enough', async () => {
  const { a, log, room } = desk();
  await room(5050);
  a.line('test-my server 5050');
  await a.see('of 19 passed');
  expect(lightsOn(5050, { passed: 18, safety: 6 })(log.entries).saying).toContain('was given no password');
}, 20_000);

test('a client is told what to type, and judged by what it sends', async () => {
  const { a, b } = desk();
  a.line('test-my client 5051');
  await a.see('let it connect to port 5051');
  b.line('nc 127.0.0.1 5051');
  await a.see('Give it a password');
  b.line('PASS tea');
  await a.see('Give the password once more.');
  b.line('PASS tea');
  await a.see('It lets you try again');
  a.type('\x03');
  await a.atPrompt();
}, 20_000);

test('says what is wrong with a line', async () => {
  const { a, log } = desk();
  expect(await a.run('test-my')).toContain('server or client');
  expect(await a.run('test-my server')).toContain('A port number is missing');
  expect(await a.run('test-my server 5050')).toContain('Nothing listens on 127.0.0.1:5050');
  expect(log.entries.some(({ kind }) => kind === 'test.began')).toBe(false);
});
