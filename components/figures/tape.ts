/** What a reader does with one chunk: the messages it takes out, and what it keeps for later. */
export interface Reading {
  readonly chunk: string;
  readonly messages: readonly string[];
  readonly kept: string;
}

/** The stream of the figure: three lines, 20 bytes, one byte a letter. */
export const stream = 'hi\nhow are you?\nbye\n';

/** @param cuts places between bytes, from 1, in any order */
export function chunksOf(text: string, cuts: ReadonlySet<number>): readonly string[] {
  const edges = [0, ...[...cuts].filter((cut) => cut > 0 && cut < text.length).sort((a, b) => a - b), text.length];
  return edges.slice(1).map((edge, at) => text.slice(edges[at], edge));
}

/** Every chunk is taken for a message. */
export const readNaively = (chunks: readonly string[]): readonly Reading[] =>
  chunks.map((chunk) => ({ chunk, messages: [chunk.replace(/\n$/, '')], kept: '' }));

/** A message is what stands before a line end; the rest waits. */
export function readLines(chunks: readonly string[]): readonly Reading[] {
  let kept = '';
  return chunks.map((chunk) => {
    const parts = (kept + chunk).split('\n');
    kept = parts.pop() ?? '';
    return { chunk, messages: parts, kept };
  });
}

/** The four or two bytes of a number, biggest first. */
export function bytesOf(value: number, width: 2 | 4): readonly number[] {
  return Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)) % 256);
}

/** What somebody reads who takes the first byte for the biggest. */
export const readBigEndian = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
