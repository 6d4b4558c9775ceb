import type { RoomEvent } from '../evidence/event.ts';
import type { Endpoint, Service } from '../host.ts';
import { Room } from '../services/chat/room.ts';
import { pageRoomLimits } from '../services/chat/room-limits.ts';
import type { Connection } from '../services/connection.ts';
import { Lobby } from '../services/lobby/lobby.ts';
import { connectionOf } from '../services/stream-connection.ts';
import type { MemoryComputer } from './memory-computer.ts';
import { MemoryHost } from './memory-host.ts';
import { testWorld } from './test-world.ts';

export const testServices: readonly Service[] = [
  { name: 'lobby', kind: 'lobby', transport: 'tcp', port: 4999 },
  { name: 'blue', kind: 'room', transport: 'tcp', port: 5001 },
  { name: 'green', kind: 'room', transport: 'tcp', port: 5002 },
];

interface OpenRoom {
  readonly room: Room;
  readonly port: number;
}

/** What lab-server starts, on a computer in memory: the lobby, blue (password first-hop), green (open). */
export class ChatServer {
  readonly rooms = new Map<string, OpenRoom>();
  readonly events: { room: string; peer: Endpoint; event: RoomEvent }[] = [];
  readonly #host: MemoryHost;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(computer: MemoryComputer) {
    this.#host = new MemoryHost({ computer });
  }

  static async start(computer: MemoryComputer): Promise<ChatServer> {
    const server = new ChatServer(computer);
    await server.open('blue', 5001, 'first-hop');
    await server.open('green', 5002, undefined);
    const limits = { ...pageRoomLimits, opensPerSecond: 100, opensBurst: 100, visitors: 100 };
    const lobby = new Lobby({
      limits,
      now: testWorld.now,
      schedule: (run, ms) => server.#schedule(run, ms),
      rooms: () =>
        [...server.rooms.values()].map(({ room, port }) => ({
          name: room.name,
          port,
          auth: room.auth === 'open' ? ('open' as const) : ('password' as const),
          here: room.size,
        })),
      open: async (name, password) => {
        if (server.rooms.has(name)) return { refused: 'name-taken' };
        const port = 5001 + server.rooms.size;
        await server.open(name, port, password);
        return { port };
      },
    });
    await server.#serve(4999, (connection) => lobby.serve(connection));
    return server;
  }

  async open(name: string, port: number, password: string | undefined, challenge = false): Promise<void> {
    const room = new Room({
      name,
      ...(password === undefined ? {} : { password }),
      challenge,
      limits: pageRoomLimits,
      now: testWorld.now,
      random: testWorld.randomBytes,
      hmac: testWorld.hmac,
      schedule: (run, ms) => this.#schedule(run, ms),
      witness: (peer, event) => this.events.push({ room: name, peer, event }),
    });
    this.rooms.set(name, { room, port });
    await this.#serve(port, (connection) => room.serve(connection));
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #schedule(run: () => void, ms: number): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  async #serve(port: number, take: (connection: Connection) => void): Promise<void> {
    const listener = await this.#host.listen({ address: '127.0.0.1', port });
    const accept = async (): Promise<void> => {
      for (;;) take(connectionOf(await listener.accept()));
    };
    // Ends with the test: nobody closes this listener.
    void accept();
  }
}
