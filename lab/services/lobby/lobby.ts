import { addressGroup } from '../address-group.ts';
import type { Connection } from '../connection.ts';
import { type Clock, type LineLimits, LineSession } from '../line-session.ts';
import { decodeUtf8 } from '../plain-text.ts';
import { TokenBucket } from '../token-bucket.ts';
import { isRoomName, isRoomPassword } from './room-name.ts';

// lobby/1, with the line rules of chat/1:
//
//   server  HELLO lobby/1
//   client  ROOMS                    ROOM <name> port=<p> auth=<password|open> here=<n>  for each, then END
//   client  OPEN <name> [password]   OK room=<name> port=<p>
//   client  BYE                      BYE, then the server closes with FIN
//   server  ERR <code> <sentence>    BYE <sentence> when the server ends it

export interface LobbyLimits extends LineLimits {
  /** Rooms that one address may open in the long run, each second. */
  readonly opensPerSecond: number;
  /** Rooms that one address may open at once. */
  readonly opensBurst: number;
  /** Connections at once. */
  readonly visitors: number;
  /** How long a connection may say nothing. Milliseconds. */
  readonly idleMs: number;
  /** What may wait for a visitor that does not read. Bytes. */
  readonly waitingBytes: number;
}

export interface LobbyRow {
  readonly name: string;
  readonly port: number;
  readonly auth: 'password' | 'open';
  readonly here: number;
}

/** A room was opened, or why not. */
export type Opened = { readonly port: number } | { readonly refused: 'name-taken' | 'no-port-left' };

export interface LobbyOptions extends Clock {
  readonly limits: LobbyLimits;
  rooms(): readonly LobbyRow[];
  open(name: string, password: string | undefined): Promise<Opened>;
  log?(line: string): void;
}

interface Visitor {
  readonly connection: Connection;
  readonly session: LineSession;
  gone: boolean;
  cancelIdle: () => void;
}

const encoder = new TextEncoder();

const sayings = {
  'unknown-command': 'That is no command here. Type ROOMS, or OPEN, a name and perhaps a password, or BYE.',
  'bad-name': 'A name has 1 to 20 of a-z, 0-9 and -, and starts with a letter. For example: OPEN tea-house',
  'bad-password': 'A password is one word of 1 to 64 bytes. For example: OPEN tea-house earl-grey',
  'name-taken': 'A room of this name is open already. Join it, or choose another name.',
  'no-port-left': 'Every port for rooms is in use. A room closes ten minutes after its last member leaves.',
  'not-utf8': 'Those bytes are not UTF-8, so they mean nothing here.',
  'line-too-long': 'That line is too long, so it was not read.',
  'lobby-full': 'Too many are asking at once. Wait a few seconds and connect again.',
  'too-fast': 'That was too fast. Wait a moment and send it again.',
  failed: 'The room could not be opened. Try again.',
} as const;

/** Tells which rooms there are and opens new ones. Knows connections, not ports. */
export class Lobby {
  readonly #options: LobbyOptions;
  readonly #visitors = new Set<Visitor>();
  /** What each address has opened lately; an address whose bucket is full again is forgotten. */
  readonly #opens = new Map<string, TokenBucket>();
  #closed: string | undefined;

  constructor(options: LobbyOptions) {
    this.#options = options;
  }

  serve(connection: Connection): void {
    const session: LineSession = new LineSession(connection, this.#options.limits, this.#options, {
      line: (bytes) => this.#line(visitor, bytes),
      refused: (code, closing) => {
        this.#err(visitor, code);
        if (closing) this.#leave(visitor, () => session.cut());
      },
      ended: () => this.#leave(visitor, () => session.finish()),
    });
    const visitor: Visitor = { connection, session, gone: false, cancelIdle: () => {} };
    this.#visitors.add(visitor);
    this.#tell(visitor, 'HELLO lobby/1');
    if (this.#closed !== undefined) this.#bye(visitor, this.#closed);
    else if (this.#visitors.size > this.#options.limits.visitors) {
      this.#err(visitor, 'lobby-full');
      this.#leave(visitor, () => session.finish());
    } else this.#stillHere(visitor);
  }

