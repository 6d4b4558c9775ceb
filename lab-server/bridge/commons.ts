import type { Door, Service, SocketTable } from '../../lab/host.ts';
import type { BridgeLimits } from '../config.ts';
import type { Gauge } from './desk.ts';
import type { Holdings } from './holdings.ts';
import type { Session } from './session.ts';
import type { Witnesses } from './witnesses.ts';

/** What all sessions of one bridge share. */
export interface BridgeCommons {
  readonly limits: BridgeLimits;
  readonly holdings: Holdings<Session>;
  readonly witnesses: Witnesses;
  /** Sockets of all pages, the opening ones included. */
  readonly sockets: Gauge;
  /** Threads of sockets on demand, of all pages. */
  readonly readers: Gauge;
  /** Bytes of all pages on the way to the operating system. */
  readonly unsent: Gauge;
  /** What this lab server started, now. */
  services(): readonly Service[];
  /** Milliseconds that only go forward. */
  now(): number;
  /** What comes of calling the rooms at each address of this computer. */
  doors(): Promise<readonly Door[]>;
  /** The socket table as this page may see it. */
  table(page: Session): Promise<SocketTable>;
}
