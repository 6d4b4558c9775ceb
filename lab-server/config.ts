// Every limit on what a stranger can fill: a name, a unit, a reason. One object a topic.

import { CHAT_LINE_BYTES } from '../lab/services/chat/protocol.ts';
import type { RoomLimits } from '../lab/services/chat/room-limits.ts';
import type { LobbyLimits } from '../lab/services/lobby/lobby.ts';

/** The page's HTTP server. */
export const httpLimits = {
  /** ms to send the whole header: half-sent headers (slowloris) may not pile up. F5. */
  headersMs: 10_000,
  /** ms to send the whole request; we take no bodies, so this is generous. */
  requestMs: 15_000,
  /** ms an idle connection is kept for the next request of the same page. */
  keepAliveMs: 5_000,
  /** bytes of one request's header; a browser sends about 1 kB. */
  headerBytes: 16_384,
  /** connections at once: 300 browsers with up to 6 each, and room for an attack to fill without locking them out. */
  connections: 4_000,
} as const;

/** The bridge: sockets for pages over one WebSocket each. A page's copy of `window` is WINDOW in lab/bridge/messages.ts. */
export const bridgeLimits = {
  /** WebSockets at once in this process: a classroom of 300 with three tabs each. */
  sessions: 1_000,
  /** WebSockets at once from one address group: a classroom may sit behind one address. */
  sessionsPerAddress: 800,
  /** in a class: pages that one browser has open at once; a lesson takes one or two. */
  sessionsPerSeat: 6,
  /** in a class: sockets of all pages of one seat, so that 30 of them and the rest fit `sockets`. */
  socketsPerSeat: 192,
  /** in a class: bytes that the pages of one seat have waiting for peers that do not read: an eighth of all, so that no seat spoils it for the others. */
  unsentBytesPerSeat: 16_777_216,
  /** sockets of one page (streams, listeners, datagram sockets): a lesson needs ten, a port scan one at a time. */
  socketsPerSession: 128,
  /** sockets of all pages; each costs one file descriptor of the 1,024 and more that systems grant. */
  sockets: 8_000,
  /** listeners of one page. */
  listenersPerSession: 16,
  /** finished handshakes that a page's program has not accepted yet; later ones are reset. */
  acceptQueue: 64,
  /** bytes of one WebSocket message (RFC 6455): a full UDP datagram and its header fit. */
  messageBytes: 65_536,
  /** fragments of one message: browsers send none, and each costs memory that its bytes do not show. */
  fragments: 16,
  /**
   * pieces in which one frame may arrive. A 64 KiB frame over Ethernet takes 45; a chat line of 1,024 bytes through a
   * link that passes single bytes takes 1,040. A piece pins under 1 kB, so a page can pin 1.3 MB in this way.
   */
  bufferedChunks: 1_280,
  /** work units a second that one page may cause (a data frame 1, opening a socket 10, reading a table 100). */
  workPerSecond: 20_000,
  /** work units at once; beyond them the page's WebSocket is not read until they are back. */
  workBurst: 20_000,
  /** bytes waiting in one WebSocket at which all its TCP sockets stop reading, and its datagrams are dropped. */
  waitingBytes: 1_048_576,
  /** bytes waiting in one WebSocket at which the page is given up: only answers can pile up this far. */
  waitingBytesAtMost: 4_194_304,
  /** bytes that all pages together have waiting for TCP peers that do not read; beyond, the page that adds is cut off. */
  unsentBytes: 134_217_728,
  /** datagrams of one socket on the way to the operating system. */
  unsentDatagrams: 8_192,
  /** UDP sockets on demand of one page: each is a thread of its own, and a lesson needs one. */
  readersPerSession: 2,
  /** UDP sockets on demand of all pages: a thread takes about 7 MB, and is gone with its flood a second later. */
  readers: 24,
  /** bytes a reader's thread may use of the heap, in MiB: it holds one datagram. */
  readerHeapMb: 8,
  /** ms for a TCP handshake: on loopback only a full accept queue makes it wait. */
  connectMs: 10_000,
  /** ms that a socket closed by its page waits for the peer's FIN. */
  lingerMs: 2_000,
  /** ms of silence after which a page is pinged. */
  pingMs: 20_000,
  /** ms of silence after which a page counts as gone. */
  silenceMs: 45_000,
  /** rows of one answer to `ss`. */
  tableRows: 2_048,
  /** addresses of this computer at which `rooms --lan` calls the rooms: more than a laptop with a VPN and containers has. */
  doorAddresses: 8,
  /** rooms that it calls there: the two that always run, and two of guests. */
  doorRooms: 4,
  /** ms that such a call may take: within one computer the answer comes at once, unless a filter swallows it. */
  doorMs: 1_000,
} as const;

/** Python in a page without a secure context: its thread stands still on a request until the page has an answer. */
export const waitingLimits = {
  /** threads of one page that may wait: four terminals, each with a program, and those still being started or ended. */
  desksPerPage: 8,
  /** ms a request is held: below what proxies and browsers call dead, so a thread asks again before anybody gives up. */
  holdMs: 20_000,
  /** bytes of answers of all pages that nobody has fetched yet; the page whose answer is too many is cut off. */
  bytes: 67_108_864,
} as const;

export type BridgeLimits = { readonly [K in keyof typeof bridgeLimits]: number };

