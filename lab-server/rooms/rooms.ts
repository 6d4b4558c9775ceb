import type { RoomEvent } from '../../lab/evidence/event.ts';
import type { Endpoint } from '../../lab/host.ts';
import { Room, type RoomOptions } from '../../lab/services/chat/room.ts';
import type { LobbyRow, Opened } from '../../lab/services/lobby/lobby.ts';
import type { Admission } from './admission.ts';
import { type Listening, listen } from './listen.ts';
import { PortTaken } from './port-taken.ts';

/** What all rooms share. */
export interface RoomsOptions
  extends Pick<RoomOptions, 'now' | 'schedule' | 'limits' | 'random' | 'hmac' | 'brake' | 'defer' | 'allocate'> {
  /** Where every room listens. */
  readonly hosts: readonly string[];
  /** Whether whoever speaks from `peer` in the room on `port` may not be heard just now. */
  isMuted(peer: Endpoint, port: number): boolean;
  readonly ports: { readonly from: number; readonly to: number };
  readonly backlog: number;
  readonly emptyRoomMs: number;
  readonly closeMs: number;
  readonly admission: Admission;
  witness(room: string, port: number, peer: Endpoint, event: RoomEvent): void;
  log(line: string): void;
}

interface OpenRoom {
  readonly room: Room;
  readonly listening: Listening;
  /** Calls off the closing that was planned when it was last empty. */
  cancelVanish: () => void;
}

/** The rooms on real ports: opens them, lists them, lets the guests' rooms go. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #open = new Map<string, OpenRoom>();
  /** Names whose listener is not ready yet. */
  readonly #opening = new Set<string>();
  #closed = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** In the order of their ports. */
  get rows(): readonly LobbyRow[] {
    const rows = Array.from(this.#open.values(), ({ room, listening }): LobbyRow => {
      return {
        name: room.name,
        port: listening.port,
        auth: room.auth === 'open' ? 'open' : 'password',
        here: room.size,
      };
    });
    return rows.sort((a, b) => a.port - b.port);
  }

  /** Nobody in the room is heard until it goes on. @returns false if there is no such room */
  pause(name: string, paused: boolean): boolean {
    const open = this.#open.get(name);
    if (open) open.room.paused = paused;
    return open !== undefined;
  }

  isPaused(name: string): boolean {
    return this.#open.get(name)?.room.paused ?? false;
  }

  get members(): number {
    let members = 0;
    for (const { room } of this.#open.values()) members += room.size;
    return members;
  }

  /** The port of the `at`th place in the pool, 0 when the system chooses. */
  portAt(at: number): number {
    return this.#options.ports.from === 0 ? 0 : this.#options.ports.from + at;
  }

  /** @throws PortTaken */
  async open(name: string, password: string | undefined, port: number, onEmpty?: () => void): Promise<OpenRoom> {
    const { ports: _ports, hosts, isMuted, witness, log, admission, backlog, ...shared } = this.#options;
    let at = port;
    const room = new Room({
      ...shared,
      name,
      ...(password === undefined ? {} : { password }),
      witness: (peer, event) => witness(name, at, peer, event),
      isMuted: (peer) => isMuted(peer, at),
      log,
      ...(onEmpty === undefined ? {} : { onEmpty }),
    });
    const serve = room.serve.bind(room);
    const listening = await listen({ port, hosts, purpose: `room ${name}`, backlog, admission, serve, log });
    at = listening.port;
    const open: OpenRoom = { room, listening, cancelVanish: () => {} };
    this.#open.set(name, open);
    // The server was closed while this one was being opened.
    if (this.#closed) await this.#shut(open, 'The server is stopping.');
    return open;
  }

  /** Opens a room that goes some time after its last member has left, on the first free port of the pool. */
  async openForGuest(name: string, password: string | undefined): Promise<Opened> {
    if (this.#open.has(name) || this.#opening.has(name)) return { refused: 'name-taken' };
    this.#opening.add(name);
    try {
      const open = await this.#openAnywhere(name, password);
      return open === undefined ? { refused: 'no-port-left' } : { port: open.listening.port };
    } finally {
      this.#opening.delete(name);
    }
  }

  /** Closes all of them. Resolves when every connection is over, at most `closeMs` later. */
  async close(reason: string): Promise<void> {
    this.#closed = true;
    await Promise.all(Array.from(this.#open.values(), (open) => this.#shut(open, reason)));
  }

  async #openAnywhere(name: string, password: string | undefined): Promise<OpenRoom | undefined> {
    const taken = new Set(Array.from(this.#open.values(), ({ listening }) => listening.port));
    for (const port of this.#pool()) {
      if (port !== 0 && taken.has(port)) continue;
      try {
        const open: OpenRoom = await this.open(name, password, port, () => vanishLater());
        const vanishLater = (): void => this.#vanishLater(open);
        vanishLater();
        return open;
      } catch (error) {
        // A learner's own program may have this port: take the next.
        if (!(error instanceof PortTaken)) throw error;
      }
    }
    return undefined;
  }

  *#pool(): Generator<number> {
    const { from, to } = this.#options.ports;
    for (let port = from; port <= Math.max(from, to); port++) {
      if (from === 0) yield 0;
      else yield port;
      if (from === 0) return;
    }
  }

  #vanishLater(open: OpenRoom): void {
    open.cancelVanish();
    open.cancelVanish = this.#options.schedule(() => {
      if (open.room.size > 0) return;
      this.#shut(open, 'Nobody was here for a while.').catch((error) => this.#options.log(`${error}`));
    }, this.#options.emptyRoomMs);
  }

  async #shut(open: OpenRoom, reason: string): Promise<void> {
    if (this.#open.get(open.room.name) === open) this.#open.delete(open.room.name);
    open.cancelVanish();
    open.listening.stop();
    open.room.close(reason);
    await open.listening.drained(this.#options.closeMs);
  }
}
