import type { Endpoint, SocketErrorCode } from '../host.ts';
import type { Evidence } from './event.ts';

/** A TCP connection in the log, or a try that did not become one. `seq` is the place of its first fact. */
export type Attempt =
  | {
      readonly outcome: 'opened';
      readonly seq: number;
      readonly socket: number;
      readonly local: Endpoint;
      readonly remote: Endpoint;
      readonly role: 'client' | 'server';
    }
  | { readonly outcome: 'failed'; readonly seq: number; readonly at: Endpoint; readonly code: SocketErrorCode };

/** Every TCP connection and failed connect, oldest first. */
export function attemptsIn(evidence: readonly Evidence[]): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const fact of evidence) {
    if (fact.kind === 'tcp.opened') {
      const { seq, socket, local, remote, role } = fact;
      attempts.push({ outcome: 'opened', seq, socket, local, remote, role });
    } else if (fact.kind === 'socket.failed' && fact.call === 'connect' && fact.transport === 'tcp') {
      attempts.push({ outcome: 'failed', seq: fact.seq, at: fact.at, code: fact.code });
    }
  }
  return attempts;
}
