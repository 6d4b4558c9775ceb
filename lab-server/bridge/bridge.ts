import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { loopback6 } from '../../lab/bridge/lab-address.ts';
import type { Endpoint, InterfaceRow, Service, SocketRow } from '../../lab/host.ts';
import { addressGroup } from '../../lab/services/address-group.ts';
import { type BridgeLimits, bridgeLimits } from '../config.ts';
import { readInterfaces } from '../kernel/interfaces.ts';
import { SocketTableReader } from '../kernel/socket-table.ts';
import type { BridgeCommons } from './commons.ts';
import { Gauge } from './desk.ts';
import { Holdings } from './holdings.ts';
import { OwnDoors } from './own-doors.ts';
import { reach, standsAt } from './reach.ts';
import type { Seat } from './seat.ts';
import { isSeatsRow, shownRow } from './seat-rows.ts';
import { Session, type Share } from './session.ts';
import { WaitingRoom } from './waiting-room.ts';
import { type Testimony, Witnesses } from './witnesses.ts';

export interface BridgeOptions {
  /** What this lab server started and pages may therefore reach, asked anew each time. */
  services(): readonly Service[];
  readonly limits?: Partial<BridgeLimits>;
  /** Where the kernel's table cannot be read: sockets that the lab server knows beside the bridge's own. */
  knownRows?(): readonly SocketRow[];
  /** Which addresses of this machine a class was opened on: its seats are told of these and of loopback. */
  readonly classAddresses?: readonly string[];
}

/** A socket API over WebSocket: the only door between a page and this computer's sockets. */
export interface Bridge {
  /** Takes over an upgrade request that `judgeUpgrade` has let through. `seat`: whose page it is. Never throws. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, seat?: Seat): void;
  /** The seat whose page holds the client's end of a connection from `peer` to our port, if one does. */
  seatOf(peer: Endpoint, port: number): Seat | null;
  /** Pages of a seat. */
  pagesOf(seat: Seat): number;
  /** Closes all pages of a seat; their sockets close with FIN. */
  dismiss(seat: Seat, why: string): void;
  /** What a server says of its `peer`; it goes to the page that owns the socket with this local end, if one does. */
  witness(testimony: Testimony): void;
  /** Answers over HTTP for threads of pages that stand still. */
  readonly waiting: WaitingRoom;
  /** Pages connected. */
  readonly sessions: number;
  /** Sockets held for all pages. */
  readonly sockets: number;
  /** Tells every page and closes every socket with FIN; over within half a second. */
  close(): Promise<void>;
}

/** How long a page may take to answer the closing handshake (RFC 6455 §7.1.1) when the lab server stops, in ms. */
const GOODBYE_MS = 400;

