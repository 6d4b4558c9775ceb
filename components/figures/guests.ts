import { membershipsIn, told } from '../../lab/checks/memberships.ts';
import { openerOf } from '../../lab/checks/program-runs.ts';
import type { Evidence } from '../../lab/evidence/event.ts';
import { endpointText } from '../../lab/host.ts';

/** A connection of this page to a room, as the room tells of it. */
export interface Guest {
  readonly key: string;
  readonly room: string;
  /** The guest's end: `127.0.0.1:51234`. */
  readonly peer: string;
  readonly state: string;
  readonly here: boolean;
  /** A Python program of the reader's opened it. */
  readonly program: boolean;
}

/** The connections to rooms: who is there before who has left, and the newest first. */
export function guestsIn(evidence: readonly Evidence[]): readonly Guest[] {
  const rooms = new Set(evidence.flatMap((fact) => (fact.kind === 'room.witness' && !fact.host ? [fact.room] : [])));
  return [...rooms]
    .flatMap((room) => membershipsIn(room, evidence))
    .map((membership) => {
      const { events, room, peer, socket } = membership;
      const nick = told('joined', membership)[0]?.nick;
      const left = told('left', membership)[0];
      const said = told('delivered', membership).length;
      const inside = nick === undefined ? 'greeted' : `in as ${nick}, said ${said}`;
      return {
        first: events[0]?.seq ?? 0,
        key: `${endpointText(peer)} ${events[0]?.seq}`,
        room,
        peer: endpointText(peer),
        state: left ? `left (${left.how})` : inside,
        here: left === undefined,
        program: socket !== null && openerOf(evidence, socket.socket) !== null,
      };
    })
    .sort((one, other) => Number(other.here) - Number(one.here) || other.first - one.first);
}

/** How far the newest program that called a room has come: the number of the last step it has taken, 0 before the first. */
export function stepReached(evidence: readonly Evidence[]): number {
  const rooms = new Set(evidence.flatMap((fact) => (fact.kind === 'room.witness' && !fact.host ? [fact.room] : [])));
  const newest = [...rooms]
    .flatMap((room) => membershipsIn(room, evidence))
    .filter(({ socket }) => socket !== null && openerOf(evidence, socket.socket) !== null)
    .sort((one, other) => (one.socket?.opened ?? 0) - (other.socket?.opened ?? 0))
    .at(-1)?.socket;
  if (!newest) return 0;
  if (newest.closed) return 5;
  return newest.sent.length > 0 ? 4 : 3;
}
