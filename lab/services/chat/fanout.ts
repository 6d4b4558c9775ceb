import { joined } from '../bytes.ts';
import type { Connection } from '../connection.ts';

/** Somebody to whom lines go. */
export class Recipient {
  readonly connection: Connection;
  /** The first line of this turn that is meant for it. */
  from = 0;
  /** Lines of this turn for it alone, each with its place among the lines to all. */
  own: { readonly before: number; readonly bytes: Uint8Array }[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
  }
}

/** Lines to all that are written early rather than gathered further in the same turn. Bytes. */
const EARLY_BYTES = 64 * 1024;

/**
 * After a turn that brought a line we look once more for others (some µs) before writing to all (5 µs for each): who
 * sends sixteen lines sends them in a row, and sixteen lines cost one write instead of two. So many turns at most.
 */
const MOST_TURNS = 20;

export interface FanoutOptions<R extends Recipient> {
  /** Runs something at the end of this turn of the event loop. */
  defer(run: () => void): void;
  /** A buffer of so many bytes, of the kind that connections write without wrapping it first. */
  allocate(bytes: number): Uint8Array;
  /** What may wait for a recipient before it is `tooSlow`. Bytes. */
  readonly waitingBytes: number;
  tooSlow(recipient: R): void;
}

/**
 * Gathers the lines of a turn of the event loop, or of a few in a row, and hands each recipient one buffer in one
 * write: a send on loopback costs 4 to 6 µs, a line in a buffer next to nothing. Who had no line of its own meanwhile
 * shares the buffer with all others, so a slow reader costs a reference and not a copy.
 */
export class Fanout<R extends Recipient> {
  readonly #all = new Set<R>();
  readonly #withOwn = new Set<R>();
  readonly #options: FanoutOptions<R>;
  #lines: Uint8Array[] = [];
  #bytes = 0;
  /** Turns that the lines to write have been gathered for. */
  #turns = 0;
  /** The turn that goes on has brought a line. */
  #news = false;

  constructor(options: FanoutOptions<R>) {
    this.#options = options;
  }

  /** From the next line to all on. */
  add(recipient: R): void {
    recipient.from = this.#lines.length;
    this.#all.add(recipient);
  }

  toAll(line: Uint8Array): void {
    this.#lines.push(line);
    this.#bytes += line.length;
    if (this.#bytes >= EARLY_BYTES) this.#flush();
    else this.#soon();
  }

  toOne(recipient: R, line: Uint8Array): void {
    recipient.own.push({ before: this.#lines.length, bytes: line });
    this.#withOwn.add(recipient);
    this.#soon();
  }

  /** Nothing more for this one, after what the turn has brought so far. */
  finish(recipient: R): void {
    if (this.#all.has(recipient) || recipient.own.length > 0) this.#write(recipient, this.#lines);
    this.forget(recipient);
  }

  /** Nothing more for this one. */
  forget(recipient: R): void {
    this.#all.delete(recipient);
    this.#withOwn.delete(recipient);
    recipient.own = [];
  }

  #soon(): void {
    this.#news = true;
    if (this.#turns > 0) return;
    this.#turns = 1;
    this.#options.defer(this.#turnIsOver);
  }

  #turnIsOver = (): void => {
    if (this.#news && this.#turns < MOST_TURNS) {
      this.#news = false;
      this.#turns += 1;
      this.#options.defer(this.#turnIsOver);
      return;
    }
    this.#turns = 0;
    this.#flush();
  };

  #flush(): void {
    const { waitingBytes } = this.#options;
    const lines = this.#lines;
    const shared = joined(lines, this.#options.allocate(this.#bytes));
    const slow: R[] = [];
    this.#lines = [];
    this.#bytes = 0;
    for (const recipient of lines.length > 0 ? this.#all : this.#withOwn) {
      // What was waiting before this turn: one busy turn alone makes nobody slow.
      if (recipient.connection.waiting > waitingBytes) slow.push(recipient);
      else if (recipient.own.length === 0 && recipient.from === 0) recipient.connection.write(shared);
      else this.#write(recipient, lines);
    }
    for (const recipient of this.#withOwn) if (recipient.own.length > 0) this.#write(recipient, lines);
    this.#withOwn.clear();
    for (const recipient of slow) this.#options.tooSlow(recipient);
  }

  #write(recipient: R, lines: readonly Uint8Array[]): void {
    const pieces: Uint8Array[] = [];
    let at = this.#all.has(recipient) ? recipient.from : lines.length;
    for (const own of recipient.own) {
      if (at < own.before) pieces.push(...lines.slice(at, own.before));
      at = Math.max(at, own.before);
      pieces.push(own.bytes);
    }
    pieces.push(...lines.slice(at));
    recipient.own = [];
    recipient.from = 0;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (length > 0) recipient.connection.write(joined(pieces, this.#options.allocate(length)));
  }
}
