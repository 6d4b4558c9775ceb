import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Connection } from '../../lab/services/connection.ts';
import type { Admission } from './admission.ts';
import { PortTaken } from './port-taken.ts';
import { SocketConnection } from './socket-connection.ts';

export interface Listening {
  readonly port: number;
  /** No new connections. Those that are open stay. */
  stop(): void;
  /** Resolves once every connection is over; what is still open after `ms` is dropped. */
  drained(ms: number): Promise<void>;
}

export interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** `127.0.0.1` unless said. */
  readonly host?: string;
  readonly purpose: string;
  readonly backlog: number;
  readonly admission: Admission;
  /** What somebody hears for whom there is no place; a sentence of the chat's unless said. */
  readonly turnedAway?: string;
  /** ms without a byte in either direction after which the system closes a connection; for ever unless said. */
  readonly idleMs?: number;
  serve(connection: Connection): void;
  log(line: string): void;
}

const TURNED_AWAY = 'ERR room-full This server has all the connections it can take. Try again in a minute.\n';
const TURNED_AWAY_MS = 500;

/**
 * Listens for TCP on a loopback address and hands each connection to a service.
 * @throws PortTaken when the port is in use or not allowed to us
 */
export function listen(options: ListenOptions): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const release = options.admission.admit(socket.remoteAddress ?? '');
    if (release === undefined) return turnAway(socket, options.turnedAway ?? TURNED_AWAY);
    sockets.add(socket);
    socket.once('close', () => {
      release();
      sockets.delete(socket);
    });
    if (options.idleMs !== undefined) socket.setTimeout(options.idleMs, () => socket.destroy());
    options.serve(new SocketConnection(socket));
  });
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new PortTaken(options.port, options.purpose) : error);
    };
    server.once('error', refused);
    server.listen({ port: options.port, host: options.host ?? '127.0.0.1', backlog: options.backlog }, () => {
      server.off('error', refused);
      // For example EMFILE while accepting: that connection is lost, the listener lives on.
      server.on('error', (error) => options.log(`${options.purpose}: ${error.message}`));
      resolve({
        port: (server.address() as AddressInfo).port,
        stop: () => void server.close(),
        drained: (ms) => drained(server, sockets, ms),
      });
    });
  });
}

/** Not counted as a connection, so it may last a moment only. */
function turnAway(socket: Socket, saying: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(saying);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), TURNED_AWAY_MS);
  socket.once('close', () => clearTimeout(timer));
}

function drained(server: Server, sockets: ReadonlySet<Socket>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, ms);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
