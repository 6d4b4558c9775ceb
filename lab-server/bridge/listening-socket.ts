import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint, SocketState } from '../../lab/host.ts';
import type { Desk } from './desk.ts';
import type { StreamSocket } from './stream-socket.ts';

/** A TCP listener that a page opened. */
export class ListeningSocket {
  readonly kind = 'listener';
  readonly id: number;
  readonly local: Endpoint;
  readonly #server: Server;
  readonly #desk: Desk;
  /** Connections that the page's program has not accepted yet, in order. Nothing is read from them. */
  #notTaken: StreamSocket[] = [];

  /** @param accepted makes a page's socket of a connection; null where there is no room for it */
  constructor(id: number, server: Server, local: Endpoint, desk: Desk, accepted: (tcp: Socket) => StreamSocket | null) {
    this.id = id;
    this.local = local;
    this.#server = server;
    this.#desk = desk;
    server.on('connection', (tcp) => {
      // Whatever becomes of it, an error must have a listener before anything else happens.
      tcp.on('error', () => tcp.destroy());
      const stream = this.#notTaken.length >= desk.limits.acceptQueue ? null : accepted(tcp);
      if (stream === null) tcp.resetAndDestroy();
      else this.#notTaken.push(stream);
    });
    // An accept that failed (EMFILE): that one caller is lost, the listener stays.
    server.on('error', () => undefined);
  }

  get state(): SocketState {
    return 'LISTEN';
  }

  /** The page's program took `count` connections. From now on what comes on them is read: before, it waits in the system. */
  credit(count: number): void {
    for (const stream of this.#notTaken.splice(0, count)) stream.start();
  }

  close(): void {
    this.#server.close(() => this.#desk.outbox.say({ type: 'closed', socket: this.id, how: 'fin', by: 'local' }));
  }

  abandon(): void {
    this.#server.close();
  }
}

/** Asks the operating system for a listener. @throws what it answers, e.g. EADDRINUSE */
export function openListener(at: Endpoint, backlog: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
    server.once('error', reject);
    // Without `ipv6Only` a listener at an IPv6 address might take IPv4 callers, too.
    server.listen({ host: at.address, port: at.port, backlog, exclusive: true, ipv6Only: true }, () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}
