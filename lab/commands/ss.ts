import { endpointText, familyOf, type SocketRow } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { openStreams } from './open-streams.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { onlyLabServer } from './socket-table.ts';
import { readFilter } from './ss/filter.ts';
import { ssLines } from './ss/layout.ts';

export const ss: Command = {
  name: 'ss',
  summary: 'lists sockets: who listens, who is connected to whom',
  where: withSockets,
  usage: ['ss [-l | -a] [-t] [-u] [-4 | -6] [-n] [-p] [-H] [state name] [filter]', 'ss -K [-t] filter'],
  flags: [
    { name: '-l', says: 'only those that wait for others (LISTEN, UNCONN)' },
    { name: '-a', says: 'all: listening and connected' },
    { name: '-t', says: 'TCP' },
    { name: '-u', says: 'UDP' },
    { name: '-n', says: 'numbers, no names (it is always so here)' },
    { name: '-p', says: 'who holds it, as far as the lab knows' },
    { name: '-4', says: 'IPv4 only' },
    { name: '-6', says: 'IPv6 only: its addresses stand in brackets' },
    { name: '-H', says: 'no header' },
    { name: '-K', says: 'close those that match and belong to this page, with a reset (RST)' },
  ],
  about: `
Shows the sockets of the lab: the state of each, its own end and the other. Recv-Q are bytes that wait for the program
to read them, Send-Q those sent and not yet acknowledged; for a listener, connections that wait to be accepted and the
room for them. On Linux this is the kernel's own table; elsewhere what the lab server knows, and it says so.

A filter looks at ports and addresses. Parentheses need quotes, as in any shell.`,
  examples: [
    { line: 'ss -ltn', says: 'TCP ports on which somebody listens' },
    { line: "ss -tan '( sport = :5001 or dport = :5001 )'", says: 'all TCP sockets of the room blue, both ends' },
    {
      line: 'ss -tn state time-wait',
      says: 'connections that are over and kept for a minute by the side that closed first',
    },
  ],
  complete: () => ['state', 'sport', 'dport', 'src', 'dst', 'established', 'listening', 'time-wait', 'close-wait'],
  async run(context) {
    const options = readOptions(context.args, {
      flags: 'ltuna46HpKoei',
      long: ['--kill', '--all', '--listening', '--tcp', '--udp'],
    });
    const has = (flag: string, long = ''): boolean => options.has(flag) || options.has(long);
    const { states, matches } = readFilter(options.words);
    const family = options.has('-4') === options.has('-6') ? null : options.has('-6') ? 'IPv6' : 'IPv4';
    const both = has('-t', '--tcp') === has('-u', '--udp');
    const transport = has('-t', '--tcp') ? 'tcp' : 'udp';
    const table = await context.host.sockets();
    const wanted = (row: SocketRow): boolean => {
      if (states !== null) return states.has(row.state);
      if (has('-a', '--all')) return true;
      const waits = row.state === 'LISTEN' || row.state === 'UNCONN';
      // Without -a, ss leaves out what is not a live connection.
      return has('-l', '--listening') ? waits : !waits && !['TIME-WAIT', 'SYN-RECV', 'CLOSED'].includes(row.state);
    };
    const rows = table.rows.filter(
      (row) =>
        (both || row.transport === transport) &&
        (family === null || familyOf(row.local.address) === family) &&
        wanted(row) &&
        matches(row),
    );
    // Only what the learner gets to see is evidence.
    const everything =
      (has('-l', '--listening') || has('-a', '--all')) && options.words.length === 0 && family === null;
    const lists = {
      tcp: everything && (both || transport === 'tcp'),
      udp: everything && (both || transport === 'udp'),
    };
    context.log.append({ kind: 'table.read', terminal: context.terminal, table: { ...table, rows }, lists });
    await onlyLabServer(table, context);
    if (has('-K', '--kill')) return kill(rows, context);
    const shown = ssLines(rows, {
      netid: both,
      owner: options.has('-p'),
      header: !options.has('-H'),
      state: states?.size !== 1,
      columns: context.columns,
    });
    for (const line of shown) await context.output.write(`${line}\n`);
    return 0;
  },
};

/** Resets the connections of this page among the rows. */
async function kill(rows: readonly SocketRow[], context: Context): Promise<number> {
  let closed = 0;
  for (const stream of openStreams(context.host)) {
    const mine = rows.some(
      (row) =>
        row.transport === 'tcp' &&
        endpointText(row.local) === endpointText(stream.local) &&
        endpointText(row.remote) === endpointText(stream.remote),
    );
    if (!mine) continue;
    stream.reset();
    closed += 1;
    await context.output.write(`Reset ${endpointText(stream.local)} → ${endpointText(stream.remote)}\n`);
  }
  if (closed > 0) return 0;
  await context.error.write(
    'ss: None of these connections belongs to this page, and only those can be closed here.\n',
    'error',
  );
  return 1;
}
