import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { type Piece, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** How much text is held to look across the cuts between pieces, in characters. */
const held = 65_536;

/**
 * These bytes crossed a connection to or at this port, in either direction, readable as text.
 * @param wanted what they are, for the sentence: `your password`
 */
export function wireSaw(place: Place, pattern: RegExp, options: { readonly wanted?: string } = {}): Check {
  const { wanted = 'the bytes this step waits for' } = options;
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = placeText(place, port);
    const ends = socketsSeen(evidence).filter(({ local, remote }) => local.port === port || remote.port === port);
    const found = ends
      .flatMap((end) => [firstMatch(end.sent, pattern), firstMatch(end.received, pattern)])
      .filter((seq) => seq !== null);
    if (found.length > 0) return seen(`Readable on ${where}: ${wanted}.`, found);
    if (ends.length === 0) return missing(`No connection to ${where} was established yet, so no bytes to look at.`);
    return missing(`Bytes crossed ${where}, but ${wanted} was not among them.`);
  };
}

function firstMatch(pieces: readonly Piece[], pattern: RegExp): number | null {
  const decoder = new TextDecoder();
  let text = '';
  for (const { seq, bytes } of pieces) {
    text = (text + decoder.decode(bytes, { stream: true })).slice(-held);
    // `search` ignores the state a global pattern would carry from one call to the next.
    if (text.search(pattern) !== -1) return seq;
  }
  return null;
}
