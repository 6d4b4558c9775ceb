import { afterEach, expect, test } from 'vitest';
import { ackedNotRead, diedUnread, roomFrozen, saidToFrozen } from '../../checks/never-seen.ts';
import { EvidenceLog } from '../../evidence/log.ts';
import { MemoryComputer } from '../../memory-host/memory-computer.ts';
import { MemoryHost } from '../../memory-host/memory-host.ts';
import { TerminalRig } from '../../memory-host/terminal-rig.ts';
import { testWorld } from '../../memory-host/test-world.ts';
import { commands } from '../index.ts';

const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

/** Terminal a serves room tea, terminal b is in it. */
async function tea(): Promise<{ a: TerminalRig; b: TerminalRig; log: EvidenceLog }> {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ computer: new MemoryComputer(), log });
  const a = new TerminalRig({ commands, log, host, terminal: 'a' });
  const b = new TerminalRig({ commands, log, host, terminal: 'b' });
  open.push(a, b);
  a.line('room serve 5009 --name tea &');
  await a.see('listens on');
  b.line('chat 5009');
  await b.see('You are anon');
  return { a, b, log };
}

test('a frozen room reads nothing, and takes it up where it stopped', async () => {
  const { a, b, log } = await tea();
  expect(await a.run('room pause tea')).toContain('frozen');
  b.line('are you there');
  await b.happens((fact) => fact.kind === 'tcp.sent' && new TextDecoder().decode(fact.bytes).includes('there'));
  expect(roomFrozen(5009)(log.entries).passed).toBe(true);
  expect(saidToFrozen(5009)(log.entries).passed).toBe(true);
  expect(diedUnread(5009)(log.entries).saying).toContain('still lives');
  await a.run('room resume');
  await b.see(/you +are you there/);
  expect(saidToFrozen(5009)(log.entries).passed).toBe(false);
});

test('a room that is killed tells nobody, and what it had not read is a reset for whoever sent it', async () => {
  const { a, b, log } = await tea();
  await a.run('room pause tea');
  b.line('forty pizzas');
  await b.happens((fact) => fact.kind === 'tcp.sent' && new TextDecoder().decode(fact.bytes).includes('pizzas'));
  await a.run('ss -tn');
  expect(ackedNotRead(5009)(log.entries)).toMatchObject({ passed: true });
  expect(await a.run('room kill')).toContain('dead');
  await b.see('ECONNRESET');
  await b.happens((fact) => fact.kind === 'tcp.closed');
  expect(diedUnread(5009)(log.entries).saying).toBe(
    'The connection is over (reset), and “forty pizzas” was never handed to anybody.',
  );
});

test('a room that had read everything is killed with a FIN', async () => {
  const { a, b } = await tea();
  await a.run('room kill tea');
  await b.see('closed the connection (FIN)');
});

test('a room that this page does not serve cannot be frozen', async () => {
  const { a } = await tea();
  expect(await a.run('room pause blue')).toContain('This page serves: tea.');
  await a.run('room kill tea');
  expect(await a.run('room pause tea')).toContain('This page serves no room.');
});
