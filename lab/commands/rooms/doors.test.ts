import { expect, test } from 'vitest';
import type { Door } from '../../host.ts';
import { MemoryHost } from '../../memory-host/memory-host.ts';
import { TerminalRig } from '../../memory-host/terminal-rig.ts';
import { commands } from '../index.ts';

const doors = (address: string, answer: Door['answer']): Door[] => [
  { room: 'blue', address: '127.0.0.1', port: 5001, interface: 'lo', answer: 'open' },
  { room: 'blue', address, port: 5001, interface: 'eth0', answer },
];
const rig = (answers: Door[]): TerminalRig =>
  new TerminalRig({ commands, host: Object.assign(new MemoryHost(), { tryDoors: async () => answers }) });

test('rooms --lan tells who can call each address, what came of it, and how to open the rooms', async () => {
  const closed = rig(doors('192.168.1.7', 'ECONNREFUSED'));
  const shown = await closed.run('rooms --lan');
  expect(shown).toMatch(/^127\.0\.0\.1 +lo +programs on this computer +blue, 5001 +answers$/m);
  expect(shown).toMatch(/^192\.168\.1\.7 +eth0 +your own network +blue, 5001 +Connection refused \(ECONNREFUSED\)$/m);
  expect(shown).toContain('Closed to your network');
  expect(shown).toContain('npm start -- --lan');
  expect(await rig(doors('192.168.1.7', 'open')).run('rooms --lan')).toContain('type `nc 192.168.1.7 5001`');
  expect(await rig(doors('198.18.0.1', 'open')).run('rooms --lan')).toContain('nobody: a special block');
  expect(await rig(doors('127.0.0.2', 'open')).run('rooms --lan')).toContain('no address in a network now');
});

test('where there is no lab server to ask, it says so', async () => {
  expect(await new TerminalRig({ commands, host: new MemoryHost() }).run('rooms --lan')).toContain('`ss -ltn` shows');
  expect(await new TerminalRig({ commands, host: new MemoryHost() }).run('rooms blue')).toContain('takes no words');
});
