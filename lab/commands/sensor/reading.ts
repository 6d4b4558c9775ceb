/** One reading is one line of so many bytes, and one datagram. */
export const READING_BYTES = 64;

export interface Reading {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** When it was taken, ms on the sender's clock. */
  readonly at: number;
}

const encoder = new TextEncoder();

/** `reading 17 of 200 at 1234.500`, filled up with blanks. */
export const encodeReading = ({ number, of, at }: Reading): Uint8Array =>
  encoder.encode(`${`reading ${number} of ${of} at ${at.toFixed(3)}`.padEnd(READING_BYTES - 1)}\n`);

/** The last word over UDP, where nothing else tells that a run is over. */
export const encodeEnd = (of: number): Uint8Array => encoder.encode(`end of ${of}\n`);

/** @returns null for a line that is neither */
export function decodeReading(line: string): Reading | { readonly end: number } | null {
  const [, number, of, at] = /^reading (\d{1,5}) of (\d{1,5}) at (\d+\.\d+) *\n?$/.exec(line) ?? [];
  if (number !== undefined) return { number: Number(number), of: Number(of), at: Number(at) };
  const end = /^end of (\d{1,5})\n?$/.exec(line);
  return end ? { end: Number(end[1]) } : null;
}
