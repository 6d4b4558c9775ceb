import type { Evidence } from '../evidence/event.ts';
import { endpointText, type SocketRow, type SocketState } from '../host.ts';
import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { counted, missing, seen } from './verdict.ts';

export interface RowsWanted {
  readonly transport?: 'tcp' | 'udp';
  readonly state?: SocketState;
  /** The local port. */
  readonly port?: Place;
  readonly remotePort?: Place;
  /** The local address. */
  readonly address?: string;
  /** Who holds it: `room tea`. */
  readonly owner?: string;
  /** How many rows in one reading, one unless said. */
  readonly times?: number;
  /** Count rows with different remote ends only. */
  readonly distinctPeers?: boolean;
}

/** The connection table was read (`ss`) at a moment when it held such rows. */
export function tableShows(wanted: RowsWanted): Check {
  const { times = 1 } = wanted;
  return (evidence) => {
    const port = wanted.port === undefined ? undefined : portOf(wanted.port, evidence);
    const remotePort = wanted.remotePort === undefined ? undefined : portOf(wanted.remotePort, evidence);
    const readings = evidence.flatMap((fact) =>
      fact.kind === 'table.read' ? [{ seq: fact.seq, count: count(fact.table.rows, wanted, port, remotePort) }] : [],
    );
    const what = described(wanted, evidence);
    const good = readings.filter((reading) => reading.count >= times);
    const last = good.at(-1);
    if (last)
      return seen(
        `The table showed ${counted(last.count, 'row')} ${what}.`,
        good.map((reading) => reading.seq),
      );
    const latest = readings.at(-1);
    if (!latest) return missing('You have not looked into the connection table yet. `ss` prints it.');
    if (latest.count === 0) return missing(`You read the table, but no row ${what} was in it at that moment.`);
    return missing(
      `The table showed ${counted(latest.count, 'row')} ${what}. This step wants ${times} at the same moment.`,
    );
  };
}

function count(
  rows: readonly SocketRow[],
  wanted: RowsWanted,
  port: number | null | undefined,
  remotePort: number | null | undefined,
): number {
  const right = rows.filter(
    (row) =>
      (wanted.transport === undefined || row.transport === wanted.transport) &&
      (wanted.state === undefined || row.state === wanted.state) &&
      (wanted.address === undefined || row.local.address === wanted.address) &&
      (wanted.owner === undefined || row.owner === wanted.owner) &&
      (port === undefined || row.local.port === port) &&
      (remotePort === undefined || row.remote.port === remotePort),
  );
  return wanted.distinctPeers ? new Set(right.map((row) => endpointText(row.remote))).size : right.length;
}

function described(wanted: RowsWanted, evidence: readonly Evidence[]): string {
  const parts: string[] = [];
  if (wanted.owner !== undefined) parts.push(`of ${wanted.owner}`);
  if (wanted.state !== undefined) parts.push(`in state ${wanted.state}`);
  else if (wanted.transport !== undefined) parts.push(`of ${wanted.transport.toUpperCase()}`);
  if (wanted.port !== undefined) parts.push(`with local ${placeText(wanted.port, portOf(wanted.port, evidence))}`);
  if (wanted.remotePort !== undefined)
    parts.push(`with remote ${placeText(wanted.remotePort, portOf(wanted.remotePort, evidence))}`);
  if (wanted.address !== undefined) parts.push(`at ${wanted.address}`);
  if (wanted.distinctPeers) parts.push('and a peer of its own');
  return parts.join(' ') || 'of any kind';
}
