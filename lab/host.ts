import type { DeviceDoor } from './scene/device-door.ts';

/**
 * A host is a computer as a program sees it: addresses, sockets, interfaces. Two kinds stand behind this interface,
 * this computer (real sockets, opened by lab-server for the page) and, later, a virtual host. Every command is
 * written once, against `Host`.
 */

/**
 * An address and a port, 0 to 65535. IPv4 in dotted decimal (`127.0.0.1`); on this computer also IPv6 as RFC 5952 writes
 * it (`::1`). Virtual hosts speak IPv4 only.
 */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Only an IPv6 address has a colon. */
export const familyOf = (address: string): 'IPv4' | 'IPv6' => (address.includes(':') ? 'IPv6' : 'IPv4');

/** `127.0.0.1:5001`, `[::1]:5001`: the brackets tell the address from the port. RFC 3986 §3.2.2. */
export const endpointText = ({ address, port }: Endpoint): string =>
  familyOf(address) === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;

/** How a stream came to its end. `lost`: the way to the host (the bridge) broke, so nobody can tell. */
export type CloseReason = 'fin' | 'rst' | 'lost';

/** Errors keep the name the operating system gives them, so that a lesson can name what a program would see. */
export type SocketErrorCode =
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EPIPE'
  | 'ETIMEDOUT'
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'EACCES'
  | 'EMSGSIZE'
  | 'EMFILE'
  | 'EINVAL'
  /** No way there: no route, nobody answered ARP, or a router said so. */
  | 'ENETUNREACH'
  | 'EHOSTUNREACH'
  /** The name does not exist, or nobody could tell. getaddrinfo(3). */
  | 'ENOTFOUND'
  | 'EAI_AGAIN'
  /** The bridge refuses: outside what a lab may reach. `saying` tells why. */
  | 'REFUSED-BY-LAB'
  /** The way to the host is down. */
  | 'NO-HOST';

/** What goes wrong with a socket: a stable code and one sentence for a person (what happened, why, what to do). */
export class SocketError extends Error {
  readonly code: SocketErrorCode;
  constructor(code: SocketErrorCode, saying: string) {
    super(saying);
    this.name = 'SocketError';
    this.code = code;
  }
}

/** One end of a TCP connection. `id` names it in the evidence log. Reader and writer are paced: see `read`, `write`. */
export interface Stream {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /**
   * The next bytes, at least one; `null` once the peer has finished sending (FIN).
   * @throws SocketError ECONNRESET after a reset, NO-HOST if the way to the host broke.
   */
  read(signal?: AbortSignal): Promise<Uint8Array | null>;
  /** Resolves when the host has room for more, so a fast writer waits for a slow peer. @throws SocketError */
  write(bytes: Uint8Array): Promise<void>;
  /** Half-close: sends FIN after what was written; reading goes on. RFC 9293 §3.6. */
  end(): void;
  /** Closes both directions: FIN if nothing is left unread. */
  close(): void;
  /** Aborts: sends RST. RFC 9293 §3.10.5. */
  reset(): void;
  /** Resolves when both directions are over. Never rejects. */
  readonly closed: Promise<CloseReason>;
}

export interface Listener {
  readonly id: number;
  readonly local: Endpoint;
  /** The next connection. @throws SocketError if the listener is closed meanwhile. */
  accept(signal?: AbortSignal): Promise<Stream>;
  close(): void;
}

export interface Datagram {
  readonly from: Endpoint;
  readonly payload: Uint8Array;
}

export interface DatagramSocket {
  readonly id: number;
  readonly local: Endpoint;
  /** Bytes that may wait for the program, as the system tells; missing where nobody asked for it. */
  readonly receiveBuffer?: number;
  /** `payload` at most 65,507 bytes (RFC 768, RFC 791). Resolves when handed to the operating system, no later. */
  send(to: Endpoint, payload: Uint8Array): Promise<void>;
  /** @throws SocketError ECONNREFUSED when ICMP port unreachable came back to a connected socket. */
  receive(signal?: AbortSignal): Promise<Datagram>;
  close(): void;
}

/** RFC 9293 §3.3.2, in `ss` spelling; `UNCONN` is a UDP socket without a peer. */
export type SocketState =
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
  | 'CLOSED'
  | 'UNCONN';

