import { afterEach, expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { ChatServer } from '../memory-host/chat-server.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';

const CTRL_C = '\x03';
const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

function rig(computer = new MemoryComputer(), terminal = 'a'): TerminalRig {
  const log = new EvidenceLog(testWorld.now);
  const made = new TerminalRig({ commands, log, terminal, host: new MemoryHost({ computer, log }) });
  open.push(made);
  return made;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('socks holds what it opens and shows both names of each', async () => {
  const terminal = rig();
  await terminal.run('socks listen 5010; socks bind 0; socks connect 5010; socks accept 1');
  const rows = (await terminal.run('socks table'))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  expect(rows).toEqual([
    ['N', 'FAMILY', 'TYPE', 'OWN NAME', 'PEER NAME', 'IT CAN'],
    ['[1]', 'AF_INET', 'SOCK_STREAM', '127.0.0.1:5010', '-', 'accept callers'],
    ['[2]', 'AF_INET', 'SOCK_DGRAM', expect.stringMatching(/^127\.0\.0\.1:49\d+$/), '-', 'talk to anybody'],
    ['[3]', 'AF_INET', 'SOCK_STREAM', expect.any(String), '127.0.0.1:5010', 'talk to its peer'],
    ['[4]', 'AF_INET', 'SOCK_STREAM', '127.0.0.1:5010', rows[3]?.[3], 'talk to its peer'],
  ]);
});

test('socks close lets go, and the number is free again', async () => {
  const terminal = rig();
  await terminal.run('socks listen 5010; socks bind 5011');
  expect(await terminal.run('socks close 1')).toBe('Closed [1].\n');
  expect(await terminal.run('socks listen 5010')).toBe('[1] SOCK_STREAM 127.0.0.1:5010\n');
  expect(await terminal.run('socks close all; socks')).toMatch(/Closed \[1\] \[2\]\.\nYou hold no sockets/);
});

test('all terminals of a page hold the same sockets', async () => {
  const one = rig();
  const other = new TerminalRig({ commands, host: one.host, terminal: 'b' });
  open.push(other);
  await one.run('socks bind 5011');
  expect(await other.run('socks table')).toContain('127.0.0.1:5011');
});

test('socks explains what cannot be', async () => {
  const terminal = rig();
  expect(await terminal.run('socks connect 5099')).toContain('Nothing listens on 127.0.0.1:5099');
  expect(await terminal.run('socks listen 5010; socks listen 5010')).toContain('EADDRINUSE');
  expect(await terminal.run('socks accept 9')).toContain('You hold no socket 9');
  expect(await terminal.run('socks dance')).toContain('does not know "dance"');
  await terminal.run('socks close all');
});

test('tap passes bytes on both ways and shows them', async () => {
  const computer = new MemoryComputer();
  const outside = new MemoryHost({ computer });
  const listener = await outside.listen({ address: '127.0.0.1', port: 5001 });
  const terminal = rig(computer);
  terminal.line('tap --hex 5050 5001');
  await terminal.see('Tapping: 127.0.0.1:5050 → 127.0.0.1:5001');
  const client = await outside.connect({ address: '127.0.0.1', port: 5050 });
  const server = await listener.accept();
  await client.write(bytes('PASS first-hop\n'));
  expect(new TextDecoder().decode((await server.read()) ?? bytes(''))).toBe('PASS first-hop\n');
  await terminal.see('1 →  PASS first-hop\\n');
  await terminal.see('0000  50 41 53 53 20 66 69 72 73 74 2d 68 6f 70 0a     PASS first-hop.');
  await server.write(bytes('OK\x1b[2J\r\n'));
  await terminal.see('1 ←  OK�[2J\\r\\n');
  client.end();
  expect(await server.read()).toBeNull();
  server.end();
  await terminal.see('1 ←  (FIN)');
  terminal.type(CTRL_C);
  await terminal.atPrompt();
});

test('tap hands a reset on, and Ctrl-C cuts the wire', async () => {
  const computer = new MemoryComputer();
  const outside = new MemoryHost({ computer });
  const listener = await outside.listen({ address: '127.0.0.1', port: 5001 });
  const terminal = rig(computer);
  terminal.line('tap 5050 5001');
  await terminal.see('Tapping');
  const first = await outside.connect({ address: '127.0.0.1', port: 5050 });
  (await listener.accept()).reset();
  expect(await first.closed).toBe('rst');
  const second = await outside.connect({ address: '127.0.0.1', port: 5050 });
  await listener.accept();
  terminal.type(CTRL_C);
  expect(await second.read()).toBeNull();
});

test('through a tap a chat is read in the clear', async () => {
  const computer = new MemoryComputer();
  const server = await ChatServer.start(computer);
  const [wire, guest] = [rig(computer, 'a'), rig(computer, 'b')];
  wire.line('tap 5050 5001');
  await wire.see('Tapping');
  guest.line('chat 5050');
  await guest.see('password: ');
  guest.line('first-hop');
  await guest.see('You are anon-');
  await wire.see('→  PASS first-hop\\n');
  server.stop();
});

test('traces finds a word where it is, and says where it cannot look', async () => {
  const computer = new MemoryComputer();
  const server = await ChatServer.start(computer);
  const terminal = rig(computer);
  terminal.line('chat 5002');
  await terminal.see('You are anon-');
  terminal.line('xyzzy was here');
  await terminal.see(/you {7}xyzzy/);
  terminal.line('/bye');
  await terminal.atPrompt();
  const seen = await terminal.run('traces XYZZY');
  expect(seen).toMatch(/yes, 2 times +text of terminal a/);
  expect(seen).toMatch(/no +lines typed in this terminal/);
  expect(seen).toMatch(/yes, 1 time +bytes sent by this page\n/);
  expect(seen).toMatch(/yes, 1 time +bytes received by this page\n/);
  expect(seen).toContain('open for writing: 0');
  expect(seen).toContain("other people's terminals");
  expect(await terminal.run('traces never-said; echo $?')).toMatch(/no +text of terminal a\n[\s\S]*\n1\n/);
  server.stop();
});
