import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { type SeenSocket, sameEndpoint, servicePort, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/**
 * Bytes crossed one connection to this port in both directions. What we sent counts only once somebody read it: where
 * both ends are ours, both have read; where the other end is outside, we sent and read.
 */
export function bytesBothWays(place: Place): Check {
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = placeText(place, port);
    const sockets = socketsSeen(evidence);
    const ends = sockets.filter((socket) => servicePort(socket) === port);
    if (ends.length === 0) return missing(`No connection to ${where} was established yet.`);
    const talks = ends.map((end) => directions(end, sockets));
    const both = talks.flatMap(({ out, back }) => (out !== null && back !== null ? [Math.max(out, back)] : []));
    if (both.length > 0) return seen(`Bytes crossed ${where} in both directions.`, [...new Set(both)]);
    const last = talks.findLast(({ out, back }) => out !== null || back !== null);
    if (!last)
      return missing(
        `The connection to ${where} is open and not one byte has crossed it. Type a line and press Enter.`,
      );
    return missing(
      last.out !== null
        ? `Bytes went to ${where}, and none have come back yet. Type at the listening end too.`
        : `Bytes came from ${where}, and none have gone there yet. Type at the connecting end too.`,
    );
  };
}

/** When the first byte got to the service (`out`) and to whoever connected (`back`), as places in the log. */
function directions(end: SeenSocket, sockets: readonly SeenSocket[]): { out: number | null; back: number | null } {
  const other = sockets.find(
    (socket) =>
      socket.role !== end.role && sameEndpoint(socket.local, end.remote) && sameEndpoint(socket.remote, end.local),
  );
  const read = end.received[0]?.seq ?? null;
  const heard = (other ? other.received[0]?.seq : end.sent[0]?.seq) ?? null;
  return end.role === 'client' ? { out: heard, back: read } : { out: read, back: heard };
}