export function createBridge(options: BridgeOptions): Bridge {
  const limits: BridgeLimits = { ...bridgeLimits, ...options.limits };
  const now = (): number => performance.now();
  const sessions = new Set<Session>();
  const perAddress = new Map<string, number>();
  const holdings = new Holdings<Session>();
  const table = new SocketTableReader();
  const doors = new OwnDoors(options.services, limits);
  const commons: BridgeCommons = {
    limits,
    holdings,
    witnesses: new Witnesses(now),
    waiting: new WaitingRoom(),
    sockets: new Gauge(limits.sockets),
    readers: new Gauge(limits.readers),
    unsent: new Gauge(limits.unsentBytes),
    services: options.services,
    now,
    interfacesForSeats: () => interfacesOf(options.classAddresses ?? []),
    doors: async (seat) => {
      const all = await doors.tried();
      const told = options.classAddresses ?? [];
      return seat === null ? all : all.filter(({ address }) => address.startsWith('127.') || told.includes(address));
    },
    table: (page) =>
      table.read({
        isLabPort: labPorts(options.services(), holdings),
        ...(page.seat ? seatsView(page.seat, options.services(), holdings) : {}),
        ownerOf: (row) => ownerOf(row, page, options.services(), holdings),
        known: () => [...holdings.rows(), ...(options.knownRows?.() ?? [])],
        most: limits.tableRows,
      }),
  };
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    maxFragments: limits.fragments,
    maxBufferedChunks: limits.bufferedChunks,
  });
  const beatMs = limits.pingMs / 4;
  const heart = setInterval(() => {
    for (const session of sessions) session.beat(beatMs);
  }, beatMs).unref();
  const pagesOf = (seat: Seat): number => {
    let pages = 0;
    for (const session of sessions) if (session.seat === seat) pages += 1;
    return pages;
  };
  const shares = new WeakMap<Seat, Share>();
  const shareOf = (seat: Seat | undefined): Share => {
    if (seat === undefined) return commons;
    const share = shares.get(seat) ?? {
      sockets: new Gauge(limits.socketsPerSeat, commons.sockets),
      unsent: new Gauge(limits.unsentBytesPerSeat, commons.unsent),
    };
    shares.set(seat, share);
    return share;
  };
  let closing = false;
  let emptied: (() => void) | undefined;

  return {
    handleUpgrade(request, socket, head, seat) {
      // Before anything else: a reset during the handshake must not end the process.
      socket.on('error', () => socket.destroy());
      const address = addressGroup(request.socket.remoteAddress ?? '');
      const fromThere = perAddress.get(address) ?? 0;
      if (closing) return refuse(socket, 'The lab server is stopping.');
      if (sessions.size >= limits.sessions) return refuse(socket, 'The lab server has as many pages as it can serve.');
      if (fromThere >= limits.sessionsPerAddress) return refuse(socket, 'Too many pages are open from this address.');
      if (seat && pagesOf(seat) >= limits.sessionsPerSeat) {
        return refuse(
          socket,
          `Your browser has ${limits.sessionsPerSeat} pages of the course open. Close one and reload.`,
        );
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const session = new Session(webSocket, socket, commons, { seat: seat ?? null, share: shareOf(seat) });
        sessions.add(session);
        perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
        webSocket.once('close', () => {
          sessions.delete(session);
          const left = (perAddress.get(address) ?? 1) - 1;
          if (left === 0) perAddress.delete(address);
          else perAddress.set(address, left);
          if (sessions.size === 0) emptied?.();
        });
      });
    },
    waiting: commons.waiting,
    witness: (testimony) => commons.witnesses.testify(testimony),
    seatOf: (peer, port) =>
      holdings.ownerOf({ transport: 'tcp', state: 'ESTAB', local: peer, remote: { address: ownEnd(peer), port } })
        ?.seat ?? null,
    pagesOf,
    dismiss(seat, why) {
      for (const session of sessions) if (session.seat === seat) session.close(why);
    },
    get sessions() {
      return sessions.size;
    },
    get sockets() {
      return commons.sockets.value;
    },
    async close() {
      closing = true;
      clearInterval(heart);
      if (sessions.size === 0) return;
      const empty = new Promise<void>((resolve) => {
        emptied = resolve;
      });
      for (const session of sessions) session.close();
      const impatient = setTimeout(() => {
        for (const session of sessions) session.terminate();
      }, GOODBYE_MS);
      await empty;
      clearTimeout(impatient);
    },
  };
}

function refuse(socket: Duplex, why: string): void {
  const head = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n';
  socket.end(`${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${why}\n`, () => socket.destroy());
}

/** Where our services are called from this address. */
const ownEnd = ({ address }: Endpoint): string => (address === loopback6 ? loopback6 : '127.0.0.1');

/** Loopback, and the addresses by which the class knows this machine: not its other networks. */
function interfacesOf(classAddresses: readonly string[]): InterfaceRow[] {
  return readInterfaces()
    .map((row) => ({
      ...row,
      addresses: row.addresses.filter(({ address }) => row.loopback || classAddresses.includes(address)),
    }))
    .filter(({ addresses }) => addresses.length > 0);
}

function seatsView(seat: Seat, services: readonly Service[], holdings: Holdings<Session>) {
  const seatOf = (row: SocketRow): Seat | null => holdings.ownerOf(row)?.seat ?? null;
  return {
    isVisible: (row: SocketRow): boolean => isSeatsRow(row, seat, services, seatOf),
    shown: (row: SocketRow): SocketRow => shownRow(row, seat),
  };
}

function labPorts(services: readonly Service[], holdings: Holdings<Session>): (port: number) => boolean {
  const single = holdings.ports();
  for (const service of services) single.add(service.port);
  return (port) => single.has(port) || reach.ports.some(({ from, to }) => port >= from && port <= to);
}

/** A socket in TIME-WAIT belongs to the kernel alone, so nobody is named. */
function ownerOf(row: SocketRow, page: Session, services: readonly Service[], holdings: Holdings<Session>): string {
  if (row.state === 'TIME-WAIT') return '';
  const holder = holdings.ownerOf(row);
  if (holder) return holder === page ? 'this page' : 'another page';
  const service = services.find(({ port, transport }) => port === row.local.port && transport === row.transport);
  if (!service || !standsAt(service, row.local.address)) return '';
  return service.kind === 'room' ? `room ${service.name}` : service.name;
}
