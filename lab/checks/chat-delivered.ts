import { type ChatOptions, chatJoined, type Joined, joinedIn } from './chat-joined.ts';
import type { Check } from './check.ts';
import { heard, told } from './memberships.ts';
import { missing, seen } from './verdict.ts';

export interface DeliveredOptions extends ChatOptions {
  /** What must be said, for the sentence: `the word hello`. */
  readonly wanted?: string;
  /** How many members must have got it, the sender included. One unless said. */
  readonly toAtLeast?: number;
}

/**
 * The room delivered something of ours that matches. Two witnesses: the room says it handed a line of this member on,
 * and the same member's socket received it back as `MSG <own nick> …`. What was typed plays no part.
 */
export function chatDelivered(room: string, pattern: RegExp, options: DeliveredOptions = {}): Check {
  const { wanted = 'other words', toAtLeast = 1, fromTerminal } = options;
  return (evidence) => {
    const joined = joinedIn(room, evidence, fromTerminal);
    const last = joined.at(-1);
    if (!last) return missing(chatJoined(room, options)(evidence).saying);
    const rounds = joined.flatMap(roundsOf);
    const fitting = rounds.filter(({ text }) => text.search(pattern) !== -1);
    const far = fitting.filter(({ to }) => to >= toAtLeast);
    const best = far.at(-1);
    if (best)
      return seen(
        `Room ${room} delivered it to ${best.to === 1 ? 'you, its only member' : `${best.to} members`}.`,
        far.map(({ seq }) => seq),
      );
    if (fitting.length > 0)
      return missing(`Room ${room} delivered it, but fewer than ${toAtLeast} members were there to get it.`);
    if (rounds.length > 0) return missing(`Room ${room} delivered what you said. This step waits for ${wanted}.`);
    return missing(notDelivered(room, last));
  };
}

/** The n-th line of ours that came back belongs to the n-th that the room says it delivered. */
function roundsOf({ membership, nick }: Joined): readonly { text: string; to: number; seq: number }[] {
  const delivered = told('delivered', membership);
  const prefix = `MSG ${nick} `;
  return heard(membership)
    .filter(({ text }) => text.startsWith(prefix))
    .flatMap(({ text, seq }, nth) => {
      const round = delivered[nth];
      return round ? [{ text: text.slice(prefix.length), to: round.to, seq: Math.max(seq, round.seq) }] : [];
    });
}

function notDelivered(room: string, { membership, nick }: Joined): string {
  const witnessed = told('delivered', membership).length > 0;
  const back = heard(membership).some(({ text }) => text.startsWith(`MSG ${nick} `));
  if (witnessed) return `Room ${room} says it delivered your line, and it has not come back to your socket yet.`;
  if (back) return `A line with your name came back, but room ${room} does not say it delivered one.`;
  if (membership.socket?.closed)
    return `You were in room ${room} and left without a word. \`chat ${room}\` goes back in.`;
  return `You are in room ${room} as ${nick}, and it has heard nothing from you yet. Type something and press Enter.`;
}
