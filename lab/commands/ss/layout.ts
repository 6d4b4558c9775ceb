import { type Endpoint, familyOf, type SocketRow } from '../../host.ts';

const port = (end: Endpoint): string => (end.port === 0 ? '*' : String(end.port));

/** As `ss -n` writes an address: IPv6 in brackets. */
const place = ({ address }: Endpoint): string => (familyOf(address) === 'IPv6' ? `[${address}]` : address);

/**
 * Lines as `ss -n` prints them: addresses end and ports begin at the colon. Where a row is wider than `columns`, its
 * process stands on a line of its own, as ss(8) does on a narrow terminal.
 */
export function ssLines(
  rows: readonly SocketRow[],
  shown: { netid: boolean; owner: boolean; header: boolean; state: boolean; columns: number },
): string[] {
  const local = Math.max('Local Address'.length, ...rows.map((row) => place(row.local).length));
  const remote = Math.max('Peer Address'.length, ...rows.map((row) => place(row.remote).length));
  const localPort = Math.max('Port'.length, ...rows.map((row) => port(row.local).length));
  const remotePort = Math.max('Port'.length, ...rows.map((row) => port(row.remote).length));
  const state = Math.max('State'.length, ...rows.map((row) => row.state.length));
  const line = (netid: string, name: string, queues: [string, string], ends: string[], owner: string): string => {
    const row = [
      ...(shown.netid ? [netid.padEnd(5)] : []),
      ...(shown.state ? [name.padEnd(state)] : []),
      queues[0].padEnd(6),
      queues[1].padEnd(6),
      `${(ends[0] ?? '').padStart(local)}:${(ends[1] ?? '').padEnd(localPort)}`,
      `${(ends[2] ?? '').padStart(remote)}:${(ends[3] ?? '').padEnd(remotePort)}`,
    ].join(' ');
    if (owner === '') return row.trimEnd();
    const whole = `${row} ${owner}`;
    return whole.length <= shown.columns ? whole : `${row.trimEnd()}\n      ${owner}`;
  };
  const header = line(
    'Netid',
    'State',
    ['Recv-Q', 'Send-Q'],
    ['Local Address', 'Port', 'Peer Address', 'Port'],
    shown.owner ? 'Process' : '',
  );
  const lines = rows.map((row) =>
    line(
      row.transport,
      row.state,
      [String(row.receiveQueue), String(row.sendQueue)],
      [place(row.local), port(row.local), place(row.remote), port(row.remote)],
      shown.owner && row.owner !== '' ? `users:(("${row.owner}"))` : '',
    ),
  );
  return shown.header ? [header, ...lines] : lines;
}
