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
