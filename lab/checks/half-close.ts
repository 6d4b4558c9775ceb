import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/** We finished our direction of a connection, and bytes still came down the other one. RFC 9293 §3.6.1 */
export const answeredAfterFin: Check = (evidence) => {
  const finished = evidence.flatMap((fact) => (fact.kind === 'tcp.finished' && fact.by === 'local' ? [fact] : []));
  const late = evidence.flatMap((fact) =>
    fact.kind === 'tcp.received' && finished.some(({ socket, seq }) => socket === fact.socket && seq < fact.seq)
      ? [fact]
      : [],
  );
  const bytes = late.reduce((sum, fact) => sum + fact.bytes.length, 0);
  if (bytes > 0)
    return seen(
      `You had finished sending, and ${bytes} more bytes came back to you.`,
      late.map((fact) => fact.seq),
    );
  return missing(
    finished.length > 0
      ? 'You finished sending, but nothing came back after that. Ask something first: WHO.'
      : 'No connection of yours has finished its own direction first. `nc -N` does, when its input ends.',
  );
};
