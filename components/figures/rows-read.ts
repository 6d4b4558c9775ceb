import type { Evidence } from '../../lab/evidence/event.ts';
import { endpointText, type SocketRow } from '../../lab/host.ts';
import { takesAnybody } from './demultiplex.ts';

/** What the learner has read of the connection table. */
export interface RowsRead {
  readonly rows: readonly SocketRow[];
  readonly source: 'kernel' | 'lab-server';
  /** Everybody who waits at a port of this transport was listed, so who is missing there was not there. */
  readonly listed: Readonly<Record<'tcp' | 'udp', boolean>>;
}

type Reading = Extract<Evidence, { kind: 'table.read' }>;

/**
 * The rows of the last reading. A reading with a filter shows few of those that wait, and who is not shown may well be
 * there: so the last full list of them, for each transport, is added. Null when nobody has looked.
 */
export function rowsRead(evidence: readonly Evidence[]): RowsRead | null {
  const readings = evidence.filter((fact): fact is Reading => fact.kind === 'table.read');
  const last = readings.at(-1);
  if (!last) return null;
  const rows = [...last.table.rows];
  const known = new Set(rows.map(keyOf));
  const full = (transport: 'tcp' | 'udp') => readings.findLast(({ lists }) => lists?.[transport]);
  for (const transport of ['tcp', 'udp'] as const) {
    const reading = full(transport);
    if (reading === last) continue;
    for (const row of reading?.table.rows ?? [])
      if (row.transport === transport && takesAnybody(row) && !known.has(keyOf(row))) rows.push(row);
  }
  return {
    rows,
    source: last.table.source,
    listed: { tcp: full('tcp') !== undefined, udp: full('udp') !== undefined },
  };
}

const keyOf = (row: SocketRow): string =>
  `${row.transport} ${row.state} ${endpointText(row.local)} ${endpointText(row.remote)}`;
