import type { Ipv4 } from '../wire/address.ts';
import type { Endpoint } from './endpoint.ts';

/** RFC 9293 §3.3.2, in `ss` spelling. */
export type TcpState =
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECV'
  | 'ESTAB'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'CLOSED';

/** How a connection ended: both FINs, a reset (ours or theirs), or nobody answered. */
export type TcpEnd = 'fin' | 'rst' | 'refused' | 'timeout' | 'unreachable';

/** What a program hears of its socket. Called from inside the network, so it must not block; it may call the socket. */
export interface TcpUser {
  established?(): void;
  /** Bytes, or the peer's FIN, are there to be taken. */
  readable?(): void;
  /** Room in the send buffer again after `send` took less than it was given. */
  writable?(): void;
  /** The last word. `by`: who reset, or who sent the first FIN. */
  closed?(end: TcpEnd, by: 'local' | 'remote'): void;
}

/** One end of a TCP connection as a program holds it. RFC 9293 §3.9.1. */
export interface TcpSocket {
  readonly id: number;
  readonly state: TcpState;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  user: TcpUser;
  /** Bytes received in order and not yet taken. */
  readonly receiveQueue: number;
  /** Bytes taken from the program and not yet acknowledged. */
  readonly sendQueue: number;
  /** The peer's FIN was reached: nothing comes after what is in the queue. */
  readonly finished: boolean;
  /** @returns how many bytes were taken; less than given when the send buffer is full */
  send(bytes: Uint8Array): number;
  /** @returns up to `most` bytes, empty when there are none */
  receive(most?: number): Uint8Array;
  /** Half-close: FIN after what was sent. RFC 9293 §3.6. */
  shutdown(): void;
  /** Both directions; RST if something was left unread (RFC 2525 §2.17). */
  close(): void;
  /** RST. RFC 9293 §3.10.5. */
  abort(): void;
}

export interface TcpListener {
  readonly id: number;
  readonly local: Endpoint;
  /** Finished handshakes nobody has accepted yet. */
  readonly waiting: number;
  readonly backlog: number;
  /** The next connection, or null. */
  accept(): TcpSocket | null;
  /** Called when a connection can be accepted. */
  acceptable: (() => void) | null;
  close(): void;
}

export interface TcpOptions {
  /** Nagle's algorithm (RFC 896, RFC 9293 §3.7.4); on unless said. */
  readonly nagle?: boolean;
  /** RFC 1122 §4.2.3.2; on unless said. */
  readonly delayedAck?: boolean;
  readonly sack?: boolean;
  readonly timestamps?: boolean;
  readonly windowScale?: boolean;
  /** Bytes. */
  readonly sendBuffer?: number;
  readonly receiveBuffer?: number;
  /** Off unless said. RFC 9293 §3.8.4. ns */
  readonly keepAlive?: number;
  /** Maximum segment lifetime: TIME-WAIT lasts twice that (RFC 9293 §3.4.2 says 2 min; Linux behaves like 30 s). ns */
  readonly maximumSegmentLifetime?: number;
}

/** An ICMP error about a packet that this host sent, with what it quotes (RFC 792: the header and at least 8 bytes). */
export interface IcmpProblem {
  readonly type: number;
  readonly code: number;
  /** The packet: from us, where it was to go, and its transport header from `payload` on. */
  readonly quote: {
    readonly source: Ipv4;
    readonly destination: Ipv4;
    readonly bytes: Uint8Array;
    readonly payload: number;
    readonly end: number;
  };
}

/** A TCP module on one host: demultiplexing, listeners, ports. */
export interface TcpLayer {
  /** @returns the socket in SYN-SENT, or the error a program would get */
  connect(to: Endpoint, from?: Partial<Endpoint>, options?: TcpOptions): TcpSocket | SocketProblem;
  listen(at: Endpoint, backlog?: number, options?: TcpOptions): TcpListener | SocketProblem;
  /** Every socket for `ss`; TIME-WAIT included. */
  readonly sockets: readonly (TcpSocket | TcpListener)[];
}

export type SocketProblem = 'EADDRINUSE' | 'EADDRNOTAVAIL' | 'EACCES' | 'ENETUNREACH' | 'EHOSTUNREACH' | 'EINVAL';

export interface UdpDatagramIn {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly payload: Uint8Array;
  /** The interface it came in by. */
  readonly interface: string;
  readonly ttl: number;
}

export interface UdpSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly peer: Endpoint | null;
  /** Bytes waiting to be taken. */
  readonly receiveQueue: number;
  /** Bytes that may wait. */
  receiveBuffer: number;
  /** Datagrams that found the receive buffer full. */
  readonly drops: number;
  /** Called when a datagram is there, or an ICMP error for a connected socket. */
  readable: (() => void) | null;
  receive(): UdpDatagramIn | null;
  /** ECONNREFUSED, EHOSTUNREACH … from ICMP, once; connected sockets only (RFC 1122 §4.1.3.3). */
  takeError(): 'ECONNREFUSED' | 'EHOSTUNREACH' | 'ENETUNREACH' | 'EMSGSIZE' | null;
  /** @param orders TTL, interface and so on, where a program asks for them (traceroute, DHCP) */
  send(
    to: Endpoint,
    payload: Uint8Array,
    orders?: { ttl?: number; dontFragment?: boolean; interface?: string },
  ): SocketProblem | 'EMSGSIZE' | 'ENETDOWN' | null;
  close(): void;
}

export interface UdpLayer {
  /** Port 0 chooses one from the dynamic range (49152 to 65535, RFC 6335 §6). */
  bind(at: Endpoint, peer?: Endpoint): UdpSocket | SocketProblem;
  readonly sockets: readonly UdpSocket[];
}
