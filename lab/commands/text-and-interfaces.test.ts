import { expect, test } from 'vitest';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { parseLine, wordText } from '../shell/parser.ts';
import { commands } from './index.ts';
import { worksAt } from './places.ts';

const run = (line: string): Promise<string> => new TerminalRig({ commands }).run(line);

test.each([
  ['echo -n a; echo b', 'ab\n'],
  ['echo a "b  c"', 'a b  c\n'],
  ['echo one; echo two | grep t', 'one\ntwo\n'],
  ['echo Abc | grep -i aBC', 'Abc\n'],
  ['echo abc | grep -v abc; echo $?', '1\n'],
  ['echo a.c | grep -c -F a.c', '1\n'],
  ['echo é | wc -c', '3\n'],
  ['echo a b | wc', '      1       2       4\n'],
  ['help | head -1', 'Chat\n'],
  ['help | head -n2 | wc -l', '2\n'],
])('%s', async (line, printed) => {
  expect(await run(line)).toBe(printed);
});

test('a pattern that is no regular expression is explained', async () => {
  expect(await run("echo a | grep '['")).toMatch(/no regular expression.*-F takes it as plain text/);
});

test('help lists every command once, with one line', async () => {
  const help = await run('help');
  for (const command of commands.filter((each) => worksAt('this-computer', each)))
    expect(help).toMatch(new RegExp(`^ {2}${command.name} +${command.summary.slice(0, 9)}`, 'm'));
  expect(help).not.toContain('More');
});

test('every command can be learned from its help', async () => {
  for (const command of commands) {
    const help = await run(`help ${command.name}`);
    expect(help, command.name).toContain((await command.load()).usage[0]);
    expect(help, command.name).toContain('Examples');
    expect(
      help.split('\n').every((line) => line.length <= 88),
      command.name,
    ).toBe(true);
  }
});

test('every example is a line the shell understands', async () => {
  const names = new Set(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]));
  const loaded = await Promise.all(commands.map((command) => command.load()));
  for (const { line } of loaded.flatMap((command) => command.examples)) {
    const parsed = parseLine(line);
    if ('problem' in parsed) throw new Error(`${line}: ${parsed.problem.saying}`);
    const stages = parsed.jobs.flatMap(({ steps }) => steps.flatMap(({ pipeline }) => pipeline));
    expect(stages.length, line).toBeGreaterThan(0);
    for (const [name] of stages) expect(name && names.has(wordText(name, 0)), line).toBe(true);
  }
});

test('ip addr, in its own layout', async () => {
  expect(await run('ip a')).toBe(
    [
      '1: lo: <LOOPBACK,UP>',
      '    link/loopback 00:00:00:00:00:00',
      '    inet 127.0.0.1/8 scope host lo',
      '    inet6 ::1/128 scope host',
      '2: eth0: <BROADCAST,MULTICAST,UP>',
      '    link/ether 02:00:5e:00:53:01',
      '    inet 192.0.2.10/24 scope global eth0',
      '',
    ].join('\n'),
  );
  expect(await run('ip address show dev lo')).toMatch(/^1: lo/);
  expect(await run('ip -br -4 addr')).toBe(
    'lo               UNKNOWN        127.0.0.1/8\neth0             UP             192.0.2.10/24\n',
  );
  expect(await run('ip -br link')).toContain('02:00:5e:00:53:01');
});

test('ip says what it does not do', async () => {
  expect(await run('ip route')).toContain('It reaches below sockets');
  expect(await run('ip addr add 10.0.0.1/8 dev lo')).toContain('never changes it');
  expect(await run('ip addr show wlan9')).toContain('This computer has lo, eth0');
  expect(await run('ip frob')).toContain('does not know "frob"');
});

test('ifconfig shows a mask, ipconfig dashes in the hardware address', async () => {
  expect(await run('ifconfig eth0')).toContain('inet 192.0.2.10  netmask 255.255.255.0  broadcast 192.0.2.255');
  expect(await run('ipconfig')).not.toContain('127.0.0.1');
  expect(await run('ipconfig /all')).toContain('Physical Address . . . . . . . . . .: 02-00-5E-00-53-01');
  expect(await run('ipconfig')).toContain('Subnet Mask . . . . . . . . . . . . : 255.255.255.0');
});
