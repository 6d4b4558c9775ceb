import type { Endpoint } from '../endpoint.ts';
import type { TcpListener, TcpOptions, TcpSocket } from '../sockets.ts';
import type { Connection } from './connection.ts';
import { notice, type Tcb } from './tcb.ts';
import { settle } from './turn.ts';

/** LISTEN: a socket that waits for SYNs, with the two queues that Linux and the BSDs have behind `listen(2)`. */
export class Listener implements TcpListener {
  readonly id: number;
  readonly local: Endpoint;
  readonly backlog: number;
  readonly options: TcpOptions;
  acceptable: (() => void) | null = null;
  /** Handshakes that are not finished. */
  readonly half = new Set<Tcb>();
  readonly #queue: Connection[] = [];
  readonly #closed: (listener: Listener) => void;

  constructor(id: number, local: Endpoint, backlog: number, options: TcpOptions, closed: (listener: Listener) => void) {
    this.id = id;
    this.local = local;
    this.backlog = Math.max(1, backlog);
    this.options = options;
    this.#closed = closed;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** A full queue takes no SYN: the peer sends it again later (Linux drops it as well; an RST would say "nobody"). */
  get takesSyn(): boolean {
    return this.half.size < this.backlog && this.#queue.length < this.backlog;
  }

  /** @returns false when the queue is full */
  enqueue(connection: Connection): boolean {
    if (this.#queue.length >= this.backlog) return false;
    this.half.delete(connection.tcb);
    this.#queue.push(connection);
    return true;
  }

  accept(): TcpSocket | null {
    const connection = this.#queue.shift();
    if (!connection) return null;
    const { tcb } = connection;
    if (tcb.ending) {
      // It ended while nobody listened to it: say so to the program that has it now.
      tcb.notices |= notice.closed;
      tcb.owner.world.clock.after(0, () => settle(tcb));
    }
    return connection;
  }

  /** Whoever waits here is reset: no program will ever answer. RFC 9293 §3.10.4 leaves it open; Linux does this. */
  close(): void {
    this.#closed(this);
    for (const connection of this.#queue.splice(0)) connection.abort();
  }
}