  /** Says BYE and why to everybody, then FIN. */
  close(reason: string): void {
    this.#closed = reason;
    for (const visitor of this.#visitors) this.#bye(visitor, reason);
  }

  #line(visitor: Visitor, bytes: Uint8Array): void {
    this.#stillHere(visitor);
    const text = decodeUtf8(bytes);
    if (text === undefined) return this.#err(visitor, 'not-utf8');
    const [verb = '', ...words] = text.split(/[ \t]+/).filter((word) => word !== '');
    switch (verb.toUpperCase()) {
      case 'ROOMS':
        return this.#rooms(visitor);
      case 'OPEN':
        return this.#open(visitor, words);
      case 'BYE':
        this.#tell(visitor, 'BYE');
        return this.#leave(visitor, () => visitor.session.finish());
      default:
        return this.#err(visitor, 'unknown-command');
    }
  }

  #rooms(visitor: Visitor): void {
    const rows = this.#options
      .rooms()
      .map((row) => `ROOM ${row.name} port=${row.port} auth=${row.auth} here=${row.here}`);
    this.#tell(visitor, [...rows, 'END'].join('\n'));
  }

  #open(visitor: Visitor, words: readonly string[]): void {
    const [name = '', password] = words;
    if (!isRoomName(name)) return this.#err(visitor, 'bad-name');
    if (words.length > 2 || (password !== undefined && !isRoomPassword(password))) {
      return this.#err(visitor, 'bad-password');
    }
    if (!this.#mayOpen(visitor.connection.peer.address)) return this.#err(visitor, 'too-fast');
    visitor.session.hold();
    this.#options.open(name, password).then(
      (opened) => {
        if ('refused' in opened) this.#err(visitor, opened.refused);
        else this.#tell(visitor, `OK room=${name} port=${opened.port}`);
        visitor.session.release();
      },
      (problem) => {
        this.#options.log?.(`lobby: a room could not be opened: ${problem}`);
        this.#err(visitor, 'failed');
        visitor.session.release();
      },
    );
  }

  #mayOpen(address: string): boolean {
    const { limits } = this.#options;
    const now = this.#options.now();
    for (const [group, bucket] of this.#opens) if (bucket.isFull(now)) this.#opens.delete(group);
    const group = addressGroup(address);
    const bucket = this.#opens.get(group) ?? new TokenBucket(limits.opensPerSecond, limits.opensBurst, now);
    this.#opens.set(group, bucket);
    return bucket.take(now);
  }

  #stillHere(visitor: Visitor): void {
    const { idleMs } = this.#options.limits;
    visitor.cancelIdle();
    visitor.cancelIdle = this.#options.schedule(
      () => this.#bye(visitor, `Nothing came from you for ${idleMs / 1000} seconds.`),
      idleMs,
    );
  }

  #bye(visitor: Visitor, reason: string): void {
    this.#tell(visitor, `BYE ${reason}`);
    this.#leave(visitor, () => visitor.session.finish());
  }

  #leave(visitor: Visitor, close: () => void): void {
    if (visitor.gone) return;
    visitor.gone = true;
    visitor.cancelIdle();
    this.#visitors.delete(visitor);
    close();
  }

  #err(visitor: Visitor, code: keyof typeof sayings): void {
    this.#tell(visitor, `ERR ${code} ${sayings[code]}`);
  }

  #tell(visitor: Visitor, text: string): void {
    if (visitor.gone) return;
    const { connection, session } = visitor;
    connection.write(encoder.encode(`${text}\n`));
    if (connection.waiting > this.#options.limits.waitingBytes) this.#leave(visitor, () => session.drop());
  }
}
