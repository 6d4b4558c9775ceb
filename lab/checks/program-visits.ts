import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { heard, type Membership, membershipsIn, told } from './memberships.ts';
import { isOf, openerOf, type ProgramRun, programRuns } from './program-runs.ts';
import { missing, seen } from './verdict.ts';

/** A connection to a room that a program of the learner's opened. */
export interface Visit {
  readonly membership: Membership;
  readonly run: ProgramRun;
}

/** Every connection to this room by a program of this file, oldest first. */
export const visitsOf = (evidence: readonly Evidence[], room: string, file: string): readonly Visit[] =>
  membershipsIn(room, evidence).flatMap((membership) => {
    const run = membership.socket && openerOf(evidence, membership.socket.socket);
    return run && isOf(run, file) ? [{ membership, run }] : [];
  });

/** What the lines of this connection that were sent as `SAY` came back as, and the room says it delivered. */
export function saidBack({ membership }: Visit): readonly { text: string; seq: number }[] {
  const nick = told('joined', membership)[0]?.nick;
  if (nick === undefined) return [];
  const prefix = `MSG ${nick} `;
  const delivered = told('delivered', membership);
  return heard(membership)
    .filter(({ text }) => text.startsWith(prefix))
    .flatMap(({ text, seq }, nth) => {
      const round = delivered[nth];
      return round ? [{ text: text.slice(prefix.length), seq: Math.max(seq, round.seq) }] : [];
    });
}

/** Why a program of this file has not been in the room: not run, ended before it connected, not let in. */
export function notVisited(evidence: readonly Evidence[], room: string, file: string): string {
  const last = programRuns(evidence, file).at(-1);
  if (!last) return `\`${file}\` has not run yet. Type \`python ${file}\` and the port of room ${room}.`;
  if (!last.ended) return `\`${file}\` runs, and has not reached room ${room} yet. Is the port the room’s?`;
  return `\`${file}\` ended before it had a connection to room ${room}. The message in the terminal names the line.`;
}

/** The room delivered a line of the program, and it is these words and no others. */
export function programSaid(room: string, file: string, words: string): Check {
  return (evidence) => {
    const visits = visitsOf(evidence, room, file);
    const last = visits.at(-1);
    if (!last) return missing(notVisited(evidence, room, file));
    const lines = visits.flatMap(saidBack);
    const right = lines.filter(({ text }) => text === words);
    if (right.length > 0)
      return seen(
        `Room ${room} delivered “${words}” for port ${last.membership.peer.port}, which is your program’s.`,
        right.map(({ seq }) => seq),
      );
    const other = lines.at(-1)?.text;
    if (other?.startsWith(words))
      return missing(
        `Room ${room} delivered “${other}”: your line had no end, so the next one stuck to it. A line ends with \`\\n\`.`,
      );
    if (other !== undefined) return missing(`Room ${room} delivered “${other}”. This step wants “${words}”.`);
    if (told('joined', last.membership).length === 0)
      return missing(`Room ${room} greeted your program, and has no accepted password from it.`);
    if (last.run.ended)
      return missing(
        `Room ${room} let your program in, and it ended before it had said anything. Sockets take bytes: \`b'…'\`, not text.`,
      );
    return missing(`Room ${room} has let your program in, and waits for a whole line that begins with SAY.`);
  };
}

/** The program said goodbye, read until the room had closed, and ended by itself. */
export function programReadToEnd(room: string, file: string): Check {
  return (evidence) => {
    const visits = visitsOf(evidence, room, file);
    const last = visits.at(-1);
    if (!last) return missing(notVisited(evidence, room, file));
    const right = visits.flatMap(({ membership, run }) => {
      const left = told('left', membership)[0];
      const closed = membership.socket?.closed;
      return left?.how === 'bye' && closed?.how === 'fin' && closed.by === 'remote' && run.ended?.status === 0
        ? [Math.max(left.seq, closed.seq, run.ended.seq)]
        : [];
    });
    if (right.length > 0)
      return seen(`Room ${room} closed first; your program read to the end, closed, and was done.`, right);
    const left = told('left', last.membership)[0];
    if (!left) return missing(`Your program is still in room ${room}. Press Enter where it runs.`);
    if (left.how !== 'bye')
      return missing(`Your program left room ${room} without a goodbye. Let it run on after Enter.`);
    if (!last.run.ended || last.run.ended.status === 130)
      return missing(
        `Room ${room} has closed its side, and your program went on asking. The end of a stream is empty bytes: \`b''\`.`,
      );
    return missing(`Room ${room} has closed its side, and your program did not read that far.`);
  };
}
