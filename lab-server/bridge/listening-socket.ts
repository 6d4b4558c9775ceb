import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint, SocketState } from '../../lab/host.ts';
import type { Desk } from './desk.ts';

/** A TCP listener that a page opened. */
export class ListeningSocket {
  readonly kind = 'listener';
  readonly id: number;
  readonly local: Endpoint;
  readonly #server: Server;
  readonly #desk: Desk;
  #notTaken = 0;

  constructor(id: number, server: Server, local: Endpoint, desk: Desk, accepted: (tcp: Socket) => boolean) {
    this.id = id;
    this.local = local;
    this.#server = server;
    this.#desk = desk;
    server.on('connection', (tcp) => {
      // Whatever becomes of it, an error must have a listener before anything else happens.
      tcp.on('error', () => tcp.destroy());
      if (this.#notTaken >= desk.limits.acceptQueue || !accepted(tcp)) tcp.resetAndDestroy();
      else this.#notTaken += 1;
    });
    // An accept that failed (EMFILE): that one caller is lost, the listener stays.
    server.on('error', () => undefined);
  }

  get state(): SocketState {
    return 'LISTEN';
  }

  /** The page's program took `count` connections. */
  credit(count: number): void {
    this.#notTaken = Math.max(0, this.#notTaken - count);
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
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.once('error', reject);
    // Without `ipv6Only` a listener at an IPv6 address might take IPv4 callers, too.
    server.listen({ host: at.address, port: at.port, backlog, exclusive: true, ipv6Only: true }, () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}
