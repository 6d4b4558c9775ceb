import type { Connection } from '../connection.ts';
import type { LineSession } from '../line-session.ts';
import { Recipient } from './fanout.ts';
import { sayings } from './protocol.ts';
import type { RoomLimits } from './room-limits.ts';

/** `checking`: a password is being looked at; `gone`: said goodbye or was cut, the connection may still be closing. */
export type VisitorState = 'knocking' | 'checking' | 'member' | 'gone';

/** One connection to a room and what the room knows of it. Times are the room's own, in milliseconds. */
export class Visitor extends Recipient {
  state: VisitorState = 'knocking';
  nick = '';
  /** `MSG anon-7f3 `, ready to be put before a text. */
  prefix: Uint8Array = new Uint8Array(0);
  nonce = '';
  wrong = 0;
  heardAt: number;
  readonly session: LineSession;
  readonly #arrivedAt: number;
  /** Since when something has been waiting for this reader. */
  #waitingSince: number | undefined;

  constructor(connection: Connection, now: number, session: (visitor: Visitor) => LineSession) {
    super(connection);
    this.#arrivedAt = now;
    this.heardAt = now;
    this.session = session(this);
  }

  /** Whether its time is up. @returns what to tell it, `stuck` when it would not read that anyway */
  overdue(now: number, limits: RoomLimits, crowded: boolean): { readonly tell: string } | 'stuck' | undefined {
    if (this.connection.waiting === 0) this.#waitingSince = undefined;
    else this.#waitingSince ??= now;
    if (this.#waitingSince !== undefined && now - this.#waitingSince >= limits.stuckMs) return 'stuck';
    if (this.state === 'member') {
      return now - this.heardAt >= limits.idleMs ? { tell: sayings.idle(limits.idleMs) } : undefined;
    }
    const handshakeMs = crowded ? limits.crowdedHandshakeMs : limits.handshakeMs;
    return now - this.#arrivedAt >= handshakeMs ? { tell: sayings.noPassword(handshakeMs) } : undefined;
  }
}
