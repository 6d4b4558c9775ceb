import { createHmac, randomBytes } from 'node:crypto';
import type { RoomEvent } from '../../lab/evidence/event.ts';
import type { Endpoint } from '../../lab/host.ts';
import { GuessBrake, guessLimits } from '../../lab/services/chat/guess-brake.ts';
import type { RoomLimits } from '../../lab/services/chat/room-limits.ts';
import { Lobby, type LobbyLimits, type LobbyRow } from '../../lab/services/lobby/lobby.ts';
import { type ChatServerLimits, chatLimits, chatServerLimits, lobbyLimits } from '../config.ts';
import { Admission } from './admission.ts';
import { type Listening, listen } from './listen.ts';
import { openFileLimit } from './open-files.ts';
import { Rooms } from './rooms.ts';

export interface ChatOptions {
  /** The ports for rooms, both ends included; `from: 0` lets the system choose each. */
  readonly chatPorts: { readonly from: number; readonly to: number };
  /** 0 for any free port. */
  readonly lobbyPort: number;
  /** What differs from config.ts. */
  readonly limits?: {
    readonly room?: Partial<RoomLimits>;
    readonly lobby?: Partial<LobbyLimits>;
    readonly server?: Partial<ChatServerLimits>;
  };
  /** Where everything listens beside 127.0.0.1: addresses of this machine, in a class. */
  readonly alsoOn?: readonly string[];
  /** Who counts as one guesser of passwords; by its address unless said. */
  groupOf?(address: string): string;
  /** Whether whoever speaks from `peer` in the room on `port` may not be heard just now. */
  isMuted?(peer: Endpoint, port: number): boolean;
  /** What a room saw of one of its members. Never any text. */
  witness?(room: string, port: number, peer: Endpoint, event: RoomEvent): void;
  /** One line for whoever runs the server. Never any text or password. */
  log?(line: string): void;
}

export interface ChatServer {
  readonly lobbyPort: number;
  /** The rooms that are open now, in the order of their ports. */
  rooms(): readonly LobbyRow[];
  /** Members of all rooms. */
  readonly members: number;
  /** Nobody in the room is heard until it goes on. @returns false if there is no such room */
  pause(room: string, paused: boolean): boolean;
  isPaused(room: string): boolean;
  /** Tells everybody BYE and why, closes with FIN and frees every port, within 1.5 s also when members do not read. */
  close(reason: string): Promise<void>;
}

/** Open from the start. The password of `blue` is printed in the first lesson: it is there to be shown, not to keep anybody out. */
const BOOT_ROOMS = [{ name: 'blue', password: 'first-hop' }, { name: 'green' }] as const;

/**
 * Opens the lobby and the first rooms on real TCP ports of 127.0.0.1, and in a class of the machine's own addresses.
 * @throws PortTaken for the lobby's port or one of the first rooms'; nothing stays open then
 */
export async function startChat(options: ChatOptions): Promise<ChatServer> {
  const limits: ChatServerLimits = { ...chatServerLimits, ...options.limits?.server };
  const log = (line: string): void => options.log?.(line);
  const files = Math.max(1, Math.floor((openFileLimit() - limits.reservedFiles) / FILES_A_LEARNER));
  const admission = new Admission(Math.min(limits.connections, files), limits.connectionsPerAddress);
  const clock = { now: () => performance.now(), schedule };
  const hosts = ['127.0.0.1', ...(options.alsoOn ?? [])];
  const rooms = new Rooms({
    ...clock,
    ports: options.chatPorts,
    limits: { ...chatLimits, ...options.limits?.room },
    backlog: limits.backlog,
    emptyRoomMs: limits.emptyRoomMs,
    closeMs: limits.closeMs,
    admission,
    hosts,
    isMuted: (peer, port) => options.isMuted?.(peer, port) ?? false,
    brake: new GuessBrake(clock.now, guessLimits, options.groupOf),
    random: (count) => randomBytes(count),
    hmac: (key, message) => createHmac('sha256', key).update(message).digest(),
    defer: setImmediate,
    // Not from Node's pool of buffers, which would keep words after everybody has left.
    allocate: (bytes) => Buffer.allocUnsafeSlow(bytes),
    witness: (room, port, peer, event) => options.witness?.(room, port, peer, event),
    log,
  });
  const lobby = new Lobby({
    ...clock,
    limits: { ...lobbyLimits, ...options.limits?.lobby },
    rooms: () => rooms.rows,
    open: (name, password) => rooms.openForGuest(name, password),
    log,
  });
  let lobbyListening: Listening;
  try {
    for (const [at, { name, ...room }] of BOOT_ROOMS.entries()) {
      if (rooms.portAt(at) > options.chatPorts.to) continue;
      await rooms.open(name, 'password' in room ? room.password : undefined, rooms.portAt(at));
    }
    const { backlog } = limits;
    const serve = lobby.serve.bind(lobby);
    const purpose = 'lobby';
    lobbyListening = await listen({ port: options.lobbyPort, hosts, purpose, backlog, admission, serve, log });
  } catch (error) {
    await rooms.close('The server could not start.');
    throw error;
  }
  return {
    lobbyPort: lobbyListening.port,
    rooms: () => rooms.rows,
    get members() {
      return rooms.members;
    },
    pause: (room, paused) => rooms.pause(room, paused),
    isPaused: (room) => rooms.isPaused(room),
    async close(reason) {
      lobbyListening.stop();
      lobby.close(reason);
      await Promise.all([rooms.close(reason), lobbyListening.drained(limits.closeMs)]);
    },
  };
}

/** A learner's terminal costs three: the page's WebSocket, the bridge's end and the room's end of one connection. */
const FILES_A_LEARNER = 3;

function schedule(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  // Sockets keep the process alive, not what waits for them.
  timer.unref();
  return () => clearTimeout(timer);
}
