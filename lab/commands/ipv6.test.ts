import { expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { targetOf } from './curl/url.ts';
import { commands } from './index.ts';

const computer = () => {
  const shared = new MemoryComputer();
  return (terminal: string): TerminalRig => {
    const log = new EvidenceLog(testWorld.now);
    return new TerminalRig({ commands, log, terminal, host: new MemoryHost({ computer: shared, log }) });
  };
};

test.each([
  ['nc -l ::1 5006', 'nc ::1 5006'],
  ['nc -l -6 5006', 'nc -6 localhost 5006'],
  ['nc -l 0:0:0:0:0:0:0:1 5006', 'nc ::0001 5006'],
  ['nc -lu ::1 5006', 'nc -u ::1 5006'],
])('%s is called by %s', async (listens, calls) => {
  const rig = computer();
  const [a, b] = [rig('a'), rig('b')];
  a.line(listens.replace('nc', 'nc -v'));
  await a.see('on ::1 5006\n');
  b.line(calls);
  b.line('over six');
  await a.see('over six\n');
});

test('one port number is two doors', async () => {
  const rig = computer();
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -lv ::1 5006');
  await a.see('Listening on ::1 5006\n');
  expect(await b.run('nc -v 127.0.0.1 5006')).toContain('Connection refused');
  expect(await b.run('nc -6 127.0.0.1 5006')).toContain('is an IPv4 address, and -6 allows none');
  expect(await b.run('nc -4 ::1 5006')).toContain('is no IPv4 address, and -4 allows no other');
  expect(await b.run('ss -ltn')).toMatch(/^LISTEN +0 +\d+ +\[::1\]:5006 /m);
  expect(await b.run('ss -4Hltn')).toBe('');
  expect(await b.run('ss -6Hltn')).toContain('[::1]:5006');
  expect(await b.run('ss -Hltn src [::1]:5006')).toContain('[::1]:5006');
  expect(await b.run('ss -Hltn src 127.0.0.1')).toBe('');
  expect(await b.run('netstat -ltn')).toMatch(/^tcp6 .*::1:5006/m);
  expect(await b.run('socks connect ::1 5006; socks table')).toMatch(
    /AF_INET6 +SOCK_STREAM +\[::1\]:\d+ +\[::1\]:5006/,
  );
});

test('a room is served on ::1, and chat joins it', async () => {
  const rig = computer();
  const [a, b] = [rig('a'), rig('b')];
  a.line('room serve ::1 5050 --name tea');
  await a.see('Room tea listens on [::1]:5050');
  await a.see('`chat ::1 5050` in another terminal');
  b.line('chat ::1 5050');
  await b.see('You are anon-');
  b.line('/bye');
  await b.atPrompt();
  b.line('chat [::1]:5050');
  await b.see('You are anon-');
});

test('curl reads brackets, writes them into Host, and says what is wrong without them', async () => {
  expect(targetOf('http://[::1]:7080/a')).toEqual({ host: '::1', port: 7080, path: '/a' });
  expect(targetOf('[2001:db8::1]')).toEqual({ host: '2001:db8::1', port: 80, path: '/' });
  expect(() => targetOf('http://::1:7080/')).toThrow('which colon begins the port?');
  expect(() => targetOf('http://[::1')).toThrow('is no URL');
  expect(() => targetOf('http://[localhost]/')).toThrow('Brackets in a URL hold an IPv6 address');
  const rig = computer();
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -l ::1 5006');
  await Promise.resolve();
  b.line('curl http://[::1]:5006/six');
  await a.see('GET /six HTTP/1.1');
  await a.see('Host: [::1]:5006');
});

test('localhost is tried as ::1 first and as 127.0.0.1 then', async () => {
  const rig = computer();
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -l 5006');
  await Promise.resolve();
  b.line('curl -v http://localhost:5006/');
  await b.see('* Trying [::1]:5006...\n* [::1]:5006: Connection refused (ECONNREFUSED)\n* Trying 127.0.0.1:5006...\n');
  await b.see('* Connected to localhost (127.0.0.1) port 5006\n');
});

test('what is no address is refused with the reason', async () => {
  const b = computer()('b');
  expect(await b.run('nc [::1] 5006')).toContain('brackets belong to URLs');
  expect(await b.run('nc ::1::2 5006')).toContain('is no IPv6 address');
  expect(await b.run('nc ::1%lo 5006')).toContain('is no IPv6 address');
});
