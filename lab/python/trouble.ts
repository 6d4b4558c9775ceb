import { SocketError } from '../host.ts';

/**
 * A call of a program that did not work. The Python side knows for each code the number and the exception
 * (`sockets.py`); `timed-out` is Python's own timeout, which has no number.
 */
export class Trouble extends Error {
  readonly code: string;
  /** What to say instead of the operating system's few words, where the lab knows more. */
  readonly saying: string | undefined;
  /** The host reported it, and where it opens something the log has it already. */
  readonly fromHost: boolean;

  constructor(code: string, saying?: string, fromHost = false) {
    super(saying ?? code);
    this.code = code;
    this.saying = saying;
    this.fromHost = fromHost;
  }
}

/** What the lab says in its own words: there the operating system has none. */
const ownWords = new Set(['REFUSED-BY-LAB', 'NO-HOST', 'EMFILE']);

/** What a socket of a host reports, as the program gets it. Anything else is our mistake and is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  if (error instanceof SocketError)
    return new Trouble(error.code, ownWords.has(error.code) ? error.message : undefined, true);
  throw error;
}
