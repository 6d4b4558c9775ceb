import type { Evidence } from '../evidence/event.ts';
import type { SocketRow } from '../host.ts';
import { beginsWith, linesOf } from './lines-of.ts';
import { socketsSeen } from './sockets-seen.ts';

/** A port: its number, or the name of a room (or `lobby`), whose port differs from one computer to the next. */
export type Place = number | string;

/**
 * The port of a room, from whoever told: the room itself, the connection table (its owner column), or the lobby's list.
 * @returns null while nobody has told
 */
export function portOf(place: Place, evidence: readonly Evidence[]): number | null {
  if (typeof place === 'number') return place;
  const owner = place === 'lobby' ? 'lobby' : `room ${place}`;
  const witness = evidence.findLast((fact) => fact.kind === 'room.witness' && fact.room === place);
  if (witness?.kind === 'room.witness') return witness.port;
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
  return place === 'lobby' ? 'the lobby' : `the port of room ${place}`;
}