/** One line-based connection, to a room or to the lobby. */
const lineLimits = {
  /** bytes of a line without its end: chat/1 and lobby/1 fix it, so that a client needs one buffer of known size. */
  lineBytes: CHAT_LINE_BYTES,
  /** bytes past `lineBytes` that are skipped before a line without end is cut: a pasted page is told, a flood is not read. F3. */
  overrunBytes: 8 * 1024,
  /** lines a second from one connection: faster than anybody types, and 300 × 10 is what two cores deliver to 300. */
  linesPerSecond: 10,
  /** lines at once after a pause: a pasted paragraph, or a learner's loop over a short list. */
  burstLines: 40,
  /** lines over the rate without a pause before we hang up: each costs an answer. */
  floodLines: 400,
  /** ms that a peer who was told BYE may take to close: `nc` does so only when its user presses Ctrl-C or Enter. */
  lingerMs: 10_000,
  /** ms the same for one who was cut: long enough to read why. */
  cutLingerMs: 1_000,
} as const;

/** A chat room. */
export const chatLimits: RoomLimits = {
  ...lineLimits,
  /** members of one room: a class of 300 with two terminals each spreads over two rooms. */
  members: 500,
  /** connections of one room without a password yet: a whole class knocks within the same seconds. */
  knocking: 400,
  /** from so many on, knocking is hurried: only an attack has this many who do not answer. */
  crowd: 300,
  /** ms to give the password: a beginner reads the greeting, then types with two fingers. */
  handshakeMs: 60_000,
  /** ms the same when the door is crowded. */
  crowdedHandshakeMs: 10_000,
  /** ms a member may say nothing: longer than a double lesson of listening. */
  idleMs: 3 * 60 * 60_000,
  /** bytes that may wait for a slow reader, beyond what its kernel holds: 500 of them share one copy. F1. */
  waitingBytes: 256 * 1024,
  /** bytes of these that answer the reader alone and are shared with nobody: seven answers to WHO in a full room. F1. */
  waitingAnswers: 32 * 1024,
  /** ms that anything may wait without a moment at zero: such a reader has stopped. F1. */
  stuckMs: 10_000,
};

/** The lobby. */
export const lobbyLimits: LobbyLimits = {
  ...lineLimits,
  /** rooms a second that one address may open: every learner of a class sits behind one address. */
  opensPerSecond: 0.5,
  /** rooms that one address may open at once: every group of a class its own. */
  opensBurst: 30,
  /** connections at once; each asks a line or two and leaves. */
  visitors: 400,
  /** ms without a line: enough to read the list and decide. */
  idleMs: 120_000,
  /** bytes that may wait for a visitor who asks and does not read. */
  waitingBytes: 64 * 1024,
};

/** The small servers: echo, discard, daytime, chargen and the web server, on the loopback addresses only. */
export const smallServerLimits = {
  /** connections to all of them; a class of 300 with two each. */
  connections: 600,
  /** finished handshakes waiting for accept(), each listener. */
  backlog: 511,
  /** ms without a byte in either direction: longer than anybody takes to type a request by hand. */
  idleMs: 10 * 60_000,
  /** ms to send what is on its way when the server stops. */
  closeMs: 500,
  /** datagrams a second that each UDP server answers; the rest is dropped, as UDP may. Two servers that answer each other stop here. */
  datagramsPerSecond: 2_000,
  /** datagrams answered at once. */
  datagramsBurst: 4_000,
} as const;

export type SmallServerLimits = { readonly [K in keyof typeof smallServerLimits]: number };

/** The process that listens for rooms and lobby. */
export const chatServerLimits = {
  /** connections to all rooms and the lobby; fewer where the system allows us fewer open files. F2, F9. */
  connections: 3_000,
  /** connections from one address (all of 127.0.0.0/8 is one): a class of 300 behind one NAT, a few terminals each. */
  connectionsPerAddress: 2_000,
  /** finished handshakes waiting for accept(), each listener; the system may cut it (Linux: somaxconn). F2. */
  backlog: 4096,
  /** open files kept for everything else: the page, the bridge, Node itself. F9. */
  reservedFiles: 100,
  /** ms until a guest's room closes after its last member left, or when nobody came. */
  emptyRoomMs: 10 * 60_000,
  /** ms to get the goodbye out when the server stops, before sockets are dropped: the process ends within 2 s. */
  closeMs: 1_000,
} as const;

export type ChatServerLimits = { readonly [K in keyof typeof chatServerLimits]: number };

/** A class: `npm start -- --lan`. */
export const classLimits = {
  /** seats: three classes of forty at once, and below the 255 loopback networks 127.N.0.0/16 that there are for them. */
  seats: 120,
  /** ms that a browser may be away before somebody else may have its seat, when all are taken. */
  awayMs: 60_000,
  /** wrong codes from one address at once: a class behind one address mistypes. */
  codeTriesPerAddress: 20,
  /** the same in the long run, a second: 0.18 % of the million codes an hour. */
  codeTriesPerSecondAndAddress: 0.5,
  /** wrong codes from everywhere at once: thirty learners, four slips each. */
  codeTries: 120,
  /** the same in the long run, a second: 0.36 % of the million codes an hour, and the teacher's page shows that it goes on. */
  codeTriesPerSecond: 1,
  /** addresses whose tries are remembered; a bucket takes some 100 bytes. */
  codeAddresses: 10_000,
  /** seats that one address may take at once: a class behind one address, each browser its own. */
  newSeatsPerAddress: 60,
  /** the same in the long run, a second, so that nobody takes seats without end. */
  newSeatsPerSecond: 0.2,
  /** HTTP connections from one address of the local network: forty browsers behind one address, six each, and tabs. */
  connectionsPerAddress: 600,
  /** teacher's pages at once: one on the lectern's screen, one on the projector, and spare. */
  teacherPages: 4,
  /** bytes of a message from the teacher's page. */
  teacherMessageBytes: 1_024,
  /** ms between looks at what changed in rooms and seats, while a teacher's page is open. */
  lookMs: 500,
} as const;

export type ClassLimits = { readonly [K in keyof typeof classLimits]: number };
