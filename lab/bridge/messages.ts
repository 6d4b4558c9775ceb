import type { RequestSeen, RoomEvent, ServiceEvent } from '../evidence/event.ts';
import type { Door, Endpoint, InterfaceRow, Service, SocketErrorCode, SocketTable } from '../host.ts';

/**
 * The bridge protocol, version 2: a socket API over one WebSocket. Control is JSON in text frames (this file), data is
 * binary frames (frames.ts). One WebSocket is one session, and the session owns the sockets it opened.
 *
 * The page numbers what it opens (1 to 2³¹−1), the lab server numbers what a listener accepted (from 2³¹). A number is
 * never used twice in a session, so a late message for a socket that is gone is recognised and ignored.
 */
export const PROTOCOL_VERSION = 2;

/** The first number of a socket that a listener accepted. */
export const FIRST_ACCEPTED = 0x8000_0000;

/** Bytes a sender may have under way on one socket before the receiver's program has consumed them, each direction. */
export const WINDOW = 256 * 1024;

/** What a datagram costs of the window beside its payload, so that empty ones cannot pile up without end. */
export const DATAGRAM_OVERHEAD = 64;

/** The largest receive buffer that a page may ask for, in bytes: what Linux gives at most unless told otherwise, and more. */
export const MAX_RECEIVE_BUFFER = 1024 * 1024;

/** The largest frame of either kind that the lab server takes, in bytes. */
export const MAX_FRAME = 64 * 1024;

/** The longest control message that the lab server takes, in characters. */
export const MAX_CONTROL = 4 * 1024;

/** What the page asks for. */
export type PageMessage =
  | { readonly type: 'connect'; readonly socket: number; readonly to: Endpoint; readonly from?: string }
  | { readonly type: 'listen'; readonly socket: number; readonly at: Endpoint }
  /** `onDemand`: read only when asked, and it only receives. `receiveBuffer`: SO_RCVBUF in bytes. */
  | {
      readonly type: 'bind';
      readonly socket: number;
      readonly at: Endpoint;
      readonly peer?: Endpoint;
      readonly onDemand?: boolean;
      readonly receiveBuffer?: number;
    }
  /** FIN after the data sent so far. */
  | { readonly type: 'end'; readonly socket: number }
  /** RST, now. */
  | { readonly type: 'reset'; readonly socket: number }
  /** FIN, and nothing is read any more. For a listener or a datagram socket: let go. For a pending connect: give up. */
  | { readonly type: 'close'; readonly socket: number }
  /**
   * `amount` bytes were consumed by the program; for a listener, that many connections were taken; for a UDP socket
   * on demand, that many datagrams are wanted.
   */
  | { readonly type: 'credit'; readonly socket: number; readonly amount: number }
  | {
      readonly type: 'ask';
      readonly call: number;
      readonly what: 'sockets' | 'interfaces' | 'services' | 'doors' | 'open-files';
    }
  /** In a class: where the learner is, for the teacher, who is told only what the learner chose to tell. `lesson` '' ends it. */
  | { readonly type: 'tell'; readonly lesson: string; readonly step: string }
  | { readonly type: 'ping'; readonly call: number }
  /** A thread of this page will stand still and wait for answers over HTTP: a desk for them, numbered by the page. */
  | { readonly type: 'await'; readonly desk: number }
  | { readonly type: 'forget'; readonly desk: number };

/** What the lab server tells. */
export type ServerMessage =
  | Hello
  | { readonly type: 'opened'; readonly socket: number; readonly local: Endpoint; readonly remote: Endpoint }
  | { readonly type: 'listening'; readonly socket: number; readonly local: Endpoint }
  /** `receiveBuffer`: bytes, as the system tells; of a socket on demand. */
  | { readonly type: 'bound'; readonly socket: number; readonly local: Endpoint; readonly receiveBuffer?: number }
  /** A connect, listen or bind came to nothing; the number is free. */
  | {
      readonly type: 'failed';
      readonly socket: number;
      readonly code: SocketErrorCode;
      readonly saying: string;
    }
  | {
      readonly type: 'accepted';
      readonly listener: number;
      readonly socket: number;
      readonly local: Endpoint;
      readonly remote: Endpoint;
    }
  /** The peer's FIN was read. */
  | { readonly type: 'end'; readonly socket: number }
  /** Both directions are over. `by`: who finished first, or who reset. */
  | {
      readonly type: 'closed';
      readonly socket: number;
      readonly how: 'fin' | 'rst';
      readonly by: 'local' | 'remote';
      readonly code?: SocketErrorCode;
    }
  | { readonly type: 'credit'; readonly socket: number; readonly amount: number }
  /** The next `count` datagrams of the page, in order, are with the operating system. */
  | { readonly type: 'sent'; readonly socket: number; readonly count: number }
  /** The next datagram of the page was not sent. */
  | { readonly type: 'unsent'; readonly socket: number; readonly code: SocketErrorCode; readonly saying: string }
  /** The operating system reports on a datagram socket: ICMP port unreachable came back (ECONNREFUSED). */
  | { readonly type: 'trouble'; readonly socket: number; readonly code: SocketErrorCode; readonly saying: string }
  /** `count` datagrams in all arrived for this socket and were dropped, because the page had not taken the earlier ones. */
  | { readonly type: 'dropped'; readonly socket: number; readonly count: number }
  | {
      readonly type: 'witness';
      readonly socket: number;
      readonly room: string;
      readonly port: number;
      readonly peer: Endpoint;
      readonly what: RoomEvent;
    }
  /** What a small server says of this page's socket: see `service.witness`. */
  | {
      readonly type: 'service-witness';
      readonly socket: number;
      readonly service: string;
      readonly transport: 'tcp' | 'udp';
      readonly port: number;
      readonly peer: Endpoint;
      readonly what: ServiceEvent;
    }
  /** What a web server says of a request of this page: see `http.request`. */
  | {
      readonly type: 'http-witness';
      readonly socket: number;
      readonly port: number;
      readonly peer: Endpoint;
      readonly request: RequestSeen;
    }
  | { readonly type: 'sockets'; readonly call: number; readonly table: SocketTable }
  | { readonly type: 'interfaces'; readonly call: number; readonly rows: readonly InterfaceRow[] }
  | { readonly type: 'services'; readonly call: number; readonly services: readonly Service[] }
  | { readonly type: 'doors'; readonly call: number; readonly doors: readonly Door[] }
  | { readonly type: 'open-files'; readonly call: number; readonly count: number | null }
  /** A question that could not be answered. */
  | { readonly type: 'unanswered'; readonly call: number; readonly saying: string }
  | { readonly type: 'pong'; readonly call: number }
  /** Whoever shows this ticket gets the answers of the desk; null where there are too many desks. */
  | { readonly type: 'awaiting'; readonly desk: number; readonly ticket: string | null };

/** The first message of every session. */
export interface Hello {
  readonly type: 'hello';
  readonly version: number;
  /** `linux`, `darwin`, `win32` … as Node names it. */
  readonly platform: string;
  readonly services: readonly Service[];
  readonly reach: Reach;
  /** In a class: the number of this browser's seat. */
  readonly seat?: number;
}

/** What a lab may reach: this network, these ports, and the ports of the services. */
export interface Reach {
  /** `127.0.0.0/8` */
  readonly network: string;
  readonly ports: readonly PortRange[];
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}
