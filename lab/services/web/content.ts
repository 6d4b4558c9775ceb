/** What is at a path: a text, or bytes that are made while they are sent. */
export interface WebPage {
  /** `text/html; charset=utf-8` */
  readonly type: string;
  readonly body: string | MadeContent;
}

/** Content that nobody holds as a whole. */
export interface MadeContent {
  /** Bytes in all. */
  readonly length: number;
  /** The bytes from `at` on: at least one, at most `most`. */
  piece(at: number, most: number): Uint8Array;
}

const encoder = new TextEncoder();

/** The same for a text. */
export function contentOf(body: string | MadeContent): MadeContent {
  if (typeof body !== 'string') return body;
  const bytes = encoder.encode(body);
  return { length: bytes.length, piece: (at, most) => bytes.subarray(at, at + most) };
}
