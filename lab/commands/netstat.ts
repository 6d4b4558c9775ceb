import { type Endpoint, familyOf, type SocketRow, type SocketState } from '../host.ts';
import type { Command } from '../shell/command.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { onlyLabServer } from './socket-table.ts';

/** netstat writes the states of RFC 9293 §3.3.2 with underscores and in full. */
const STATE: Readonly<Record<SocketState, string>> = {
  LISTEN: 'LISTEN',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  ESTAB: 'ESTABLISHED',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  CLOSING: 'CLOSING',
  'LAST-ACK': 'LAST_ACK',
  'TIME-WAIT': 'TIME_WAIT',
  CLOSED: 'CLOSED',
  UNCONN: '',
};

export const netstat: Command = {
  name: 'netstat',
  summary: 'lists sockets, in the older layout',
  where: withSockets,
  usage: ['netstat [-a | -l] [-n] [-t] [-u] [-p]', 'netstat -an -p tcp'],
  flags: [
    { name: '-a', says: 'all: listening and connected' },
    { name: '-l', says: 'only those that listen' },
    { name: '-n', says: 'numbers, no names (it is always so here)' },
    { name: '-t', says: 'TCP' },
    { name: '-u', says: 'UDP' },
    { name: '-p', says: 'who holds it; before the word tcp or udp: only those (as on macOS)' },
  ],
  about:
    'The same table as `ss` shows, in the layout that Windows, macOS and older Linux systems share. If your own computer has no ss, this is the command it has.',
  examples: [
    { line: 'netstat -na', says: 'everything, as numbers' },
    { line: 'netstat -tln', says: 'TCP ports on which somebody listens (Linux)' },
    { line: 'netstat -anp tcp', says: 'all TCP sockets (macOS and Windows)' },
  ],
  complete: () => ['tcp', 'udp'],
  async run(context) {
    const options = readOptions(context.args, { flags: 'natulp4Wo' });
    const word = options.words.find((each) => each === 'tcp' || each === 'udp');
    const tcp = options.has('-t') || word === 'tcp';
    const udp = options.has('-u') || word === 'udp';
    const owners = options.has('-p') && word === undefined;
    const table = await context.host.sockets();
    const rows = table.rows.filter((row) => {
      if (tcp !== udp && row.transport !== (tcp ? 'tcp' : 'udp')) return false;
      const waits = row.state === 'LISTEN' || row.state === 'UNCONN';
      return options.has('-a') || (options.has('-l') ? waits : !waits);
    });
    // Only what the learner gets to see is evidence.
    const waiting = options.has('-a') || options.has('-l');
    const lists = { tcp: waiting && (tcp || !udp), udp: waiting && (udp || !tcp) };
    context.log.append({ kind: 'table.read', terminal: context.terminal, table: { ...table, rows }, lists });
    await onlyLabServer(table, context);
    const which = options.has('-a') ? 'servers and established' : options.has('-l') ? 'only servers' : 'w/o servers';
    await context.output.write(`Active Internet connections (${which})\n`);
    const head = [
      'Proto',
      'Recv-Q',
      'Send-Q',
      'Local Address',
      'Foreign Address',
      'State',
      owners ? 'Program name' : '',
    ];
    for (const cells of [head, ...rows.map((row) => cellsOf(row, owners))])
      await context.output.write(`${lineOf(cells)}\n`);
    return 0;
  },
};

const place = (end: Endpoint): string => `${end.address}:${end.port === 0 ? '*' : end.port}`;

const cellsOf = (row: SocketRow, owners: boolean): string[] => [
  familyOf(row.local.address) === 'IPv6' ? `${row.transport}6` : row.transport,
  String(row.receiveQueue),
  String(row.sendQueue),
  place(row.local),
  place(row.remote),
  STATE[row.state],
  owners ? row.owner || '-' : '',
];

function lineOf(cells: readonly string[]): string {
  const [proto = '', received = '', sent = '', local = '', remote = '', state = '', owner = ''] = cells;
  const queues = `${received.padStart(6)} ${sent.padStart(6)}`;
  return `${proto.padEnd(5)} ${queues} ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${owner}`.trimEnd();
}
