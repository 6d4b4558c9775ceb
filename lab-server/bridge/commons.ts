import type { Door, InterfaceRow, Service, SocketTable } from '../../lab/host.ts';
import type { BridgeLimits } from '../config.ts';
import type { Gauge } from './desk.ts';
import type { Holdings } from './holdings.ts';
import type { Seat } from './seat.ts';
import type { Session } from './session.ts';
import type { WaitingRoom } from './waiting-room.ts';
import type { Witnesses } from './witnesses.ts';

/** What all sessions of one bridge share. */
export interface BridgeCommons {
  readonly limits: BridgeLimits;
  readonly holdings: Holdings<Session>;
  readonly witnesses: Witnesses;
  /** Where threads of pages wait for answers over HTTP. */
  readonly waiting: WaitingRoom;
  /** Sockets of all pages, the opening ones included; a page counts what it holds in its `share`. */
  readonly sockets: Gauge;
  /** Threads of sockets on demand, of all pages. */
  readonly readers: Gauge;
  /** Bytes of all pages on the way to the operating system. */
  readonly unsent: Gauge;
  /** What this lab server started, now. */
  services(): readonly Service[];
  /** Milliseconds that only go forward. */
  now(): number;
  /** The interfaces that whoever sits in the class may know of. */
  interfacesForSeats(): InterfaceRow[];
  /** What comes of calling the rooms at each address of this computer; to a seat, at each that it may know of. */
  doors(seat: Seat | null): Promise<readonly Door[]>;
  /** The socket table as this page may see it. */
  table(page: Session): Promise<SocketTable>;
}
