import type { Evidence, RoomEvent } from '../evidence/event.ts';
import type { Endpoint } from '../host.ts';
import { linesOf, type SeenLine } from './lines-of.ts';
import { type SeenSocket, sameEndpoint, socketsSeen } from './sockets-seen.ts';

type Told<Kind extends RoomEvent['event']> = Extract<RoomEvent, { event: Kind }> & { readonly seq: number };

/**
 * One connection to a room as its two witnesses tell it: the room's server, and our own socket. They agree when the
 * socket's local end is the peer that the room names; without such a socket it is somebody else's.
 */
export interface Membership {
  readonly room: string;
  readonly port: number;
  readonly peer: Endpoint;
  readonly socket: SeenSocket | null;
  readonly events: readonly (RoomEvent & { readonly seq: number })[];
}

/** Every connection that the room `room` told of, oldest first. */
export function membershipsIn(room: string, evidence: readonly Evidence[]): readonly Membership[] {
  const found: (Membership & { readonly events: (RoomEvent & { readonly seq: number })[] })[] = [];
  for (const fact of evidence) {
    if (fact.kind !== 'room.witness' || fact.room !== room) continue;
    let of = found.findLast((each) => each.port === fact.port && sameEndpoint(each.peer, fact.peer));
    // The operating system may hand the same port out again: a greeting begins another visit.
    if (!of || fact.what.event === 'greeted') {
      of = { room, port: fact.port, peer: fact.peer, socket: socketOf(fact, evidence), events: [] };
      found.push(of);
    }
    of.events.push({ ...fact.what, seq: fact.seq });
  }
  return found;
}

function socketOf(fact: Extract<Evidence, { kind: 'room.witness' }>, evidence: readonly Evidence[]): SeenSocket | null {
  const ends = socketsSeen(evidence).filter(
    (socket) => socket.role === 'client' && socket.remote.port === fact.port && sameEndpoint(socket.local, fact.peer),
  );
  // The room's word and our own may come in either order, so the nearest one is meant.
  const near = (socket: SeenSocket) => Math.abs(socket.opened - fact.seq);
  return ends.reduce<SeenSocket | null>((best, end) => (best && near(best) <= near(end) ? best : end), null);
}

/** What the room said of this kind, in order. */
export function told<Kind extends RoomEvent['event']>(kind: Kind, membership: Membership): readonly Told<Kind>[] {
  return membership.events.filter((event): event is Told<Kind> => event.event === kind);
}

/** The lines our socket received from the room. */
export const heard = (membership: Membership): readonly SeenLine[] => linesOf(membership.socket?.received ?? []);
