import { randomInt } from 'node:crypto';
import type { Endpoint, Service, SmallServer } from '../../lab/host.ts';
import { serveChargen } from '../../lab/services/chargen.ts';
import type { Connection } from '../../lab/services/connection.ts';
import { serveDaytime } from '../../lab/services/daytime.ts';
import { serveDiscard } from '../../lab/services/discard.ts';
import { serveEcho } from '../../lab/services/echo.ts';
import { datagramAnswer } from '../../lab/services/small-datagrams.ts';
import { requestSeen } from '../../lab/services/web/request-seen.ts';
import { WebServer } from '../../lab/services/web/web-server.ts';
import { witnessed } from '../../lab/services/witnessed.ts';
import type { Testimony } from '../bridge/witnesses.ts';
import { type SmallServerLimits, smallServerLimits } from '../config.ts';
import { Admission } from '../rooms/admission.ts';
import { type Listening, listen } from '../rooms/listen.ts';
import { openFileLimit } from '../rooms/open-files.ts';
import { PortTaken } from '../rooms/port-taken.ts';
import { type DatagramServer, serveDatagrams } from './datagram-server.ts';
import { type SmallPorts, smallServers } from './ports.ts';
import { webPages } from './web-pages.ts';

export interface SmallServersOptions {
  readonly ports: SmallPorts;
  readonly limits?: Partial<SmallServerLimits>;
  /** What a server saw of its peer. Never any content. */
  witness(testimony: Testimony): void;
  log?(line: string): void;
}

export interface SmallServers {
  readonly services: readonly Service[];
  /** What could not be started, because something else has its port: the rest runs without it. */
  readonly leftOut: readonly PortTaken[];
  /** Frees every port, within a second. */
  close(): Promise<void>;
}

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** A connection costs a page's socket and ours, and small servers may have a quarter of what the rooms may. */
const FILES_A_CONNECTION = 8;
const TURNED_AWAY_BY_WEB =
  'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n';

type DatagramServerName = Exclude<SmallServer, 'web'>;

/**
 * Echo (RFC 862), discard (RFC 863), daytime (RFC 867), chargen (RFC 864), by TCP and UDP, and a web server; each on
 * 127.0.0.1 and, where the machine has it, on ::1 with the same number. A server whose port is taken is left out.
 */
export async function startSmallServers(options: SmallServersOptions): Promise<SmallServers> {
  const limits: SmallServerLimits = { ...smallServerLimits, ...options.limits };
  const log = (line: string): void => options.log?.(line);
  const files = Math.max(1, Math.floor(openFileLimit() / FILES_A_CONNECTION));
  const most = Math.min(limits.connections, files);
  const admission = new Admission(most, most);
  const serve = servers(options);
  const services: Service[] = [];
  const leftOut: PortTaken[] = [];
  const listening: Listening[] = [];
  const bound: DatagramServer[] = [];

  const listenTcp = async (name: SmallServer, host: string, port: number): Promise<number> => {
    const turnedAway = name === 'web' ? TURNED_AWAY_BY_WEB : '';
    const { backlog, idleMs } = limits;
    const shared = { purpose: name, backlog, idleMs, admission, turnedAway, log };
    let at = port;
    const one = await listen({ ...shared, hosts: [host], port, serve: (connection) => serve[name](connection, at) });
    listening.push(one);
    at = one.port;
    return at;
  };
  const bindUdp = async (name: DatagramServerName, host: string, port: number): Promise<number> => {
    let at = port;
    const one = await serveDatagrams({
      name,
      host,
      port,
      perSecond: limits.datagramsPerSecond,
      burst: limits.datagramsBurst,
      now: () => performance.now(),
      answer: (payload) => datagramAnswer(name, payload, { epochMs: Date.now, below: (end) => randomInt(end) }),
      answersItself: (from) => bound.some((server) => server.port === from.port),
      witness: (peer, received, sent) =>
        options.witness({
          type: 'service-witness',
          service: name,
          transport: 'udp',
          port: at,
          peer,
          what: { event: 'datagram', received, sent },
        }),
      log,
    });
    bound.push(one);
    at = one.port;
    return at;
  };
  /** @returns its port, or null when it was left out */
  const tried = async (start: () => Promise<number>): Promise<number | null> => {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      leftOut.push(error);
      return null;
    }
  };
  /** On ::1 the same number; a machine without IPv6, or with something else there, does without. */
  const alsoOnIpv6 = async (start: () => Promise<number>): Promise<Pick<Service, 'also'>> => {
    try {
      await start();
      return { also: [IPV6] };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (!(error instanceof PortTaken) && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') throw error;
      return {};
    }
  };

  for (const name of smallServers) {
    const tcp = await tried(() => listenTcp(name, IPV4, options.ports[name]));
    if (tcp !== null) {
      const six = await alsoOnIpv6(() => listenTcp(name, IPV6, tcp));
      services.push({ name, kind: name, transport: 'tcp', port: tcp, ...six });
    }
    if (name === 'web') continue;
    // One number for both, as these services have always had.
    const number = tcp ?? options.ports[name];
    const udp = await tried(() => bindUdp(name, IPV4, number));
    if (udp !== null) {
      const six = await alsoOnIpv6(() => bindUdp(name, IPV6, udp));
      services.push({ name, kind: name, transport: 'udp', port: udp, ...six });
    }
  }
  let closed: Promise<unknown> | null = null;
  return {
    services,
    leftOut,
    async close() {
      for (const one of listening) one.stop();
      closed ??= Promise.all([
        ...listening.map((one) => one.drained(limits.closeMs)),
        ...bound.map((server) => server.close()),
      ]);
      await closed;
    },
  };
}

/** What each of them does with a connection, and what its witness tells. */
function servers({
  witness,
}: SmallServersOptions): Record<SmallServer, (connection: Connection, port: number) => void> {
  const seen = (service: string, connection: Connection, port: number): Connection => {
    const peer: Endpoint = connection.peer;
    return witnessed(connection, (what) =>
      witness({ type: 'service-witness', service, transport: 'tcp', port, peer, what }),
    );
  };
  return {
    echo: (connection, port) => serveEcho(seen('echo', connection, port)),
    discard: (connection, port) => serveDiscard(seen('discard', connection, port)),
    daytime: (connection, port) => serveDaytime(seen('daytime', connection, port), Date.now),
    chargen: (connection, port) =>
      serveChargen(seen('chargen', connection, port), { now: () => performance.now(), schedule }),
    web: (connection, port) =>
      new WebServer({
        pages: webPages,
        date: () => new Date().toUTCString(),
        witness: (peer, status, request) =>
          witness({ type: 'http-witness', port, peer, request: requestSeen(request, status) }),
      }).serve(connection),
  };
}

function schedule(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
