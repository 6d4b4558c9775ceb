import type { Evidence } from '../evidence/event.ts';
import type { SocketRow } from '../host.ts';
import { beginsWith, linesOf } from './lines-of.ts';
import { socketsSeen } from './sockets-seen.ts';

/**
 * A port: its number, or the name of a room, of the lobby or of a small server (`echo`), whose port differs from one
 * computer to the next.
 */
export type Place = number | string;

const unroomed: readonly string[] = ['lobby', 'echo', 'discard', 'daytime', 'chargen', 'web'];

/**
 * The port of a service, from whoever told: the service itself, the connection table (its owner column), or the lobby.
 * @returns null while nobody has told
 */
export function portOf(place: Place, evidence: readonly Evidence[]): number | null {
  if (typeof place === 'number') return place;
  const owner = unroomed.includes(place) ? place : `room ${place}`;
  const witness = evidence.findLast(
    (fact) =>
      (fact.kind === 'room.witness' && fact.room === place) ||
      (fact.kind === 'service.witness' && fact.service === place) ||
      (fact.kind === 'http.request' && place === 'web'),
  );
  if (witness && 'port' in witness) return witness.port;
  const listens = (row: SocketRow): boolean => row.state === 'LISTEN' && row.owner === owner;
  const reading = evidence.findLast((fact) => fact.kind === 'table.read' && fact.table.rows.some(listens));
  const row = reading?.kind === 'table.read' ? reading.table.rows.find(listens) : undefined;
  return row?.local.port ?? fromLobby(place, evidence);
}

function fromLobby(room: string, evidence: readonly Evidence[]): number | null {
  for (const socket of socketsSeen(evidence).toReversed()) {
    if (!beginsWith(socket.received, 'HELLO lobby/1')) continue;
    if (room === 'lobby') return socket.remote.port;
    for (const { text } of linesOf(socket.received)) {
      const told = /^ROOM (\S+) port=(\d+)/.exec(text);
      if (told?.[1] === room) return Number(told[2]);
    }
  }
  return null;
}

/** `port 5001`, `the port of room blue`, as far as it is known. */
export function placeText(place: Place, port: number | null): string {
  if (port !== null) return `port ${port}`;
  if (place === 'lobby') return 'the lobby';
  return unroomed.includes(String(place)) ? `the port of ${place}` : `the port of room ${place}`;
}
