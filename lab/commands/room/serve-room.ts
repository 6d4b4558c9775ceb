import type { RoomEvent } from '../../evidence/event.ts';
import type { CloseReason, Endpoint, Listener } from '../../host.ts';
import { Room } from '../../services/chat/room.ts';
import { pageRoomLimits } from '../../services/chat/room-limits.ts';
import { connectionOf } from '../../services/stream-connection.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';
import { ServedProcess, servedOn } from './served.ts';

export interface ServedRoom {
  readonly name: string;
  readonly password?: string | undefined;
  readonly challenge: boolean;
  /** Called for each thing a member does. */
  tell(peer: Endpoint, event: RoomEvent): string | null;
}

/** How long members may take to close after the room has said goodbye. Milliseconds. */
const GOODBYE_MS = 1000;

/**
 * Serves a chat/1 room on a listener of this page until Ctrl-C; then tells the members and closes. `room pause` freezes
 * it and `room kill` ends it without a word, by its name.
 */
export async function serveRoom(listener: Listener, served: ServedRoom, context: Context): Promise<number> {
  const process = new ServedProcess(listener.local.port);
  const others = servedOn(context.host);
  others.set(served.name, process);
  const signal = AbortSignal.any([context.signal, process.signal]);
  let printing: Promise<void> = Promise.resolve();
  const open = new Set<Promise<CloseReason>>();
  const room = new Room({
    name: served.name,
    ...(served.password === undefined ? {} : { password: served.password }),
    challenge: served.challenge,
    limits: pageRoomLimits,
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
      context.log.append({ kind: 'room.witness', room: served.name, port: listener.local.port, peer, what });
      const line = served.tell(peer, what);
      // A pipe that nobody reads any more ends this command through its signal; the room need not care.
      if (line !== null) printing = printing.then(() => context.output.write(`${line}\n`, 'dim')).catch(() => {});
    },
  });
  try {
    for (;;) {
      const stream = process.hold(held(context.host, await listener.accept(signal)));
      await process.running();
      const { closed } = stream;
      open.add(closed);
      void closed.then(() => open.delete(closed));
      room.serve(connectionOf(stream));
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
