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
  /** Literal addresses of this machine, at least one. */
  readonly hosts: readonly string[];
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
 * Listens for TCP on each of the hosts, with one port for all, and hands each connection to a service.
 * @throws PortTaken when the port is in use or not allowed to us; then none of them listens
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const doors: Door[] = [];
  try {
    for (const host of options.hosts) doors.push(await openDoor(host, doors[0]?.port ?? options.port, options));
  } catch (error) {
    for (const { server } of doors) server.close();
    throw error;
  }
  return {
    port: doors[0]?.port ?? 0,
    stop: () => {
      for (const { server } of doors) server.close();
    },
    drained: async (ms) => {
      await Promise.all(doors.map(({ server, sockets }) => drained(server, sockets, ms)));
    },
  };
}

/** One listener and the connections that came to it. */
interface Door {
  readonly port: number;
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
}

function openDoor(host: string, port: number, options: ListenOptions): Promise<Door> {
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
      reject(taken ? new PortTaken(port, options.purpose, host) : error);
    };
    server.once('error', refused);
    server.listen({ port, host, backlog: options.backlog }, () => {
      server.off('error', refused);
      // For example EMFILE while accepting: that connection is lost, the listener lives on.
      server.on('error', (error) => options.log(`${options.purpose}: ${error.message}`));
      resolve({ port: (server.address() as AddressInfo).port, server, sockets });
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
