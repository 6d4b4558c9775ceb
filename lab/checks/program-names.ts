import { endpointText } from '../host.ts';
import type { Check } from './check.ts';
import { told } from './memberships.ts';
import { isOf, openerOf, programRuns } from './program-runs.ts';
import { notVisited, saidBack, visitsOf } from './program-visits.ts';
import { missing, seen } from './verdict.ts';

/** A program asked for the peer of a socket that has none, and went on: the error was caught. */
export function askedForNoPeer(file: string): Check {
  return (evidence) => {
    const runs = programRuns(evidence, file);
    const last = runs.at(-1);
    if (!last) return missing(`\`${file}\` has not run yet. Type \`python ${file}\` and a port.`);
    const failures = evidence.flatMap((fact) =>
      fact.kind === 'call.failed' && fact.call === 'getpeername' && fact.code === 'ENOTCONN' ? [fact.seq] : [],
    );
    const caught = failures.filter((seq) =>
      evidence.some((fact) => {
        if (fact.kind !== 'tcp.opened' || fact.role !== 'client' || fact.seq < seq) return false;
        const run = openerOf(evidence, fact.socket);
        return run !== null && isOf(run, file) && run.started < seq;
      }),
    );
    if (caught.length > 0)
      return seen('A fresh socket had no peer (ENOTCONN). Your program caught that and connected.', caught);
    if (failures.length > 0)
      return missing('The system said ENOTCONN, and your program ended there. Catch it: the error is an `OSError`.');
    return missing(`No \`getpeername\` of \`${file}\` has been answered with ENOTCONN yet.`);
  };
}

/** The program told the room both names of its connection, and they are those that the room sees, the other way round. */
export function toldBothNames(room: string, file: string): Check {
  return (evidence) => {
    const visits = visitsOf(evidence, room, file);
    const last = visits.at(-1);
    if (!last) return missing(notVisited(evidence, room, file));
    const right = visits.flatMap((visit) => {
      const { peer, socket } = visit.membership;
      if (!socket || told('greeted', visit.membership).length === 0) return [];
      const wanted = `I am ${endpointText(peer)} and you are ${endpointText(socket.remote)}`;
      return saidBack(visit).flatMap(({ text, seq }) => (text === wanted ? [{ seq, peer }] : []));
    });
    const best = right.at(-1);
    if (best)
      return seen(
        `Your program called itself ${endpointText(best.peer)}, and so does room ${room}: your name is its peer.`,
        right.map(({ seq }) => seq),
      );
    const said = saidBack(last).at(-1)?.text;
    const own = endpointText(last.membership.peer);
    if (said === undefined) return missing(`Your program was in room ${room} and has not told it any names yet.`);
    if (said.startsWith(`I am ${endpointText(last.membership.socket?.remote ?? last.membership.peer)}`))
      return missing(`Your program called itself by the room’s name. \`getsockname\` is your own end, ${own}.`);
    return missing(`Your program said “${said}”. Room ${room} knows it as ${own}.`);
  };
}
