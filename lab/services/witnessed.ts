import type { ServiceEvent } from '../evidence/event.ts';
import type { Connection } from './connection.ts';

/** The same connection, with somebody beside it who counts its bytes and tells of its beginning and its end. */
export function witnessed(connection: Connection, tell: (what: ServiceEvent) => void): Connection {
  let received = 0;
  let sent = 0;
  let ended = (_how: 'fin' | 'rst' | 'local'): void => {};
  // Here and not in onEnd below: a service that hangs up first may not care how it ends.
  connection.onEnd((how) => {
    ended(how);
    tell({ event: 'left', how: how === 'local' ? 'dropped' : how, received, sent });
  });
  tell({ event: 'connected' });
  return {
    peer: connection.peer,
    get waiting() {
      return connection.waiting;
    },
    write(bytes) {
      const taken = connection.write(bytes);
      if (taken) sent += bytes.length;
      return taken;
    },
    end: () => connection.end(),
    destroy: () => connection.destroy(),
    pause: () => connection.pause(),
    resume: () => connection.resume(),
    onDrained: (drained) => connection.onDrained(drained),
    onBytes: (take) =>
      connection.onBytes((bytes) => {
        received += bytes.length;
        take(bytes);
      }),
    onEnd: (listener) => {
      ended = listener;
    },
  };
}
