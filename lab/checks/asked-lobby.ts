import type { Check } from './check.ts';
import { beginsWith, linesOf } from './lines-of.ts';
import { sameEndpoint, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** The lobby told us which rooms there are: a whole list came over a connection of ours, and not from ourselves. */
export function askedLobby(): Check {
  return (evidence) => {
    const sockets = socketsSeen(evidence);
    const own = (remote: { address: string; port: number }) =>
      sockets.some((socket) => socket.role === 'server' && sameEndpoint(socket.local, remote));
    const talks = sockets.flatMap((socket) => {
      if (socket.role !== 'client' || !beginsWith(socket.received, 'HELLO lobby/1') || own(socket.remote)) return [];
      const lines = linesOf(socket.received);
      const rooms = lines.filter(({ text }) => text.startsWith('ROOM ')).length;
      const end = lines.find(({ text }) => text === 'END');
      return [{ rooms, end: end?.seq, port: socket.remote.port }];
    });
    const whole = talks.flatMap(({ rooms, end }) => (rooms > 0 && end !== undefined ? [{ rooms, end }] : []));
    const last = whole.at(-1);
    if (last)
      return seen(
        `The lobby told you of ${last.rooms === 1 ? 'one room' : `${last.rooms} rooms`}.`,
        whole.map(({ end }) => end),
      );
    const begun = talks.at(-1);
    if (begun)
      return missing(`The lobby on port ${begun.port} greeted you, but you have no list of rooms from it yet.`);
    return missing('Nobody has asked the lobby for its rooms yet. `rooms` does.');
  };
}
