import type { RoomEvent } from '../../evidence/event.ts';
import type { Endpoint } from '../../host.ts';
import type { Connection } from '../connection.ts';
import { type Clock, LineSession } from '../line-session.ts';
import { neutralised } from '../plain-text.ts';
import { Door, type Hmac } from './door.ts';
import { Fanout } from './fanout.ts';
import { GuessBrake } from './guess-brake.ts';
import { hereLines } from './here-lines.ts';
import { Nicknames } from './nicknames.ts';
import { type Auth, type ChatErrorCode, errLine, lineOf, messageOf, sayings, splitVerb, trimmed } from './protocol.ts';
import { RoomClock, SWEEP_MS } from './room-clock.ts';
import type { RoomLimits } from './room-limits.ts';
import { Visitor } from './visitor.ts';

export interface RoomOptions extends Clock {
  readonly name: string;
  readonly password?: string;
  /** Ask for an HMAC of a nonce instead of the password (our own extension, lesson 9.4). */
  readonly challenge?: boolean;
  readonly limits: RoomLimits;
  /** Random bytes fit for passwords. */
  random(count: number): Uint8Array;
  readonly hmac: Hmac;
  /** Shared by all rooms of a server, so that guessing at one door slows guessing at all. */
  readonly brake?: GuessBrake;
  /** Runs something once this turn of the event loop has read all there is to read. */
  defer?(run: () => void): void;
  /** A buffer of so many bytes, where a system has its own kind of them. */
  allocate?(bytes: number): Uint8Array;
  /** What happened, never what was said. */
  witness?(peer: Endpoint, event: RoomEvent): void;
  /** One line for whoever runs the server. Never a text or a password. */
  log?(line: string): void;
  /** Whether somebody may not be heard just now. Asked at each SAY. */
  isMuted?(peer: Endpoint): boolean;
  /** The last member has left. */
  onEmpty?(): void;
}

const MAX_WRONG = 3;

/**
 * A chat room that speaks chat/1 (see protocol.ts) with whoever connects. It keeps no history: a line exists until
 * it was handed to those who were there. Knows connections, not ports.
 */
export class Room {
  readonly name: string;
  readonly auth: Auth;
  readonly #options: RoomOptions;
  readonly #door: Door | undefined;
  readonly #fanout: Fanout<Visitor>;
  readonly #nicknames: Nicknames;
  /** Everybody whose goodbye was not said yet. */
  readonly #visitors = new Set<Visitor>();
  readonly #members = new Set<Visitor>();
  readonly #clock = new RoomClock();
  #cancelSweep: (() => void) | undefined;
  #closed: string | undefined;
  /** While true, nobody is heard; everything else goes on. */
  paused = false;

