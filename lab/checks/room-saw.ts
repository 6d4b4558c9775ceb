import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

export interface RoomVisit {
  /** The virtual host on which the room is; this computer where it is missing. */
  readonly host?: string;
  readonly room: string;
  /** The address from which the room saw somebody come. */
  readonly from: string;
}

/** A room greeted somebody who came from this address: its own word, not the visitor's. */
export function roomSaw({ host, room, from }: RoomVisit): Check {
  return (evidence) => {
    const greeted = evidence.flatMap((fact) =>
      fact.kind === 'room.witness' && fact.host === host && fact.room === room && fact.what.event === 'greeted'
        ? [fact]
        : [],
    );
    const right = greeted.filter((fact) => fact.peer.address === from);
    if (right.length > 0)
      return seen(
        `Room ${room} saw a visitor from ${from}.`,
        right.map((fact) => fact.seq),
      );
    const others = [...new Set(greeted.map((fact) => fact.peer.address))];
    if (others.length === 0) return missing(`Room ${room} has not seen a visitor yet.`);
    return missing(`Room ${room} has seen visitors from ${others.join(' and ')}. This step wants one from ${from}.`);
  };
}
