import { SocketError, type Stream } from '../host.ts';
import type { Connection } from './connection.ts';

/** Bytes that may wait for a peer that sends and does not read; then nothing more is read until it has taken them. */
const WAITING_BYTES = 256 * 1024;

/** The echo service (RFC 862): every byte comes back, until the peer finishes. */
export function serveEcho(connection: Connection): void {
  connection.onDrained(() => connection.resume());
  connection.onBytes((bytes) => {
    connection.write(bytes);
    if (connection.waiting > WAITING_BYTES) connection.pause();
  });
  connection.onEnd((how) => {
    if (how === 'fin') connection.end();
  });
}

/** The same for a stream, which can wait for a slow peer: nothing is read before what came was sent. */
export async function echoStream(stream: Stream): Promise<void> {
  try {
    for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) await stream.write(bytes);
    stream.end();
  } catch (problem) {
    // A peer that resets is gone, and nothing is left to do for it.
    if (!(problem instanceof SocketError)) throw problem;
  }
}