  constructor(options: RoomOptions) {
    const { password, challenge = false, hmac, limits } = options;
    this.#options = options;
    this.name = options.name;
    this.auth = password === undefined ? 'open' : challenge ? 'challenge' : 'password';
    const random = (count: number) => options.random(count);
    const brake = options.brake ?? new GuessBrake(() => options.now());
    this.#door =
      password === undefined ? undefined : new Door({ password, challenge, clock: options, random, hmac, brake });
    this.#nicknames = new Nicknames(random);
    const defer = options.defer ?? queueMicrotask;
    this.#fanout = new Fanout({
      defer: (run) => defer(run),
      allocate: (bytes) => options.allocate?.(bytes) ?? new Uint8Array(bytes),
      waitingBytes: limits.waitingBytes,
      waitingAnswers: limits.waitingAnswers,
      tooSlow: (visitor) => this.#drop(visitor, 'too much waits for it'),
    });
  }

  /** How many members are here. */
  get size(): number {
    return this.#members.size;
  }

  /** Takes a new connection in and greets it. */
  serve(connection: Connection): void {
    const { limits } = this.#options;
    this.#clock.step(this.#options.now());
    const visitor = new Visitor(
      connection,
      this.#clock.ms,
      (self) =>
        new LineSession(connection, limits, this.#options, {
          line: (bytes) => this.#line(self, bytes),
          refused: (code, closing) => this.#refused(self, code, closing),
          ended: (how) => this.#ended(self, how),
        }),
    );
    this.#visitors.add(visitor);
    this.#sweepLater();
    if (this.auth === 'challenge') visitor.nonce = this.#door?.nonce() ?? '';
    const nonce = visitor.nonce === '' ? '' : ` nonce=${visitor.nonce}`;
    this.#tell(visitor, `HELLO chat/1 room=${this.name} auth=${this.auth}${nonce}`);
    this.#witness(visitor, { event: 'greeted' });
    if (this.#closed !== undefined) this.#bye(visitor, this.#closed);
    else if (this.#members.size >= limits.members) this.#turnAway(visitor, sayings.full(limits));
    else if (this.#door === undefined) this.#admit(visitor);
    else if (this.#knocking > limits.knocking) this.#turnAway(visitor, sayings.crowded);
  }

  /** Says BYE and why to everybody, then FIN. Who connects later hears the same. */
  close(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    this.#cancelSweep?.();
    for (const visitor of this.#visitors) this.#bye(visitor, reason);
  }

  /** Says BYE and why to one member, then FIN. @returns false if nobody here has that nickname */
  dismiss(nick: string, reason: string): boolean {
    for (const visitor of this.#members) {
      if (visitor.nick !== nick) continue;
      this.#bye(visitor, reason);
      return true;
    }
    return false;
  }

  get #knocking(): number {
    return this.#visitors.size - this.#members.size;
  }

  #line(visitor: Visitor, bytes: Uint8Array): void {
    visitor.heardAt = this.#clock.ms;
    const line = neutralised(bytes);
    if (line === undefined) return this.#err(visitor, 'not-utf8', sayings.notUtf8);
    const { verb, rest } = splitVerb(line);
    if (verb === 'BYE') return this.#goodbye(visitor);
    if (verb === 'PASS' || verb === 'PROVE') return this.#knock(visitor, verb, trimmed(rest));
    if (verb === 'SAY' || verb === 'WHO') {
      if (visitor.state !== 'member') this.#err(visitor, 'need-password', sayings.knock(this.auth));
      else if (verb === 'SAY') this.#say(visitor, rest);
      else this.#who(visitor);
      return;
    }
    if (trimmed(line).length === 0) return this.#err(visitor, 'empty', sayings.nothingToSay);
    this.#err(visitor, 'unknown-command', visitor.state === 'member' ? sayings.noSuchVerb : sayings.knock(this.auth));
  }

  #say(visitor: Visitor, text: Uint8Array): void {
    if (trimmed(text).length === 0) return this.#err(visitor, 'empty', sayings.nothingToSay);
    if (this.paused) return this.#err(visitor, 'paused', sayings.paused);
    if (this.#options.isMuted?.(visitor.connection.peer)) return this.#err(visitor, 'muted', sayings.muted);
    const most = this.#options.limits.lineBytes - visitor.prefix.length;
    if (text.length > most) return this.#err(visitor, 'line-too-long', sayings.messageTooLong(most));
    this.#fanout.toAll(messageOf(visitor.prefix, text));
    this.#witness(visitor, { event: 'delivered', to: this.#members.size });
  }

  #who(visitor: Visitor): void {
    const nicks = Array.from(this.#members, (member) => member.nick);
    for (const line of hereLines(nicks, this.#options.limits.lineBytes)) this.#tell(visitor, line);
    this.#witness(visitor, { event: 'who', here: nicks.length });
  }

  #knock(visitor: Visitor, verb: 'PASS' | 'PROVE', word: Uint8Array): void {
    if (visitor.state === 'member') return this.#err(visitor, 'unknown-command', sayings.inAlready);
    const door = this.#door;
    if (door === undefined || door.challenge !== (verb === 'PROVE')) {
      return this.#err(visitor, 'unknown-command', sayings.knock(this.auth));
    }
    if (word.length === 0) return this.#err(visitor, 'empty', sayings.noWord);
    visitor.state = 'checking';
    visitor.session.hold();
    // The word is a view into bytes that the connection may use again.
    door.opens(word.slice(), visitor.nonce, visitor.connection.peer.address).then(
      (opens) => this.#answer(visitor, opens),
      (problem) => {
        this.#options.log?.(`room ${this.name}: a password could not be checked: ${problem}`);
        this.#drop(visitor, 'its password could not be checked');
      },
    );
  }

  #answer(visitor: Visitor, opens: boolean): void {
    if (visitor.state !== 'checking') return;
    visitor.state = 'knocking';
    if (opens) {
      this.#admit(visitor);
    } else {
      visitor.wrong += 1;
      this.#tell(visitor, 'NO wrong-password');
      this.#witness(visitor, { event: 'denied', tries: visitor.wrong });
      if (visitor.wrong >= MAX_WRONG) this.#finish(visitor, 'bye');
    }
    visitor.session.release();
  }

  #admit(visitor: Visitor): void {
    const { limits } = this.#options;
    if (this.#members.size >= limits.members) return this.#turnAway(visitor, sayings.full(limits));
    visitor.state = 'member';
    visitor.nick = this.#nicknames.take();
    visitor.prefix = lineOf(`MSG ${visitor.nick} `).subarray(0, -1);
    visitor.heardAt = this.#clock.ms;
    this.#tell(visitor, `OK you=${visitor.nick}`);
    this.#fanout.toAll(lineOf(`JOIN ${visitor.nick}`));
    this.#fanout.add(visitor);
    this.#members.add(visitor);
    this.#witness(visitor, { event: 'joined', nick: visitor.nick, here: this.#members.size });
  }

  #goodbye(visitor: Visitor): void {
    this.#tell(visitor, 'BYE');
    this.#finish(visitor, 'bye');
  }

  #bye(visitor: Visitor, reason: string): void {
    this.#tell(visitor, `BYE ${reason}`);
    this.#finish(visitor, 'bye');
  }

  #turnAway(visitor: Visitor, sentence: string): void {
    this.#err(visitor, 'room-full', sentence);
    this.#finish(visitor, 'bye');
  }

  #refused(visitor: Visitor, code: 'line-too-long' | 'too-fast', closing: boolean): void {
    const { limits } = this.#options;
    const slower = code === 'too-fast' ? sayings.tooFast(limits) : sayings.lineTooLong(limits);
    if (!closing) return this.#err(visitor, code, slower);
    this.#err(visitor, code, code === 'too-fast' ? sayings.flood : sayings.endlessLine);
    this.#options.log?.(`room ${this.name}: cut a connection (${code})`);
    this.#leave(visitor, 'dropped');
    visitor.session.cut();
  }

  #ended(visitor: Visitor, how: 'fin' | 'rst' | 'local'): void {
    if (how === 'fin') this.#finish(visitor, 'fin');
    else this.#leave(visitor, 'rst');
  }

  /** What was meant for it, then FIN. */
  #finish(visitor: Visitor, how: 'bye' | 'fin'): void {
    this.#leave(visitor, how);
    visitor.session.finish();
  }

  #drop(visitor: Visitor, why: string): void {
    if (visitor.state === 'gone') return;
    this.#options.log?.(`room ${this.name}: dropped a connection: ${why}`);
    this.#leave(visitor, 'dropped');
    visitor.session.drop();
  }

  #leave(visitor: Visitor, how: 'bye' | 'fin' | 'rst' | 'dropped'): void {
    if (visitor.state === 'gone') return;
    visitor.state = 'gone';
    this.#visitors.delete(visitor);
    this.#fanout.finish(visitor);
    if (!this.#members.delete(visitor)) return;
    if (this.#closed === undefined) this.#fanout.toAll(lineOf(`LEFT ${visitor.nick}`));
    this.#witness(visitor, { event: 'left', how });
    if (this.#members.size === 0 && this.#closed === undefined) this.#options.onEmpty?.();
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#options.schedule(() => {
      this.#cancelSweep = undefined;
      this.#sweep();
    }, SWEEP_MS);
  }

  #sweep(): void {
    const { limits } = this.#options;
    this.#clock.step(this.#options.now());
    const crowded = this.#knocking > limits.crowd;
    for (const visitor of this.#visitors) {
      const late = visitor.overdue(this.#clock.ms, limits, crowded);
      if (late === 'stuck') this.#drop(visitor, 'it does not read');
      else if (late !== undefined) this.#bye(visitor, late.tell);
    }
    if (this.#visitors.size > 0) this.#sweepLater();
    else this.#clock.rest();
  }

  #tell(visitor: Visitor, text: string): void {
    this.#fanout.toOne(visitor, lineOf(text));
  }

  #err(visitor: Visitor, code: ChatErrorCode, sentence: string): void {
    this.#fanout.toOne(visitor, errLine(code, sentence));
  }

  #witness(visitor: Visitor, event: RoomEvent): void {
    this.#options.witness?.(visitor.connection.peer, event);
  }
}
