/**
 * What a service takes: a stream of bytes with a peer, not a port. `lab-server` makes one of a TCP socket, a page of a
 * `Stream`, a test of two queues.
 */
export interface Connection {
  /** The other end's address and port as the service sees them. */
  readonly peer: { readonly address: string; readonly port: number };
  /** Hands bytes over without waiting. @returns false if the connection is over. */
  write(bytes: Uint8Array): boolean;
  /** Bytes handed over and not yet taken by the operating system (or the reader). */
  readonly waiting: number;
  /** Sends what is waiting, then FIN. */
  end(): void;
  /** Drops the connection at once (RST where the system can). */
  destroy(): void;
  /** Stop and resume reading, so that a flooding member is slowed at the source. */
  pause(): void;
  resume(): void;
  /** Called each time that everything handed over was taken, so that a service that has more to say need not hold it. */
  onDrained(drained: () => void): void;
  onBytes(take: (bytes: Uint8Array) => void): void;
  /** Once: `fin` the peer finished; `rst` reset or error; `local` we destroyed it. */
  onEnd(ended: (how: 'fin' | 'rst' | 'local') => void): void;
}
