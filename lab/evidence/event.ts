import type { NetworkEvent } from '../../network/trace/event.ts';
import type { CloseReason, Door, Endpoint, InterfaceRow, SocketErrorCode, SocketTable } from '../host.ts';

/**
 * What happened, as facts. One append-only log of these is all that views and checks may read. Bytes are kept as they
 * were; nothing here is a judgement. `terminal` names the terminal of the lab in which it happened ('a', 'b', …).
 * `host` names the virtual host (`pc1`) whose program saw it; where it is missing it was this computer.
 */
export type Fact = HostFact | NetworkRecord;

/** What the sockets of a host say. */
export type SocketFact = Extract<HostFact, { host?: string }>;

/** One event of a virtual network. `scene` and `run` (from 1, a reset begins the next) say of which. */
export interface NetworkRecord {
  readonly kind: 'network';
  readonly scene: string;
  readonly run: number;
  readonly event: NetworkEvent;
}

type HostFact =
  /** A command line began to run. `name` is the first word (`chat`), `line` the whole of it. */
  | { kind: 'command.started'; terminal: string; job: number; name: string; line: string }
  | { kind: 'command.ended'; terminal: string; job: number; name: string; status: number }
  /** A TCP connection is established: by our connect, or accepted by our listener `listener`. */
  | {
      kind: 'tcp.opened';
      socket: number;
      local: Endpoint;
      remote: Endpoint;
      role: 'client' | 'server';
      listener?: number;
      host?: string;
    }
  | { kind: 'tcp.listening'; socket: number; local: Endpoint; host?: string }
  /** `peer` where the socket is connected to one. */
  | { kind: 'udp.bound'; socket: number; local: Endpoint; peer?: Endpoint; host?: string }
  /** The system reported an error on a UDP socket: ICMP port unreachable came back (ECONNREFUSED). */
  | { kind: 'udp.failed'; socket: number; code: SocketErrorCode; host?: string }
  | { kind: 'udp.closed'; socket: number; host?: string }
  /** connect, listen or bind did not succeed. `at` is the remote end for connect, the local one otherwise. */
  | {
      kind: 'socket.failed';
      call: 'connect' | 'listen' | 'bind';
      transport: 'tcp' | 'udp';
      at: Endpoint;
      code: SocketErrorCode;
      host?: string;
    }
  /**
   * Another call of a program did not succeed: `send`, `recv`, `getpeername`, `gethostbyname` … `code` is the operating
   * system's name for it; `socket` is there where the program's socket had one in this log.
   */
  | { kind: 'call.failed'; call: string; code: string; socket?: number; host?: string }
  /** `length` is there when `bytes` holds only the beginning of what was sent or received. */
  | { kind: 'tcp.sent'; socket: number; bytes: Uint8Array; length?: number; host?: string }
  | { kind: 'tcp.received'; socket: number; bytes: Uint8Array; length?: number; host?: string }
  /** One direction is over: `local` we sent FIN, `remote` the peer's FIN was read. */
  | { kind: 'tcp.finished'; socket: number; by: 'local' | 'remote'; host?: string }
  /** Both directions are over. `by`: who reset it, for `rst`; who finished first, for `fin`. */
  | { kind: 'tcp.closed'; socket: number; how: CloseReason; by: 'local' | 'remote'; host?: string }
  | { kind: 'udp.sent'; socket: number; to: Endpoint; bytes: Uint8Array; length?: number; host?: string }
  | { kind: 'udp.received'; socket: number; from: Endpoint; bytes: Uint8Array; length?: number; host?: string }
  /**
   * A program that numbers its messages (udpchat) got one. `fresh`: it was new, and was handed on; otherwise it was here
   * already, and was not shown again.
   */
  | { kind: 'udp.taken'; socket: number; from: Endpoint; number: number; fresh: boolean; host?: string }
  /** A collector (sensor) has all it will get of a run of `of` readings: so many came in time, so many later, the rest never. */
  | {
      kind: 'readings.collected';
      transport: 'tcp' | 'udp';
      from: Endpoint;
      of: number;
      inTime: number;
      late: number;
      host?: string;
    }
  | { kind: 'listener.closed'; socket: number; host?: string }
  /**
   * What a room's own server says of one of its members: the other witness beside our socket. `peer` is the member's
   * end as the room sees it, so it equals the `local` of the socket that the learner opened. Never any text.
   */
  | { kind: 'room.witness'; room: string; port: number; peer: Endpoint; what: RoomEvent; host?: string }
  /** This page began to serve a room in a shape of its own: `sayMs` is how long it computes for what is said. */
  | { kind: 'room.served'; room: string; port: number; arch: string; sayMs: number; slow: string }
  /** Who a room that this page serves works for, and who waits for it: one queue, or one for each member. */
  | { kind: 'room.queues'; room: string; port: number; arch: string; queues: readonly QueueSeen[] }
  /** How many bytes wait inside such a room for members that have not taken them. */
  | { kind: 'room.buffered'; room: string; port: number; slow: string; bytes: number }
  /** A crowd of members that one command held has left: when each was greeted, and how many messages each has read. */
  | { kind: 'bots.left'; port: number; bots: readonly BotSeen[]; said: number; stalled: boolean }
  /** What a small server (echo, discard, daytime, chargen) says of whoever came to it. `peer` as for a room. */
  | {
      kind: 'service.witness';
      service: string;
      transport: 'tcp' | 'udp';
      port: number;
      peer: Endpoint;
      what: ServiceEvent;
      host?: string;
    }
  /**
   * What a web server says of a request that it answered. `method` and `path` are empty where the request line could
   * not be read. `headers`: only those of WITNESSED_HEADERS (services/web), names in lower case. Never any content.
   */
  | {
      kind: 'http.request';
      port: number;
      peer: Endpoint;
      method: string;
      path: string;
      status: number;
      headers: Readonly<Record<string, string>>;
      host?: string;
    }
  /** A relay of this page was put up, changed, or taken away: how it stands now. */
  | {
      kind: 'relay.set';
      transport: 'tcp' | 'udp';
      port: number;
      to: Endpoint;
      rules: RelayRules;
      state: 'open' | 'frozen' | 'cut' | 'removed';
      host?: string;
    }
  /** Two sockets of this page are one connection through a relay: `client` was accepted, `server` connected. */
  | { kind: 'relay.joined'; port: number; client: number; server: number; host?: string }
  /** What was done to the connections through a relay. */
  | { kind: 'relay.acted'; port: number; act: 'reset' | 'half-close'; towards?: 'server' | 'client'; host?: string }
  /** What a UDP relay did with a datagram. `overflow`: more came than its rate lets through. */
  | {
      kind: 'relay.datagram';
      port: number;
      towards: 'server' | 'client';
      bytes: number;
      fate: 'passed' | 'lost' | 'overflow';
      host?: string;
    }
  /** A room that this page serves was frozen (it reads nothing), runs again, or was killed. */
  | { kind: 'room.signalled'; room: string; port: number; state: 'frozen' | 'running' | 'killed' }
  /** The connection table was read (`ss`): the rows that were shown. `lists`: everybody who waits is among them. */
  | { kind: 'table.read'; terminal: string; table: SocketTable; lists?: { tcp: boolean; udp: boolean } }
  /** The interfaces of this computer were listed (`ip link`, `ifconfig`, `ipconfig`): the rows that were shown. */
  | { kind: 'interfaces.read'; terminal: string; rows: readonly InterfaceRow[] }
  /** The computer's own rooms were called at each of its addresses (`rooms --lan`): the answers that were shown. */
  | { kind: 'doors.tried'; terminal: string; doors: readonly Door[] }
  /**
   * The tester began with the program at this end, found something out about it, and was done. `checks` are all
   * results of the run, so that its last fact is enough.
   */
  | { kind: 'test.began'; subject: 'server' | 'client'; at: Endpoint }
  | { kind: 'test.checked'; subject: 'server' | 'client'; at: Endpoint; result: CheckResult }
  | { kind: 'test.ended'; subject: 'server' | 'client'; at: Endpoint; results: readonly CheckResult[] }
  /** The learner committed a prediction, or answered what they saw. */
  | { kind: 'answered'; question: string; option: string }
  /** The way to this computer's lab server went down or came back. */
  | { kind: 'host.lost' }
  | { kind: 'host.back' };

