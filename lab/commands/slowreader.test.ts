import { afterEach, expect, test } from 'vitest';
import { queuesFilled, stoodStillThenWhole } from '../checks/flow-control.ts';
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

function desk(): { a: TerminalRig; b: TerminalRig; log: EvidenceLog } {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ computer: new MemoryComputer(), log });
  const [a, b] = ['a', 'b'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  if (!a || !b) throw new Error('Two terminals were made.');
  open.push(a, b);
  return { a, b, log };
}

test('a sender stands still while the reader sleeps, and every byte arrives once it is woken', async () => {
  const { a, b, log } = desk();
  expect(await a.run('slowreader start')).toContain('listens on port 5006, and sleeps');
  a.line('slowreader feed 16mb');
  await a.see(/bytes are gone, and nobody takes the next\. Blocked\./);
  expect(await b.run('slowreader where')).toMatch(/read +0\n/);
  const woken = await b.run('slowreader wake');
  const sent = await a.see(/Sent 16,777,216 bytes, after standing still for \d+\.\d s\. Sum \w{8}\./);
  expect(woken).toContain('Read 16,777,216 bytes');
  expect(/Sum (\w+)/.exec(woken)?.[1]).toBe(/Sum (\w+)/.exec(sent)?.[1]);
  expect(stoodStillThenWhole(5006, 1000)(log.entries).passed).toBe(true);
});

test('a reader that is awake makes nobody wait', async () => {
  const { a, b, log } = desk();
  await a.run('slowreader start; slowreader wake');
  expect(await b.run('slowreader feed 1mb')).toMatch(/^Sent 1,048,576 bytes\. Sum/);
  const { passed, saying } = stoodStillThenWhole(5006, 1000)(log.entries);
  expect(passed).toBe(false);
  expect(saying).toContain('never had to wait');
});

test('Ctrl-C ends a sender that nobody listens to', async () => {
  const { a } = desk();
  await a.run('slowreader start');
  a.line('slowreader feed 16mb');
  await a.see('Blocked');
  a.type('\x03');
  await a.atPrompt();
  expect(await a.run('slowreader where')).toMatch(/taken from the sender/);
});

test('it is one reader a page, and says what is wrong with a line', async () => {
  const { a, b } = desk();
  expect(await a.run('slowreader where')).toContain('None runs in this page');
  await a.run('slowreader start 5007');
  expect(await b.run('slowreader start')).toContain('It runs already, on port 5007');
  expect(await b.run('slowreader stop; slowreader stop')).toMatch(/is gone\.\n.*None runs/);
  expect(await a.run('slowreader feed lots')).toContain('lots is no amount');
  expect(await a.run('slowreader feed 900mb')).toContain('64mb at most');
  expect(await a.run('slowreader feed 1kb')).toContain('refused');
});

test('queues are looked at while they are full, or the sentence says what was there', async () => {
  const { a, log } = desk();
  expect(queuesFilled(5006)(log.entries).saying).toContain('You have not looked');
  await a.run('ss -tn');
  expect(queuesFilled(5006)(log.entries).saying).toContain('no connection to port 5006');
});
