import { ManualClock, seededBytes } from '../manual-clock.ts';
import { MemoryConnection } from '../memory-connection.ts';
import { Room, type RoomOptions } from './room.ts';
import { pageRoomLimits, type RoomLimits } from './room-limits.ts';

/** A room for tests: its clock is moved by hand, its HMAC is a toy, what it witnessed and logged is kept. */
export class TestRoom {
  readonly clock = new ManualClock();
  readonly witnessed: string[] = [];
  readonly logged: string[] = [];
  readonly room: Room;
  #port = 40_000;

  constructor(options: Partial<Omit<RoomOptions, 'limits'>> & { limits?: Partial<RoomLimits> } = {}) {
    this.room = new Room({
      name: 'blue',
      now: () => this.clock.now(),
      schedule: (run, ms) => this.clock.schedule(run, ms),
      random: seededBytes(1),
      hmac: (key, message) => Uint8Array.from([...key, 0, ...message]),
      witness: (peer, event) => this.witnessed.push(`${peer.port} ${Object.values(event).join(' ')}`),
      log: (line) => this.logged.push(line),
      ...options,
      limits: { ...pageRoomLimits, ...options.limits },
    });
  }

  /** Connects; the greeting has arrived. */
  async connect(address?: string): Promise<MemoryConnection> {
    const connection = new MemoryConnection(this.#port++, address);
    this.room.serve(connection);
    await settled();
    return connection;
  }

  /** Connects and joins; the greeting and the OK are read already. @returns the connection and its nick */
  async join(password?: string): Promise<[MemoryConnection, string]> {
    const connection = await this.connect();
    if (password !== undefined) connection.say(`PASS ${password}`);
    await settled();
    const nick = /OK you=(\S+)/.exec(connection.text)?.[1] ?? 'not in';
    connection.takeLines();
    return [connection, nick];
  }
}

/** Everything that waits only for promises has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