export interface QueueSeen {
  readonly working: Endpoint | null;
  readonly waiting: readonly { readonly peer: Endpoint; readonly what: 'greet' | 'lines' | 'goodbye' }[];
}

export interface BotSeen {
  /** ms from its connection to its greeting; null where none came. */
  readonly greetedMs: number | null;
  /** It does not read. */
  readonly deaf: boolean;
  /** Messages it has read. */
  readonly heard: number;
}

/** What the tester found: `blocked` could not be tried, `skipped` was not asked of this program. */
export interface CheckResult {
  readonly check: string;
  readonly safety: boolean;
  readonly outcome: 'passed' | 'failed' | 'blocked' | 'skipped';
}

/** What a relay does to everything that goes through it, each way. */
export interface RelayRules {
  /** Milliseconds from one end to the other. */
  readonly delayMs: number;
  /** Bits a second; null for as fast as it goes. */
  readonly bitsPerSecond: number | null;
  /** Of 100 datagrams, so many are lost. */
  readonly lossPercent: number;
}

export type RoomEvent =
  | { event: 'greeted' }
  | { event: 'denied'; tries: number }
  | { event: 'joined'; nick: string; here: number }
  /** A SAY of this member was handed to `to` members (itself included). */
  | { event: 'delivered'; to: number }
  | { event: 'who'; here: number }
  /** `fin`: the member said goodbye or closed politely; `rst`: the operating system reported a reset (ECONNRESET). */
  | { event: 'left'; how: 'bye' | 'fin' | 'rst' | 'dropped' };

export type ServiceEvent =
  | { event: 'connected' }
  /** Bytes in all, each way, until the peer was done. */
  | { event: 'left'; how: 'fin' | 'rst' | 'dropped'; received: number; sent: number }
  /** One UDP datagram, and its answer (0 where there was none). Bytes of payload. */
  | { event: 'datagram'; received: number; sent: number };

/** What a web server says of one request: see `http.request`. */
export interface RequestSeen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A fact with its place in the log and the time it was seen, in ms since the log was made. */
export type Evidence = Fact & { readonly seq: number; readonly ms: number };
