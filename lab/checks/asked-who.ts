import { type ChatOptions, chatJoined, joinedIn } from './chat-joined.ts';
import type { Check } from './check.ts';
import { heard, told } from './memberships.ts';
import { missing, seen } from './verdict.ts';

/** We asked a room who is there: it says it was asked, and our socket received its `HERE`. */
export function askedWho(room: string, options: ChatOptions = {}): Check {
  return (evidence) => {
    const joined = joinedIn(room, evidence, options.fromTerminal);
    const last = joined.at(-1);
    if (!last) return missing(chatJoined(room, options)(evidence).saying);
    const answers = joined.flatMap(({ membership }) => {
      const here = heard(membership).filter(({ text }) => text.startsWith('HERE '));
      const asked = told('who', membership)[0];
      return asked && here[0] ? [{ here: asked.here, seq: Math.max(asked.seq, here[0].seq) }] : [];
    });
    const best = answers.at(-1);
    if (best)
      return seen(
        best.here === 1
          ? `Room ${room} answered: you are alone in it.`
          : `Room ${room} counted ${best.here} members for you.`,
        answers.map(({ seq }) => seq),
      );
    if (last.membership.socket?.closed)
      return missing(`You left room ${room} without asking who is there. \`chat ${room}\` goes back in.`);
    return missing(`You are in room ${room}, and it was not asked who is there yet. \`/who\` asks.`);
  };
}
