import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { type SeenSocket, servicePort, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

const named = { fin: 'politely, with a FIN from each side', rst: 'by a reset', lost: 'with the way to this computer' };

/**
 * A connection to this port is over, and in this way.
 * @param by who finished first (`fin`) or reset it (`rst`): `local` our end, `remote` the other
 */
export function tcpClosed(place: Place, how: 'fin' | 'rst', options: { readonly by?: 'local' | 'remote' } = {}): Check {
  const { by } = options;
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = placeText(place, port);
    const sockets = socketsSeen(evidence).filter((socket) => servicePort(socket) === port);
    const ends = sockets.flatMap((socket) => (socket.closed ? [socket.closed] : []));
    const right = ends.filter((end) => end.how === how && (by === undefined || end.by === by));
    if (right.length > 0)
      return seen(
        `A connection to ${where} ended ${named[how]}.`,
        right.map((end) => end.seq),
      );
    const last = ends.at(-1);
    if (sockets.length === 0) return missing(`No connection to ${where} was established yet, so none can end.`);
    if (!last) return missing(`Your connection to ${where} is still open.${halfWay(evidence, sockets)}`);
    if (last.how !== how)
      return missing(
        `Your connection to ${where} ended ${named[last.how]}. This step wants one that ends ${named[how]}.`,
      );
    const other = by === 'local' ? 'the other side' : 'your side';
    return missing(`Your connection to ${where} ended, but ${other} ended it first.`);
  };
}

/** What is left to do where the other side has closed its direction and our program has not followed. */
function halfWay(evidence: readonly Evidence[], sockets: readonly SeenSocket[]): string {
  const client = sockets.findLast(({ role }) => role === 'client');
  const finished = evidence.some(
    (fact) => fact.kind === 'tcp.finished' && fact.by === 'remote' && fact.socket === client?.socket,
  );
  return finished ? ' The other side has sent its FIN, yours is missing: in nc, Ctrl-D sends it.' : '';
}
