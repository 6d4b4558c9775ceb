import type { TcpEnd, TcpSocket } from '../../network/stack/sockets.ts';
import { problemOf } from './recorder.ts';
import type { Activity } from './wakeups.ts';

const problems: Readonly<Record<TcpEnd, string>> = {
  refused: 'ECONNREFUSED',
  timeout: 'ETIMEDOUT',
  unreachable: 'EHOSTUNREACH',
  rst: 'ECONNRESET',
  fin: 'ECONNRESET',
};

/** Resolves once the handshake is done. @throws SocketError; the signal's reason, after the attempt was given up */
export function established(socket: TcpSocket, activity: Activity, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      socket.user = {};
      signal?.removeEventListener('abort', aborted);
      activity.woke();
    };
    const aborted = (): void => {
      done();
      socket.abort();
      reject(signal?.reason);
    };
    socket.user = {
      established: () => {
        done();
        resolve();
      },
      closed: (end) => {
        done();
        reject(problemOf(problems[end]));
      },
    };
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
    // Over loopback the handshake may be done before anybody could listen.
    if (socket.state === 'ESTAB' || socket.state === 'CLOSE-WAIT') socket.user.established?.();
  });
}
