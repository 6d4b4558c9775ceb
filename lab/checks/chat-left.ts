import { type ChatOptions, chatJoined, joinedIn } from './chat-joined.ts';
import type { Check } from './check.ts';
import { told } from './memberships.ts';
import { missing, seen } from './verdict.ts';

type Way = 'bye' | 'fin' | 'rst';

const ways: Record<Way | 'dropped', string> = {
  bye: 'with a goodbye',
  fin: 'with a FIN and no goodbye',
  rst: 'by a reset',
  dropped: 'because the room dropped you',
};
const spelled: Record<Way, string> = { bye: '`/bye`', fin: 'Ctrl-C', rst: '`/reset`' };

/**
 * A member of ours left in this way: `bye` it said so and the room closed, `fin` it closed without a word, `rst` it
 * reset the connection. The room says how, and our socket is closed, by FIN or RST to match.
 */
export function chatLeft(room: string, how: Way, options: ChatOptions = {}): Check {
  return (evidence) => {
    const joined = joinedIn(room, evidence, options.fromTerminal);
    const last = joined.at(-1);
    if (!last) return missing(`You cannot leave yet. ${chatJoined(room, options)(evidence).saying}`);
    const ends = joined.flatMap(({ membership }) => {
      const left = told('left', membership)[0];
      const closed = membership.socket?.closed;
      const agree = left?.how === how && closed?.how === (how === 'rst' ? 'rst' : 'fin');
      return left && closed && agree ? [Math.max(left.seq, closed.seq)] : [];
    });
    if (ends.length > 0) return seen(`You left room ${room} ${ways[how]}.`, ends);
    const left = told('left', last.membership)[0];
    const closed = last.membership.socket?.closed;
    if (!left && !closed) return missing(`You are still in room ${room} as ${last.nick}. Leave with ${spelled[how]}.`);
    if (left && left.how !== how)
      return missing(`You left room ${room} ${ways[left.how]}. Join again and leave with ${spelled[how]}.`);
    if (!closed) return missing(`Room ${room} has let you go, and your own end is not closed yet.`);
    if (!left) return missing(`Your end is closed, and room ${room} has not noticed yet.`);
    return missing(
      `Room ${room} saw you leave ${ways[left.how]}, but your own end closed in another way. Try once more.`,
    );
  };
}
