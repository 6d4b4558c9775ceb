import { expect, test } from 'vitest';
import type { SocketRow, SocketState, SocketTable } from '../host.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { commands } from './index.ts';

const row = (transport: 'tcp' | 'udp', state: SocketState, local: string, remote: string, owner = ''): SocketRow => {
  const end = (text: string) => ({ address: text.split(':')[0] ?? '', port: Number(text.split(':')[1]) });
  return {
    transport,
    state,
    local: end(local),
    remote: end(remote),
    receiveQueue: 0,
    sendQueue: state === 'LISTEN' ? 511 : 0,
    owner,
  };
};

const ROWS: readonly SocketRow[] = [
  row('tcp', 'LISTEN', '127.0.0.1:5001', '0.0.0.0:0', 'room blue'),
  row('tcp', 'ESTAB', '127.0.0.1:50100', '127.0.0.1:5001', 'this terminal'),
  row('tcp', 'ESTAB', '127.0.0.1:5001', '127.0.0.1:50100', 'room blue'),
  row('tcp', 'TIME-WAIT', '127.0.0.1:5002', '127.0.0.1:50099'),
  row('udp', 'UNCONN', '127.0.0.2:5007', '0.0.0.0:0'),
];

class FixedTable extends MemoryHost {
  readonly #source: SocketTable['source'];
  constructor(source: SocketTable['source']) {
    super();
    this.#source = source;
  }
  override async sockets(): Promise<SocketTable> {
    return { source: this.#source, rows: ROWS };
  }
}

const terminal = () => new TerminalRig({ commands, host: new FixedTable('kernel') });

/** `state local` of the rows shown. */
const shown = async (line: string): Promise<string[]> =>
  (await terminal().run(line))
    .trim()
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => `${each.trim().split(/\s+/)[0]} ${/\d+\.\d+\.\d+\.\d+:\d+/.exec(each)?.[0] ?? ''}`);

test('the columns stand where ss puts them', async () => {
  expect(await terminal().run('ss -tan')).toBe(
    [
      'State     Recv-Q Send-Q Local Address:Port  Peer Address:Port',
      'LISTEN    0      511        127.0.0.1:5001       0.0.0.0:*',
      'ESTAB     0      0          127.0.0.1:50100    127.0.0.1:5001',
      'ESTAB     0      0          127.0.0.1:5001     127.0.0.1:50100',
      'TIME-WAIT 0      0          127.0.0.1:5002     127.0.0.1:50099',
      '',
    ].join('\n'),
  );
});

test.each<[string, string[]]>([
  ['ss -Htn', ['ESTAB 127.0.0.1:50100', 'ESTAB 127.0.0.1:5001']],
  ['ss -Hltn', ['LISTEN 127.0.0.1:5001']],
  ['ss -Hltun', ['tcp 127.0.0.1:5001', 'udp 127.0.0.2:5007']],
  ['ss -Huan', ['UNCONN 127.0.0.2:5007']],
  ['ss -Htn state time-wait', ['0 127.0.0.1:5002']],
  ['ss -Htan sport = :5001', ['LISTEN 127.0.0.1:5001', 'ESTAB 127.0.0.1:5001']],
  ['ss -Htn dport = :5001', ['ESTAB 127.0.0.1:50100']],
  ["ss -Htn '( sport = :5001 or dport = :5001 )'", ['ESTAB 127.0.0.1:50100', 'ESTAB 127.0.0.1:5001']],
  ["ss -Htan 'not sport = :5001 and sport < :6000'", ['TIME-WAIT 127.0.0.1:5002']],
  ["ss -Htan '! ( sport :5001 )'", ['ESTAB 127.0.0.1:50100', 'TIME-WAIT 127.0.0.1:5002']],
  ['ss -Hant src 127.0.0.1:5002', ['TIME-WAIT 127.0.0.1:5002']],
  ['ss -Han src 127.0.0.2', ['udp 127.0.0.2:5007']],
  ["ss -Hant dst 127.0.0.0/8 'sport > :50000'", ['ESTAB 127.0.0.1:50100']],
  ['ss -Hn6', []],
])('%s', async (line, rows) => {
  expect(await shown(line)).toEqual(rows);
});

