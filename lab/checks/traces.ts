import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { linesOf } from './lines-of.ts';
import { socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/**
 * A word was said in a room, whoever said it left, and then `traces` searched for it to the end.
 * The word is the learner's own choice.
 */
export const searchedAfterLeaving: Check = (evidence) => {
  const said = saidIn(evidence);
  if (said.length === 0) return missing('Nothing was said in a room yet, so there is nothing to look for.');
  const searches = searchesIn(evidence);
  const right = searches.filter(({ seq, word }) => {
    const carried = said.filter((one) => one.seq < seq && one.text.includes(word));
    return carried.length > 0 && carried.every((one) => one.over < seq);
  });
  // The word itself stays out of the sentence: what a passed step says is kept in the browser's storage.
  if (right.length > 0)
    return seen(
      'Everybody had left the room when you searched for your word.',
      right.map(({ seq }) => seq),
    );
  const last = searches.at(-1);
  if (last && !said.some((one) => one.text.includes(last.word)))
    return missing(`“${last.word}” was never said in a room. Search for a word that was.`);
  if (said.some((one) => one.over === Number.POSITIVE_INFINITY))
    return missing('A connection on which you spoke is still open. Leave first (`/bye`, or BYE in nc), then search.');
  return missing(
    last
      ? 'You searched while you were still in the room. Search again, now that everybody has left.'
      : 'Everybody has left. Now search for your word with `traces`.',
  );
};

interface Said {
  readonly seq: number;
  /** Small letters, as `traces` compares. */
  readonly text: string;
  /** Where in the log we closed its connection, or it ended; infinity while it is open. */
  readonly over: number;
}

function saidIn(evidence: readonly Evidence[]): readonly Said[] {
  const sockets = socketsSeen(evidence);
  // What a tap of ours passes on was said by somebody else: it came in before it went out.
  const heard = sockets.filter(({ role }) => role === 'server').flatMap(({ received }) => linesOf(received));
  return sockets
    .filter(({ role }) => role === 'client')
    .flatMap(({ socket, sent }) =>
      linesOf(sent)
        .filter(({ seq, text }) => /^SAY \S/i.test(text) && !heard.some((one) => one.text === text && one.seq < seq))
        .map(({ seq, text }) => ({ seq, text: text.slice(4).toLowerCase(), over: leftAt(socket, evidence) })),
    );
}

function leftAt(socket: number, evidence: readonly Evidence[]): number {
  const end = evidence.find(
    (fact) =>
      (fact.kind === 'tcp.closed' || (fact.kind === 'tcp.finished' && fact.by === 'local')) && fact.socket === socket,
  );
  return end?.seq ?? Number.POSITIVE_INFINITY;
}

/** Searches that ran to their end (1: nothing was found), with what they looked for in small letters. */
function searchesIn(evidence: readonly Evidence[]): readonly { seq: number; word: string }[] {
  return evidence.flatMap((fact) => {
    if (fact.kind !== 'command.started' || fact.name !== 'traces') return [];
    const word = fact.line
      .trim()
      .replace(/^traces\s*/, '')
      .replace(/^["']|["']$/g, '')
      .toLowerCase();
    const done = evidence.some(
      (later) =>
        later.kind === 'command.ended' &&
        later.job === fact.job &&
        later.terminal === fact.terminal &&
        later.status <= 1,
    );
    return word !== '' && done ? [{ seq: fact.seq, word }] : [];
  });
}
