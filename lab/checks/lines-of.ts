import { LineSplitter } from '../services/lines.ts';
import type { Piece } from './sockets-seen.ts';

/** A line of text that crossed a socket, and where in the log its end came. */
export interface SeenLine {
  readonly seq: number;
  readonly text: string;
}

/** Longer than any line of the room and the lobby, in bytes. */
const longest = 8_192;

/** Whether the bytes begin with these letters; looks no further, however many there are. */
export function beginsWith(pieces: readonly Piece[], letters: string): boolean {
  let begin = '';
  for (const { bytes } of pieces) {
    begin += new TextDecoder().decode(bytes.subarray(0, letters.length - begin.length));
    if (begin.length >= letters.length) break;
  }
  return begin === letters;
}

/** The whole lines in these bytes, ended by LF or CRLF. */
export function linesOf(pieces: readonly Piece[]): readonly SeenLine[] {
  const splitter = new LineSplitter(longest);
  const decoder = new TextDecoder();
  return pieces.flatMap(({ seq, bytes }) =>
    splitter.push(bytes).map((line) => ({ seq, text: decoder.decode(line.bytes) })),
  );
}