test('-p shows who holds a socket, as far as known', async () => {
  expect(await terminal().run('ss -ltnp')).toContain('users:(("room blue"))');
});

test('a process that does not fit beside its row stands below it, whole; a pipe gets one line a socket', async () => {
  expect(await terminal().run('ss -Hltunp')).toMatch(/:\*\s*\n {6}users:\(\("room blue"\)\)/);
  expect(await terminal().run('ss -Hltunp | grep blue')).toMatch(/5001 .*users:\(\("room blue"\)\)/);
});

test.each([
  ['ss -ltn', { tcp: true, udp: false }],
  ['ss -an', { tcp: true, udp: true }],
  ['ss -tn', { tcp: false, udp: false }],
  ['ss -ltn sport = :5001', { tcp: false, udp: false }],
  ['netstat -an', { tcp: true, udp: true }],
  ['netstat -n', { tcp: false, udp: false }],
])('%s: the evidence says whether everybody who waits was listed', async (line, lists) => {
  const one = terminal();
  await one.run(line);
  expect(one.log.entries.find((fact) => fact.kind === 'table.read')).toMatchObject({ lists });
});

test.each([
  ['ss state sleeping', /no state sleeping/],
  ["ss 'sport = blue'", /comes a port/],
  ["ss '( sport = :1'", /never closed/],
  ["ss 'colour = red'", /does not know "colour"/],
  ["ss 'src 1.2.3'", /no address/],
])('%s is wrong usage', async (line, saying) => {
  expect(await terminal().run(`${line}; echo $?`)).toMatch(saying);
});

test('reading the table is evidence', async () => {
  const one = terminal();
  await one.run('ss -tan');
  expect(one.log.entries.find((fact) => fact.kind === 'table.read')).toMatchObject({
    terminal: 'a',
    table: { rows: ROWS.filter((row) => row.transport === 'tcp') },
  });
});

test('where only the lab server knows, it says so and the pipe stays clean', async () => {
  const one = new TerminalRig({ commands, host: new FixedTable('lab-server') });
  expect(await one.run('ss -Hltn')).toMatch(/^This system does not let us read its socket table/);
  expect(await one.run('ss -Hltn | wc -l')).toMatch(/\n1\n$/);
});

test('netstat has its own layout and its own words for states', async () => {
  expect(await terminal().run('netstat -an')).toBe(
    [
      'Active Internet connections (servers and established)',
      'Proto Recv-Q Send-Q Local Address           Foreign Address         State',
      'tcp        0    511 127.0.0.1:5001          0.0.0.0:*               LISTEN',
      'tcp        0      0 127.0.0.1:50100         127.0.0.1:5001          ESTABLISHED',
      'tcp        0      0 127.0.0.1:5001          127.0.0.1:50100         ESTABLISHED',
      'tcp        0      0 127.0.0.1:5002          127.0.0.1:50099         TIME_WAIT',
      'udp        0      0 127.0.0.2:5007          0.0.0.0:*',
      '',
    ].join('\n'),
  );
  expect(await terminal().run('netstat -tln | wc -l')).toBe('3\n');
  expect(await terminal().run('netstat -anp tcp | grep -c udp')).toBe('0\n');
  expect(await terminal().run('netstat -tlnp')).toContain('room blue');
});

test('-K resets a connection of this page, and only such', async () => {
  const one = new TerminalRig({ commands });
  await one.run('socks listen 5010; socks connect 5010');
  expect(await one.run('ss -K dport = :5010')).toMatch(/^Reset 127\.0\.0\.1:\d+ → 127\.0\.0\.1:5010\n$/);
  expect(one.log.entries.find((fact) => fact.kind === 'tcp.closed')).toMatchObject({ how: 'rst', by: 'local' });
  expect(await one.run('ss -K dport = :5999; echo $?')).toMatch(/belongs to this page.*\n1\n/);
  await one.run('socks close all');
});
