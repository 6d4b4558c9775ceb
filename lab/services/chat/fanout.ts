import { joined } from '../bytes.ts';
import type { Connection } from '../connection.ts';

/** Somebody to whom lines go. */
export class Recipient {
  readonly connection: Connection;
  /** The first line of this turn that is meant for it. */
  from = 0;
  /** Lines of this turn for it alone, each with its place among the lines to all. */
  own: { readonly before: number; readonly bytes: Uint8Array }[] = [];
  /** Of lines for it alone, since it last had read everything. Bytes. */
  ownWaiting = 0;

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
  /** What of this may be lines for it alone, which share no copy with anybody. Bytes. */
  readonly waitingAnswers: number;
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
    const slow = new Set<R>();
    this.#lines = [];
    this.#bytes = 0;
    for (const recipient of lines.length > 0 ? this.#all : []) {
      // What was waiting before this turn: one busy turn alone makes nobody slow.
      if (recipient.connection.waiting > waitingBytes) slow.add(recipient);
      else if (recipient.own.length === 0 && recipient.from === 0) recipient.connection.write(shared);
      else if (this.#leavesAnswers(recipient)) slow.add(recipient);
      else this.#write(recipient, lines, shared);
    }
    for (const recipient of this.#withOwn) {
      if (recipient.own.length === 0 || slow.has(recipient)) continue;
      if (recipient.connection.waiting > waitingBytes || this.#leavesAnswers(recipient)) slow.add(recipient);
      else this.#write(recipient, lines, shared);
    }
    this.#withOwn.clear();
    for (const recipient of slow) this.#options.tooSlow(recipient);
  }

  /** Whether too much of what it asked for would wait for this recipient. Counts what this turn adds. */
  #leavesAnswers(recipient: R): boolean {
    const idle = recipient.connection.waiting === 0;
    recipient.ownWaiting = recipient.own.reduce(
      (sum, { bytes }) => sum + bytes.length,
      idle ? 0 : recipient.ownWaiting,
    );
    return !idle && recipient.ownWaiting > this.#options.waitingAnswers;
  }

  /** @param shared the same lines in one buffer, once it is made */
  #write(recipient: R, lines: readonly Uint8Array[], shared?: Uint8Array): void {
    // Behind what waits already, pieces cost no send each: views of the shared buffer instead of a copy.
    const views = shared !== undefined && recipient.connection.waiting > 0;
    const pieces: Uint8Array[] = [];
    let at = this.#all.has(recipient) ? recipient.from : lines.length;
    let offset = views ? lengthOf(lines.slice(0, at)) : 0;
    const upTo = (line: number): void => {
      if (line <= at) return;
      const between = lines.slice(at, line);
      at = line;
      if (!views) return void pieces.push(...between);
      pieces.push(shared.subarray(offset, offset + lengthOf(between)));
      offset += lengthOf(between);
    };
    for (const own of recipient.own) {
      upTo(own.before);
      pieces.push(own.bytes);
    }
    upTo(lines.length);
    recipient.own = [];
    recipient.from = 0;
    if (views) for (const piece of pieces) recipient.connection.write(piece);
    else if (pieces.length > 0) recipient.connection.write(joined(pieces, this.#options.allocate(lengthOf(pieces))));
  }
}

const lengthOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
