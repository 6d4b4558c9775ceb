import { endpointText, type SocketRow } from '../../lab/host.ts';

/** One pigeonhole: a local address and port of one transport, and whoever takes what is put there. */
export interface Hole {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly address: string;
  readonly owner: string;
  /** A listener (or an unconnected UDP socket) takes from anybody; the end of a connection from its peer only. */
  readonly takes: 'anybody' | 'its peer';
}

/** A listener, or a UDP socket without a peer, takes what any sender puts at its port. */
export const takesAnybody = (row: SocketRow): boolean => row.state === 'LISTEN' || row.state === 'UNCONN';

/** A connection in TIME-WAIT has no program any more; the kernel answers for it. */
const hasProgram = (row: SocketRow): boolean => row.state !== 'TIME-WAIT';

/** The pigeonholes of a connection table that have a program behind them, by port. */
export function holesOf(rows: readonly SocketRow[]): readonly Hole[] {
  const holes = new Map<string, Hole>();
  for (const row of rows.filter(hasProgram).sort((a, b) => Number(takesAnybody(b)) - Number(takesAnybody(a)))) {
    const key = `${row.transport} ${endpointText(row.local)}`;
    if (holes.has(key)) continue;
    const { address, port } = row.local;
    const takes = takesAnybody(row) ? 'anybody' : 'its peer';
    holes.set(key, { transport: row.transport, port, address, owner: row.owner, takes });
  }
  return [...holes.values()].sort((a, b) => a.port - b.port || a.transport.localeCompare(b.transport));
}

/** Something that arrives at 127.0.0.1. `from` is null while the sender's port is not said. */
export interface Arrival {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly from: number | null;
}

/** Who gets it. `row` is null when nobody does, or when it cannot be told without the sender's port. */
export interface Delivery {
  readonly to: 'connection' | 'listener' | 'socket' | 'nobody' | 'depends';
  readonly row: SocketRow | null;
}

const here = '127.0.0.1';
const reaches = (bound: string): boolean => bound === here || bound === '0.0.0.0' || bound === '*';
/**
 * Demultiplexing, RFC 9293 §3.10.7 and RFC 768: a TCP segment belongs to the connection whose four numbers all fit, else
 * to a listener at its port, else to nobody. A datagram belongs to whoever bound its port.
 */
export function receiverOf(rows: readonly SocketRow[], arrival: Arrival): Delivery {
  const mine = rows.filter(
    (row) => row.transport === arrival.transport && row.local.port === arrival.port && reaches(row.local.address),
  );
  const connected = mine.filter((row) => !takesAnybody(row) && hasProgram(row));
  const open = mine.find(takesAnybody) ?? null;
  const fits = connected.find((row) => row.remote.address === here && row.remote.port === arrival.from);
  if (fits) return { to: 'connection', row: fits };
  if (arrival.from === null && connected.length > 0 && arrival.transport === 'tcp') return { to: 'depends', row: open };
  if (open) return { to: arrival.transport === 'tcp' ? 'listener' : 'socket', row: open };
  return { to: 'nobody', row: null };
}

/** The connections whose local end is at this port, for comparing their four numbers. */
export const connectionsAt = (rows: readonly SocketRow[], port: number): readonly SocketRow[] =>
  rows.filter((row) => row.transport === 'tcp' && !takesAnybody(row) && row.local.port === port);

/** The name of the process behind a row, in words. */
export const ownerText = (owner: string): string => owner || 'a program outside the lab';
