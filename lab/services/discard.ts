import type { Connection } from './connection.ts';

/** The discard service (RFC 863): takes every byte and says nothing, until the peer finishes. */
export function serveDiscard(connection: Connection): void {
  connection.onBytes(() => {});
  connection.onEnd((how) => {
    if (how === 'fin') connection.end();
  });
}
