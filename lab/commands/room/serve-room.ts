import type { RoomEvent } from '../../evidence/event.ts';
import type { CloseReason, Endpoint, Listener, Stream } from '../../host.ts';
import { Room } from '../../services/chat/room.ts';
import { pageRoomLimits, type RoomLimits } from '../../services/chat/room-limits.ts';
import { connectionOf } from '../../services/stream-connection.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';
import { ServedProcess, servedOn } from './served.ts';
import { throughWorkers } from './through-workers.ts';
import { MOST_WAITING, type SlowPolicy, WaitingBytes } from './waiting-bytes.ts';
import { type Architecture, Workers } from './workers.ts';

export interface ServedRoom {
  readonly name: string;
  readonly password?: string | undefined;
  readonly challenge: boolean;
  /** Called for each thing a member does. */
  tell(peer: Endpoint, event: RoomEvent): string | null;
  /** Only for trials: how it shares its time out, and what it does about who does not read. */
  readonly shape?: Shape | undefined;
}

export interface Shape {
  readonly arch: Architecture;
  /** How long it computes whenever somebody says something, ms. */
  readonly sayMs: number;
  readonly slow: SlowPolicy;
}

/** How long members may take to close after the room has said goodbye. Milliseconds. */
const GOODBYE_MS = 1000;

/**
 * Serves a chat/1 room on a listener of this page until Ctrl-C; then tells the members and closes. `room pause` freezes
 * it and `room kill` ends it without a word, by its name.
 */
export async function serveRoom(listener: Listener, served: ServedRoom, context: Context): Promise<number> {
  const { port } = listener.local;
  const { shape } = served;
  const process = new ServedProcess(port);
  const about = { room: served.name, port } as const;
  const sleep = async (ms: number): Promise<void> => {
    await context.sleep(ms);
    await process.running();
  };
  const workers = new Workers(shape?.arch ?? 'loop', sleep, (queues) =>
    context.log.append({ kind: 'room.queues', ...about, arch: shape?.arch ?? 'loop', queues }),
  );
  const waiting = new WaitingBytes(
    (bytes) => context.log.append({ kind: 'room.buffered', ...about, slow: shape?.slow ?? 'drop', bytes }),
    (ms) => context.sleep(ms),
  );
  const others = servedOn(context.host);
  others.set(served.name, process);
  const signal = AbortSignal.any([context.signal, process.signal]);
  let printing: Promise<void> = Promise.resolve();
  const open = new Set<Promise<CloseReason>>();
  const room = new Room({
    name: served.name,
    ...(served.password === undefined ? {} : { password: served.password }),
    challenge: served.challenge,
    limits: shape === undefined ? pageRoomLimits : limitsOf(shape),
    now: () => context.now(),
    random: (count) => context.randomBytes(count),
    hmac: (key, message) => context.hmac(key, message),
    schedule: (run, ms) => {
      let isWanted = true;
      const due = async (): Promise<void> => {
        await context.sleep(ms);
        await process.running();
        if (isWanted) run();
      };
      void due();
      return () => {
        isWanted = false;
      };
    },
    witness: (peer, what) => {
      // What is dead sees nothing any more.
      if (process.killed) return;
      context.log.append({ kind: 'room.witness', ...about, peer, what });
      const line = served.tell(peer, what);
      // A pipe that nobody reads any more ends this command through its signal; the room need not care.
      if (line !== null) printing = printing.then(() => context.output.write(`${line}\n`, 'dim')).catch(() => {});
    },
  });
  if (shape !== undefined) context.log.append({ kind: 'room.served', ...about, ...shape });
  process.dismiss = (nick) => room.dismiss(nick, 'You were asked to leave.');
  try {
    for (;;) {
      const stream = process.hold(held(context.host, await listener.accept(signal)));
      await process.running();
      const { closed } = stream;
      open.add(closed);
      void closed.then(() => open.delete(closed));
      if (shape === undefined) {
        room.serve(connectionOf(stream));
        continue;
      }
      const paced = shape.slow === 'wait' ? slowedBy(stream, waiting) : stream;
      const greet = (): void => room.serve(throughWorkers(waiting.watch(connectionOf(paced)), workers, shape.sayMs));
      workers.add({ peer: stream.remote, what: 'greet', ms: 0, run: greet });
      if (shape.arch === 'serial') await Promise.race([closed, aborted(signal)]);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    if (process.killed) {
      await context.error.write('The room was killed. Nobody in it was told.\n', 'dim');
      return 137;
    }
    process.thaw();
    const members = room.size;
    room.close('The room closes.');
    await Promise.race([Promise.all(open), context.sleep(GOODBYE_MS)]);
    await printing;
    const told =
      members === 0
        ? 'nobody was in it'
        : members === 1
          ? 'its one member was told'
          : `its ${members} members were told`;
    await context.error.write(`The room is closed; ${told}.\n`, 'dim');
    return 130;
  } finally {
    listener.close();
    if (others.get(served.name) === process) others.delete(served.name);
  }
}

/** Trials are about hands and memory, so there is no limit on lines a second. */
function limitsOf({ slow }: Shape): RoomLimits {
  const many = 1_000_000;
  const waitingBytes = slow === 'drop' ? MOST_WAITING : Number.POSITIVE_INFINITY;
  const stuckMs = slow === 'drop' ? pageRoomLimits.stuckMs : Number.POSITIVE_INFINITY;
  return {
    ...pageRoomLimits,
    linesPerSecond: many,
    burstLines: many,
    waitingBytes,
    waitingAnswers: waitingBytes,
    stuckMs,
  };
}

/** A stream that is read only while everybody has room for what it may say. */
function slowedBy(stream: Stream, waiting: WaitingBytes): Stream {
  return {
    id: stream.id,
    local: stream.local,
    remote: stream.remote,
    closed: stream.closed,
    read: async (signal) => {
      await waiting.everybodyHasRoom();
      return stream.read(signal);
    },
    write: (bytes) => stream.write(bytes),
    end: () => stream.end(),
    close: () => stream.close(),
    reset: () => stream.reset(),
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
