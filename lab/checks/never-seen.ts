import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { linesOf } from './lines-of.ts';
import { type SeenSocket, servicePort, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** Our connections to a room on this port, and the SAY lines that the room never handed to anybody, as places. */
function unheard(evidence: readonly Evidence[], port: number) {
  return socketsSeen(evidence)
    .filter((socket) => socket.role === 'client' && servicePort(socket) === port)
    .map((socket) => {
      const says = linesOf(socket.sent).filter(({ text }) => /^SAY ./i.test(text));
      const delivered = evidence.filter(
        (fact) =>
          fact.kind === 'room.witness' &&
          fact.port === port &&
          fact.peer.port === socket.local.port &&
          fact.what.event === 'delivered',
      ).length;
      return { socket, delivered, lost: says.slice(delivered) };
    });
}

/** The room that this page serves on this port is frozen. */
export function roomFrozen(port: number): Check {
  return (evidence) => {
    const told = evidence.flatMap((fact) => (fact.kind === 'room.signalled' && fact.port === port ? [fact] : []));
    const frozen = told.filter(({ state }) => state === 'frozen');
    if (frozen.length > 0)
      return seen(
        `Room ${frozen[0]?.room} is frozen: it reads nothing.`,
        frozen.map(({ seq }) => seq),
      );
    return missing(`The room on port ${port} runs. \`room pause\` freezes it.`);
  };
}

/** A line of ours has left, and the room has not handed it to anybody, nor can it: it is frozen. */
export function saidToFrozen(port: number): Check {
  const frozen = roomFrozen(port);
  return (evidence) => {
    const { passed, saying, at = [] } = frozen(evidence);
    if (!passed) return missing(saying);
    const since = at[0] ?? 0;
    const lines = unheard(evidence, port).flatMap(({ lost }) => lost.filter(({ seq }) => seq > since));
    const [first] = lines;
    if (!first) return missing('You have not said anything since the room froze.');
    return seen(
      `“${first.text.slice(4)}” has left, and the room has not handed it to anybody.`,
      lines.map(({ seq }) => seq),
    );
  };
}

/**
 * The table was read when a line of ours had been acknowledged (Send-Q 0 at our end) although the room had not handed it
 * to anybody.
 */
export function ackedNotRead(port: number): Check {
  return (evidence) => {
    const connections = unheard(evidence, port);
    const last = connections.at(-1);
    if (!last) return missing(`You are not in the room on port ${port} yet. \`chat ${port}\` joins it.`);
    const first = last.lost[0];
    if (!first)
      return missing(
        last.delivered > 0
          ? 'The room handed your line to everybody, so it runs. Freeze it with `room pause`, then say something.'
          : 'You have not said anything in the room yet.',
      );
    const rows = evidence.flatMap((fact) => {
      if (fact.kind !== 'table.read' || fact.seq < first.seq) return [];
      const row = fact.table.rows.find((each) => isEnd(each, last.socket));
      return row ? [{ seq: fact.seq, queue: row.sendQueue }] : [];
    });
    const empty = rows.filter(({ queue }) => queue === 0);
    if (empty.length > 0)
      return seen(
        'Send-Q is 0: all you sent is acknowledged. The room has not handed your line to anybody.',
        empty.map(({ seq }) => seq),
      );
    if (rows.length > 0)
      return missing(`Send-Q was ${rows.at(-1)?.queue} when you looked: not acknowledged yet. Look again.`);
    return missing('Your line has left. Look at your end of the connection: `ss -tn`.');
  };
}

/** The connection was torn up, and a line of ours on it was never handed to anybody. */
export function diedUnread(port: number): Check {
  return (evidence) => {
    const connections = unheard(evidence, port);
    const right = connections.filter(({ socket, lost }) => lost.length > 0 && socket.closed !== null);
    const [first] = right;
    if (first)
      return seen(
        `The connection is over (${first.socket.closed?.how === 'rst' ? 'reset' : 'closed'}), and “${first.lost[0]?.text.slice(4)}” was never handed to anybody.`,
        right.map(({ socket }) => socket.closed?.seq ?? 0),
      );
    const last = connections.at(-1);
    if (!last) return missing(`You are not in the room on port ${port} yet. \`chat ${port}\` joins it.`);
    if (last.socket.closed !== null)
      return missing('The connection is over, but the room had handed on all you said. Freeze it before you speak.');
    return missing('Your connection still lives. `room kill` ends the room without a word.');
  };
}

const isEnd = (
  row: { local: { port: number }; remote: { port: number }; state: string },
  { local, remote }: SeenSocket,
): boolean => row.state === 'ESTAB' && row.local.port === local.port && row.remote.port === remote.port;