export interface SocketRow {
  readonly transport: 'tcp' | 'udp';
  readonly state: SocketState;
  readonly local: Endpoint;
  /** `0.0.0.0:0` when there is none, for IPv6 `[::]:0`. */
  readonly remote: Endpoint;
  /** Bytes waiting to be read by the program; for a listener, finished handshakes waiting for accept(). */
  readonly receiveQueue: number;
  /** Bytes sent and not yet acknowledged; for a listener, the backlog. */
  readonly sendQueue: number;
  /** UDP: datagrams that the system threw away because the receive buffer was full; missing where it does not tell. */
  readonly drops?: number;
  /** Who holds it, as far as known: `room blue`, `lobby`, `this terminal`, `''` for a program outside. */
  readonly owner: string;
}

/** `kernel`: read from the operating system's own table. `lab-server`: only what lab-server itself knows. */
export interface SocketTable {
  readonly source: 'kernel' | 'lab-server';
  readonly rows: readonly SocketRow[];
}

export interface InterfaceAddress {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: 'host' | 'link' | 'global';
}

export interface InterfaceRow {
  readonly name: string;
  /** `02:00:5e:00:53:01` */
  readonly mac: string;
  readonly loopback: boolean;
  readonly addresses: readonly InterfaceAddress[];
}

/** RFC 862, 863, 867, 864; and a web server (RFC 9110). */
export type SmallServer = 'echo' | 'discard' | 'daytime' | 'chargen' | 'web';

/** A server that the host itself started. */
export interface Service {
  readonly name: string;
  readonly kind: 'lobby' | 'room' | SmallServer;
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  /** Addresses beside 127.0.0.1 at which it listens, on the same port: `::1`, and others where a class is let in. */
  readonly also?: readonly string[];
}

/** What came of calling a room at an address of this computer. */
export interface Door {
  readonly room: string;
  readonly address: string;
  readonly port: number;
  /** The interface that has the address: `eth0`. */
  readonly interface: string;
  readonly answer: 'open' | SocketErrorCode;
}

export interface ConnectOptions {
  /** The source address to bind before connecting, in 127.0.0.0/8 or ::1, of the same family as the far end. */
  readonly from?: string;
  readonly signal?: AbortSignal;
}

export interface DatagramOptions {
  /**
   * The system is asked for a datagram only when the program calls `receive`, as recvfrom() does: whatever comes in the
   * meantime waits in the system's receive buffer, or is thrown away by it. Such a socket only receives. Without it, a
   * page's sockets are read ahead, and nothing of a lab's size is lost.
   */
  readonly onDemand?: boolean;
  /** SO_RCVBUF in bytes; the system's own choice unless said. Linux gives twice as much, for its bookkeeping. */
  readonly receiveBuffer?: number;
}

export interface Host {
  readonly name: string;
  readonly kind: 'this-computer' | 'virtual';
  /** @throws SocketError ECONNREFUSED, ETIMEDOUT, EADDRNOTAVAIL, REFUSED-BY-LAB, NO-HOST … */
  connect(to: Endpoint, options?: ConnectOptions): Promise<Stream>;
  /** `port` 0 lets the host choose. @throws SocketError EADDRINUSE, EACCES, REFUSED-BY-LAB … */
  listen(at: Endpoint): Promise<Listener>;
  /**
   * Whether a listener would get this place: what bind(2) tells a program that has not called listen(2) yet. Nothing
   * stays open. @returns the place, where port 0 has become the number the host chose @throws as `listen`
   */
  couldListen?(at: Endpoint): Promise<Endpoint>;
  /** A UDP socket; with `peer` a connected one. @throws SocketError */
  bind(at: Endpoint, peer?: Endpoint, options?: DatagramOptions): Promise<DatagramSocket>;
  sockets(): Promise<SocketTable>;
  interfaces(): Promise<readonly InterfaceRow[]>;
  /** What the host serves: where the lobby is, and the rooms it was started with. */
  services(): Promise<readonly Service[]>;
  /**
   * The IPv4 address of a name, dotted decimal; an address of either family stays what it is.
   * @throws SocketError ENOTFOUND there is no such name; EAI_AGAIN nobody could be asked
   */
  resolve(name: string, signal?: AbortSignal): Promise<string>;
  /** The way to the device behind a virtual host, for commands that reach below sockets; null on this computer. */
  readonly device?: DeviceDoor | null;
  /** Calls this computer's own rooms at each of its addresses, as a neighbour would; only this computer can. */
  readonly tryDoors?: () => Promise<readonly Door[]>;
  /** How many files this host's lab server holds open for writing, or null where the system does not tell. */
  filesOpenForWriting(): Promise<number | null>;
}
