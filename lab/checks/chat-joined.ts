import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { heard, type Membership, membershipsIn, told } from './memberships.ts';
import { portOf } from './place.ts';
import { socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

export interface ChatOptions {
  /** Only what happened from this terminal: `b`. */
  readonly fromTerminal?: string;
  /** Where the password is to be found, one sentence: `The card above step 2 has it.` */
  readonly look?: string;
}

/** A connection of ours that the room let in, and where in the log both witnesses had said so. */
export interface Joined {
  readonly membership: Membership;
  readonly nick: string;
  readonly seq: number;
}

/** Both witnesses: the room says `joined`, and our socket received `OK you=` with the same nick. */
export function joinedIn(room: string, evidence: readonly Evidence[], terminal?: string): readonly Joined[] {
  return membershipsIn(room, evidence).flatMap((membership) => {
    if (!membership.socket || (terminal !== undefined && membership.socket.terminal !== terminal)) return [];
    const joined = told('joined', membership)[0];
    const line = joined && heard(membership).find(({ text }) => text === `OK you=${joined.nick}`);
    return joined && line ? [{ membership, nick: joined.nick, seq: Math.max(joined.seq, line.seq) }] : [];
  });
}

/** The room has let one of our connections in. */
export function chatJoined(room: string, options: ChatOptions = {}): Check {
  return (evidence) => {
    const joined = joinedIn(room, evidence, options.fromTerminal);
    const last = joined.at(-1);
    if (!last) return missing(notIn(room, evidence, options));
    return seen(
      `Room ${room} let you in as ${last.nick}.`,
      joined.map((each) => each.seq),
    );
  };
}

/** As `chatJoined`, once more after the room was left: what is missing is said of the new visit, not of the old one. */
export function chatJoinedAgain(room: string, left: Check, options: ChatOptions = {}): Check {
  return (evidence) => {
    const leaving = left(evidence);
    if (!leaving.passed) return missing(leaving.saying);
    const after = leaving.at?.[0] ?? -1;
    const again = joinedIn(room, evidence, options.fromTerminal).filter(({ seq }) => seq > after);
    const last = again.at(-1);
    if (last)
      return seen(
        `Room ${room} let you in as ${last.nick}.`,
        again.map(({ seq }) => seq),
      );
    const began = membershipsIn(room, evidence).some(({ socket, events }) => socket && (events[0]?.seq ?? -1) > after);
    return missing(
      began ? notIn(room, evidence, options) : `You have left room ${room}. \`chat ${room}\` joins it once more.`,
    );
  };
}

/** The room has greeted one of our connections: somebody is there, whether or not they let us in. */
export function chatGreeted(room: string): Check {
  return (evidence) => {
    const greeted = membershipsIn(room, evidence).flatMap((membership) => {
      const greeting = membership.socket && told('greeted', membership)[0];
      return greeting ? [{ port: membership.port, seq: greeting.seq }] : [];
    });
    const last = greeted.at(-1);
    if (!last) return missing(`Room ${room} has not seen a connection of yours yet.`);
    return seen(
      `Room ${room} answered you on port ${last.port}.`,
      greeted.map((each) => each.seq),
    );
  };
}

/** Which state is missing before one is a member. */
function notIn(room: string, evidence: readonly Evidence[], { fromTerminal, look }: ChatOptions): string {
  const from = fromTerminal === undefined ? '' : ` from terminal ${fromTerminal}`;
  const memberships = membershipsIn(room, evidence);
  const last = memberships.findLast(
    ({ socket }) => socket && (fromTerminal === undefined || socket.terminal === fromTerminal),
  );
  if (!last?.socket) {
    if (memberships.some(({ socket }) => !socket))
      return `Somebody is at room ${room}, but not with a socket of yours. \`chat ${room}\` opens one${from}.`;
    const port = portOf(room, evidence);
    const ungreeted = socketsSeen(evidence).some(
      (socket) =>
        socket.remote.port === port &&
        !socket.closed &&
        (fromTerminal === undefined || socket.terminal === fromTerminal) &&
        !memberships.some((membership) => membership.socket === socket),
    );
    if (ungreeted && port !== null)
      return `You have a connection to port ${port}, and room ${room} has not greeted it yet.`;
    return `You have no connection to room ${room}${from} yet. \`chat ${room}\` opens one.`;
  }
  const where = look === undefined ? '' : ` ${look}`;
  const tries = told('denied', last).at(-1)?.tries ?? 0;
  if (tries >= 3) return `Room ${room} heard three wrong passwords and hung up. \`chat ${room}\` starts again.${where}`;
  if (last.socket.closed)
    return `Your connection to room ${room} ended before it accepted a password. \`chat ${room}\` opens another.${where}`;
  if (told('joined', last).length > 0) return `Room ${room} says you are in, and its OK is still on the way to you.`;
  if (tries > 0) return `The room has your connection, but it refused that password.${where}`;
  return `The room has your connection, but no accepted password yet.${where}`;
}
