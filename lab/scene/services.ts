import type { EvidenceLog } from '../evidence/log.ts';
import { SocketError, type Stream } from '../host.ts';
import { serveChargen } from '../services/chargen.ts';
import { Room } from '../services/chat/room.ts';
import { pageRoomLimits } from '../services/chat/room-limits.ts';
import { serveDaytime } from '../services/daytime.ts';
import { serveDiscard } from '../services/discard.ts';
import { echoStream } from '../services/echo.ts';
import { Lobby, type Opened } from '../services/lobby/lobby.ts';
import { connectionOf } from '../services/stream-connection.ts';
import { requestSeen } from '../services/web/request-seen.ts';
import { WebServer } from '../services/web/web-server.ts';
import type { World } from '../shell/shell.ts';
import type { ServiceSpec, WebPageSpec } from '../topology/topology.ts';
import type { VirtualHost } from '../virtual-host.ts';

export interface ServiceWorld extends World {
  /** Runs once after `ms` of virtual time. @returns the way to cancel it */
  schedule(run: () => void, ms: number): () => void;
}

const lobbyLimits = { ...pageRoomLimits, opensPerSecond: 1, opensBurst: 10, visitors: 30 };
/** Rooms opened through a lobby get ports from here on. */
const FIRST_ROOM_PORT = 5001;

/** The programs that a virtual host starts by itself: the same code that serves real ports. */
export class HostServices {
  readonly #host: VirtualHost;
  readonly #world: ServiceWorld;
  readonly #log: EvidenceLog;
  readonly #rooms = new Map<number, Room>();
  /** Programs that the host holds for them, so that they end with it. */
  readonly #programs: VirtualHost[] = [];

  constructor(host: VirtualHost, services: readonly ServiceSpec[], world: ServiceWorld, log: EvidenceLog) {
    this.#host = host;
    this.#world = world;
    this.#log = log;
    for (const service of services) this.#start(service);
  }

  /** The host went down. */
  lost(): void {
    for (const program of this.#programs) program.lost();
  }

  #start(service: ServiceSpec): void {
    switch (service.kind) {
      case 'room':
        return this.#openRoom(service.name, service.port, service.password);
      case 'lobby':
        return this.#openLobby(service.port);
      case 'echo':
        return this.#serve('echo', service.port ?? 7, (stream) => void echoStream(stream));
      case 'discard':
        return this.#serve('discard', service.port ?? 9, (stream) => serveDiscard(connectionOf(stream)));
      case 'daytime':
        // A virtual computer has no battery: its clock begins in 1970, as the times of its captures do.
        return this.#serve('daytime', service.port ?? 13, (stream) =>
          serveDaytime(connectionOf(stream), () => this.#world.now()),
        );
      case 'chargen':
        return this.#serve('chargen', service.port ?? 19, (stream) =>
          serveChargen(connectionOf(stream), { now: () => this.#world.now(), schedule: this.#world.schedule }),
        );
      case 'web':
        return this.#openWeb(service.port ?? 80, service.pages);
      case 'dhcp':
      case 'dns':
      case 'dns-resolver':
        // Inside the stack: see make-station.ts.
        return;
    }
  }

  #openWeb(port: number, pages: Readonly<Record<string, WebPageSpec>>): void {
    const server = new WebServer({
      pages,
      witness: (peer, status, request) => {
        const seen = requestSeen(request, status);
        this.#log.append({ kind: 'http.request', port, peer, ...seen, host: this.#host.name });
      },
    });
    this.#serve('web', port, (stream) => server.serve(connectionOf(stream)));
  }

  #openRoom(name: string, port: number, password: string | undefined): void {
    const world = this.#world;
    const room = new Room({
      name,
      ...(password === undefined ? {} : { password }),
      limits: pageRoomLimits,
      now: () => world.now(),
      random: (count) => world.randomBytes(count),
      hmac: (key, message) => world.hmac(key, message),
      schedule: (run, ms) => world.schedule(run, ms),
      witness: (peer, what) =>
        this.#log.append({ kind: 'room.witness', room: name, port, peer, what, host: this.#host.name }),
    });
    this.#rooms.set(port, room);
    this.#serve(`room ${name}`, port, (stream) => room.serve(connectionOf(stream)));
  }

  #openLobby(at: number): void {
    const world = this.#world;
    const lobby = new Lobby({
      limits: lobbyLimits,
      now: () => world.now(),
      schedule: (run, ms) => world.schedule(run, ms),
      rooms: () =>
        [...this.#rooms].map(([port, room]) => ({
          name: room.name,
          port,
          auth: room.auth === 'open' ? 'open' : 'password',
          here: room.size,
        })),
      open: async (name, password): Promise<Opened> => {
        if ([...this.#rooms.values()].some((room) => room.name === name)) return { refused: 'name-taken' };
        let port = FIRST_ROOM_PORT;
        while (this.#rooms.has(port)) port += 1;
        this.#openRoom(name, port, password);
        return { port };
      },
    });
    this.#serve('lobby', at, (stream) => lobby.serve(connectionOf(stream)));
  }

  #serve(owner: string, port: number, take: (stream: Stream) => void): void {
    const program = this.#host.as(owner);
    this.#programs.push(program);
    const accept = async (): Promise<void> => {
      const listener = await program.listen({ address: '0.0.0.0', port });
      for (;;) take(await listener.accept());
    };
    accept().catch((problem: unknown) => {
      // The listener ended with its host; anything else is our own mistake.
      if (!(problem instanceof SocketError)) throw problem;
    });
  }
}
