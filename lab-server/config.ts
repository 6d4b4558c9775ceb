// Every limit on what a stranger can fill: a name, a unit, a reason. One object a topic.

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
   * link that passes single bytes takes 1,040. A piece pins about 300 bytes.
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
} as const;

export type BridgeLimits = { readonly [K in keyof typeof bridgeLimits]: number };
