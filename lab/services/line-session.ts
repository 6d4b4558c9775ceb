import type { Connection } from './connection.ts';
import { type Line, LineSplitter } from './lines.ts';
import { TokenBucket } from './token-bucket.ts';

export interface LineLimits {
  /** Longest line without its end. Bytes. */
  readonly lineBytes: number;
  /** How far past `lineBytes` a line without end is skipped before the connection is cut. Bytes. */
  readonly overrunBytes: number;
  /** Lines a second from one peer in the long run. */
  readonly linesPerSecond: number;
  /** Lines at once after a pause. */
  readonly burstLines: number;
  /** Lines over the rate, without a pause between, after which the peer is cut. */
  readonly floodLines: number;
  /** How long a peer that was told goodbye may take to close its side. Milliseconds. */
  readonly lingerMs: number;
  /** The same for one that was cut for flooding. Milliseconds. */
  readonly cutLingerMs: number;
}

/** What a service needs of the world. */
export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Runs once after `ms`. @returns the way to cancel it */
  schedule(run: () => void, ms: number): () => void;
}

export interface LineHandlers {
  line(bytes: Uint8Array): void;
  /** A line was thrown away. When `closing`, the peer went too far: tell it and call `cut`. */
  refused(code: 'line-too-long' | 'too-fast', closing: boolean): void;
  /** Once. */
  ended(how: 'fin' | 'rst' | 'local'): void;
}

/** One peer that talks in lines: splitting, rate, flood, and the ways to end. Shared by the chat rooms and the lobby. */
export class LineSession {
  readonly #connection: Connection;
  readonly #limits: LineLimits;
  readonly #clock: Clock;
  readonly #handlers: LineHandlers;
  readonly #splitter: LineSplitter;
  readonly #bucket: TokenBucket;
  #excess = 0;
  #reading: 'open' | 'held' | 'stopped' = 'open';
  /** Bytes that had come before reading was held. */
  #kept: Uint8Array[] = [];
  #peerFinished = false;
  /** Nothing can be sent any more. */
  #over = false;
  #cancelLinger = () => {};

  constructor(connection: Connection, limits: LineLimits, clock: Clock, handlers: LineHandlers) {
    this.#connection = connection;
    this.#limits = limits;
    this.#clock = clock;
    this.#handlers = handlers;
    this.#splitter = new LineSplitter(limits.lineBytes);
    this.#bucket = new TokenBucket(limits.linesPerSecond, limits.burstLines, clock.now());
    connection.onBytes((bytes) => this.#arrived(bytes));
    connection.onEnd((how) => this.#ended(how));
  }

  /** No further line until `release`: the peer is slowed at the source. */
  hold(): void {
    if (this.#reading !== 'open') return;
    this.#reading = 'held';
    this.#connection.pause();
  }

  release(): void {
    if (this.#reading !== 'held') return;
    this.#reading = 'open';
    const kept = this.#kept;
    this.#kept = [];
    for (const bytes of kept) this.#arrived(bytes);
    if (this.#reading !== 'open') return;
    if (this.#peerFinished) this.#handlers.ended('fin');
    else if (!this.#over) this.#connection.resume();
  }

  /** Sends what is waiting, then FIN; later lines are ignored. A peer that does not close too is dropped in the end. */
  finish(): void {
    this.#stop();
    this.#leave(this.#limits.lingerMs);
  }

  /** Like `finish`, for a peer that floods: nothing more is read, and it has less time. */
  cut(): void {
    this.#stop();
    this.#connection.pause();
    this.#leave(this.#limits.cutLingerMs);
  }

  /** Drops the connection at once. */
  drop(): void {
    this.#stop();
    this.#cancelLinger();
    if (!this.#over) this.#connection.destroy();
  }

  #leave(lingerMs: number): void {
    if (this.#over) return;
    this.#connection.end();
    this.#cancelLinger();
    // Both directions are finished and nothing waits: the system closes it without us.
    if (this.#peerFinished && this.#connection.waiting === 0) return;
    this.#cancelLinger = this.#clock.schedule(() => this.#connection.destroy(), lingerMs);
  }

  #stop(): void {
    if (this.#reading === 'held') this.#connection.resume();
    this.#reading = 'stopped';
    this.#kept = [];
  }

  get #isHeld(): boolean {
    return this.#reading === 'held';
  }

  #arrived(bytes: Uint8Array): void {
    if (this.#reading === 'stopped') return;
    if (this.#reading === 'held') {
      this.#kept.push(bytes);
      return;
    }
    const used = this.#splitter.each(bytes, (line) => this.#offer(line));
    if (this.#isHeld) {
      if (used < bytes.length) this.#kept.push(bytes.subarray(used));
    } else if (this.#splitter.overrun > this.#limits.overrunBytes) {
      this.#handlers.refused('line-too-long', true);
    }
  }

  /** @returns whether the next line may follow */
  #offer(line: Line): boolean {
    const now = this.#clock.now();
    if (this.#excess > 0 && this.#bucket.isFull(now)) this.#excess = 0;
    if (!this.#bucket.take(now)) {
      this.#excess += 1;
      this.#handlers.refused('too-fast', this.#excess >= this.#limits.floodLines);
    } else if (line.tooLong) {
      this.#handlers.refused('line-too-long', false);
    } else {
      this.#handlers.line(line.bytes);
    }
    return this.#reading === 'open';
  }

  #ended(how: 'fin' | 'rst' | 'local'): void {
    if (how === 'fin') this.#peerFinished = true;
    else this.#over = true;
    if (this.#over || this.#connection.waiting === 0) this.#cancelLinger();
    // While held: what came before the FIN is answered first.
    if (how !== 'fin' || !this.#isHeld) this.#handlers.ended(how);
  }
}
