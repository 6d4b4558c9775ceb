import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../lab/host.ts';
import { createBridge } from './bridge/bridge.ts';
import { judgeUpgrade } from './bridge/origin.ts';
import { startChat } from './rooms/chat-server.ts';
import { PortTaken } from './rooms/port-taken.ts';
import { devSite } from './site/dev-proxy.ts';
import { readSite, type SiteFiles } from './site/files.ts';
import { knownHosts } from './site/hosts.ts';
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
}

export interface RunningLab {
  /** `http://127.0.0.1:4000/` */
  readonly url: string;
  readonly port: number;
  readonly services: () => Service[];
  /** Small servers that do not run, because something else has their port. */
  readonly leftOut: readonly PortTaken[];
  /** Tells every member, closes with FIN, frees every port. Bounded: it is over within 2 s. */
  close(): Promise<void>;
}

/**
 * Starts everything: chat rooms, small servers, bridge, page. Every port is bound on a loopback address.
 * @throws PortTaken naming the port and what it was for
 */
export const startLab = async (options: LabOptions): Promise<RunningLab> => {
  const files: SiteFiles = options.siteDirectory ? readSite(options.siteDirectory) : new Map();
  const chat = await startChat({
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
  const bridge = createBridge({ services });
  let stopping = false;
  let known = knownHosts(options.port);
  const dev = options.devSite ? devSite(options.devSite) : undefined;
  const site = createSite({
    files,
    known: () => known,
    waiting: (request, response, path) => bridge.waiting.answers(request, response, path),
    health: () => ({
      status: stopping ? 'stopping' : 'ok',
      rooms: chat.rooms().length,
      members: chat.members,
      sockets: bridge.sockets,
    }),
    ...(dev ? { proxy: dev.request } : {}),
  });
  site.on('upgrade', (request, socket, head) => {
    // Before anything else: an upgrade socket without an error listener takes the process down with it.
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?', 1)[0];
    if (dev && path !== '/bridge') return dev.upgrade(request, socket, head);
    const verdict =
      path === '/bridge' ? judgeUpgrade(request, known) : { ok: false as const, status: 404, why: 'No such door.' };
    if (verdict.ok) return bridge.handleUpgrade(request, socket, head);
    socket.end(
      `HTTP/1.1 ${verdict.status} Refused\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${verdict.why}\n`,
    );
  });
  try {
    await listening(site, options.port);
  } catch (error) {
    await Promise.all([chat.close('the page port was taken'), small.close(), bridge.close()]);
    throw error;
  }
  const port = (site.address() as AddressInfo).port;
  known = knownHosts(port);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    services,
    leftOut: small.leftOut,
    close: async () => {
      stopping = true;
      const closed = once(site, 'close');
      site.close();
      await Promise.all([chat.close('the lab server is stopping'), small.close()]);
      await bridge.close();
      site.closeAllConnections();
      await closed;
    },
  };
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
