import { expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { testServices } from '../memory-host/chat-server.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { complete } from './completion.ts';

const host = new MemoryHost({ services: testServices });
const candidates = async (before: string) => (await complete(before, commands, host)).candidates;

test('the first word is a command, also behind a pipe or a semicolon', async () => {
  expect(await candidates('he')).toEqual(['head', 'help']);
  expect(await candidates('ss -tan | gr')).toEqual(['grep']);
  expect(await candidates('clear; roo')).toEqual(['room', 'rooms']);
});

test('a word with a dash is a flag of its command', async () => {
  expect(await candidates('ss -')).toContain('-l');
  expect(await candidates('room serve 5009 --sh')).toEqual(['--show-peers']);
});

test('chat completes rooms', async () => {
  expect(await candidates('chat bl')).toEqual(['blue']);
  expect(await candidates('chat join g')).toEqual(['green']);
});

test('help completes commands', async () => {
  expect(await candidates('help net')).toEqual(['netstat']);
});

test('Tab adds what is certain; twice lists what is possible', async () => {
  const terminal = new TerminalRig({ commands, host });
  terminal.type('ro\t');
  await new Promise((resolve) => setTimeout(resolve, 0));
  terminal.shell.type('\t');
  await new Promise((resolve) => setTimeout(resolve, 0));
  terminal.shell.type('\t');
  await terminal.see('room   rooms');
  terminal.type('s\r');
  await terminal.see('lab$ rooms');
});

test('a single candidate is completed with a blank behind it', async () => {
  const terminal = new TerminalRig({ commands, host });
  terminal.type('his\t');
  await new Promise((resolve) => setTimeout(resolve, 0));
  terminal.shell.type('| wc -l\r');
  await terminal.see('lab$ history | wc -l');
});
