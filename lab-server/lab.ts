import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Endpoint, Service } from '../lab/host.ts';
import { createBridge } from './bridge/bridge.ts';
import { judgeUpgrade } from './bridge/origin.ts';
import { Classroom } from './class/classroom.ts';
import { isFromHere } from './class/gate.ts';
import { type LanDoor, openLanDoors } from './class/lan-doors.ts';
import { canGiveLoopbacks } from './class/seat-loopback.ts';
import { startChat } from './rooms/chat-server.ts';
import { PortTaken } from './rooms/port-taken.ts';
import { devSite } from './site/dev-proxy.ts';
import { readSite, type SiteFiles } from './site/files.ts';
import { type KnownHosts, knownHosts } from './site/hosts.ts';
import { createSite } from './site/server.ts';
import { anySmallPorts, type SmallPorts } from './small-servers/ports.ts';
import { startSmallServers } from './small-servers/small-servers.ts';

export interface LabOptions {
  /** The page's port; 0 for any free one. */
  readonly port: number;
  readonly lobbyPort: number;
  readonly chatPorts: { readonly from: number; readonly to: number };
  /** Echo, discard, daytime, chargen, web: 0 for any free port, and so for all of them unless said. */
  readonly smallPorts?: SmallPorts;
  /** The exported site; without it only the bridge and /healthz answer. */
  readonly siteDirectory?: string;
  /** Development: where the Next server listens. */
  readonly devSite?: string;
  /** A class: open to the local network as well, at these addresses of this machine. */
  readonly lan?: LanOptions;
}

export interface LanOptions {
  readonly addresses: readonly string[];
  /** Six digits; random ones unless a test says otherwise. */
  readonly code?: string;
  /** The teacher pressed "close everything". */
  closeEverything?(): void;
}

export interface RunningLab {
  /** `http://127.0.0.1:4000/` */
  readonly url: string;
  readonly port: number;
  readonly services: () => Service[];
  /** In a class: where visitors come in, and with which code. */
  readonly classroom: Classroom | null;
  /** Small servers that do not run, because something else has their port. */
  readonly leftOut: readonly PortTaken[];
  /** Tells every member, closes with FIN, frees every port. Bounded: it is over within 2 s. */
  close(): Promise<void>;
}

/**
 * Starts everything: chat rooms, small servers, bridge, page. Every port is bound on a loopback address; in a class, page
 * and rooms are bound on the machine's own addresses as well.
 * @throws PortTaken naming the port and what it was for
 */
export const startLab = async (options: LabOptions): Promise<RunningLab> => {
  const files: SiteFiles = options.siteDirectory ? readSite(options.siteDirectory) : new Map();
  const { lan } = options;
  const ownLoopbacks = lan === undefined || (await canGiveLoopbacks());
  const classroom = lan
    ? new Classroom({
        addresses: lan.addresses,
        ownLoopbacks,
        ...(lan.code === undefined ? {} : { code: lan.code }),
        port: () => port,
        chat: () => chat,
        bridge: () => bridge,
        closeEverything: () => lan.closeEverything?.(),
      })
    : null;
  const chat = await startChat({
    ...(classroom && lan
      ? {
          alsoOn: lan.addresses,
          groupOf: (address: string) => classroom.groupOf(address),
          isMuted: (peer: Endpoint, at: number) => classroom.isMuted(peer, at),
        }
      : {}),
    chatPorts: options.chatPorts,
    lobbyPort: options.lobbyPort,
    witness: (room, port, peer, what) => bridge.witness({ type: 'witness', room, port, peer, what }),
  });
  const small = await startSmallServers({
    ports: options.smallPorts ?? anySmallPorts,
    witness: (testimony) => bridge.witness(testimony),
  });
  const services = (): Service[] => [
    { name: 'lobby', kind: 'lobby', transport: 'tcp', port: chat.lobbyPort },
    ...chat.rooms().map((room): Service => ({ name: room.name, kind: 'room', transport: 'tcp', port: room.port })),
    ...small.services,
  ];
  const bridge = createBridge({ services, ...(lan ? { classAddresses: lan.addresses } : {}) });
  let stopping = false;
  let { port } = options;
  const known = ({ localAddress }: Pick<Socket, 'localAddress'>): KnownHosts =>
    knownHosts(
      port,
      lan?.addresses.find((address) => address === localAddress),
    );
  const dev = options.devSite ? devSite(options.devSite) : undefined;
  const site = createSite({
    files,
    known,
    ...(classroom ? { gate: (...asked) => classroom.gate.answers(...asked) } : {}),
    waiting: (request, response, path) => bridge.waiting.answers(request, response, path),
    health: () => ({
      status: stopping ? 'stopping' : 'ok',
      rooms: chat.rooms().length,
      members: chat.members,
      sockets: bridge.sockets,
      ...(classroom ? { seats: classroom.seats } : {}),
    }),
    ...(dev ? { proxy: dev.request } : {}),
  });
  site.on('upgrade', (request, socket, head) => {
    // Before anything else: an upgrade socket without an error listener takes the process down with it.
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?', 1)[0];
    const isHere = !classroom || isFromHere(request.socket);
    if (dev && isHere && path !== '/bridge' && path !== '/class/control') return dev.upgrade(request, socket, head);
    if (path !== '/bridge' && (path !== '/class/control' || !classroom)) return refuse(socket, 404, 'No such door.');
    const verdict = judgeUpgrade(request, known(request.socket));
    if (!verdict.ok) return refuse(socket, verdict.status, verdict.why);
    if (path === '/class/control') {
      if (isHere) return classroom?.handleControl(request, socket, head);
      return refuse(socket, 403, 'The teacher’s page opens only on the machine that runs First Hop.');
    }
    if (isHere) return bridge.handleUpgrade(request, socket, head);
    const seat = classroom.gate.seatOf(request);
    if (seat === null) return refuse(socket, 403, 'The class code comes first.');
    bridge.handleUpgrade(request, socket, head, seat);
  });
  let doors: readonly LanDoor[] = [];
  try {
    await listening(site, options.port);
    port = (site.address() as AddressInfo).port;
    doors = await openLanDoors(site, lan?.addresses ?? [], port);
  } catch (error) {
    site.close();
    await Promise.all([chat.close('the page port was taken'), small.close(), bridge.close()]);
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    services,
    classroom,
    leftOut: small.leftOut,
    close: async () => {
      stopping = true;
      const closed = once(site, 'close');
      site.close();
      for (const door of doors) door.close();
      classroom?.close();
      await Promise.all([chat.close('the lab server is stopping'), small.close()]);
      await bridge.close();
      site.closeAllConnections();
      await closed;
    },
  };
};

const refuse = (socket: Duplex, status: number, why: string): void => {
  const head = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8`;
  socket.end(`${head}\r\n\r\n${why}\n`);
};

const listening = (site: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    site.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTaken(port, 'page') : error);
    });
    site.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => {
      site.removeAllListeners('error');
      site.on('error', () => undefined);
      resolve();
    });
  });
