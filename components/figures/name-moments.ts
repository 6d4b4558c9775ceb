import { programRuns } from '../../lab/checks/program-runs.ts';
import { socketsSeen } from '../../lab/checks/sockets-seen.ts';
import type { Evidence } from '../../lab/evidence/event.ts';
import { endpointText } from '../../lab/host.ts';

/** What getsockname or getpeername answers. */
export type Answer = 'zeros' | 'server' | 'client' | 'ENOTCONN';
export type SocketName = 'client' | 'listener' | 'conversation';

export interface Cell {
  readonly own: Answer;
  readonly peer: Answer;
}

export interface Moment {
  readonly name: string;
  readonly calls: string;
  /** Null: there is no such socket in a program's hands yet. */
  readonly sockets: Readonly<Record<SocketName, Cell | null>>;
}

const fresh: Cell = { own: 'zeros', peer: 'ENOTCONN' };
const listening: Cell = { own: 'server', peer: 'ENOTCONN' };
const connected: Cell = { own: 'client', peer: 'server' };

/** Four moments of one conversation, and the answers at each: socket(2), bind(2), RFC 9293 §3.9.1; measured on Linux. */
export const moments: readonly Moment[] = [
  {
    name: 'created',
    calls: 'both sides: socket()',
    sockets: { client: fresh, listener: fresh, conversation: null },
  },
  {
    name: 'listening',
    calls: 'server: bind(), listen()',
    sockets: { client: fresh, listener: listening, conversation: null },
  },
  {
    name: 'connected',
    calls: 'client: connect(); server: nothing',
    sockets: { client: connected, listener: listening, conversation: null },
  },
  {
    name: 'accepted',
    calls: 'server: accept()',
    sockets: { client: connected, listener: listening, conversation: { own: 'server', peer: 'client' } },
  },
];

export const answerNames: Readonly<Record<Answer, string>> = {
  zeros: '0.0.0.0:0',
  server: 'the server’s port',
  client: 'the client’s port',
  ENOTCONN: 'error: ENOTCONN',
};

/** The reader's own run of the server: which moment it has come to (from 0), and the two names, as far as they are known. */
export interface OwnRun {
  readonly moment: number | null;
  readonly server: string | null;
  readonly client: string | null;
}

export function ownRun(evidence: readonly Evidence[], file: string): OwnRun {
  const run = programRuns(evidence, file).at(-1);
  const listener = evidence.findLast(
    (fact) =>
      fact.kind === 'tcp.listening' &&
      run !== undefined &&
      fact.seq > run.started &&
      fact.seq < (run.ended?.seq ?? Number.POSITIVE_INFINITY),
  );
  if (listener?.kind !== 'tcp.listening') return { moment: run ? 0 : null, server: null, client: null };
  const server = endpointText(listener.local);
  const ends = socketsSeen(evidence).filter(({ opened }) => opened > listener.seq);
  const client = ends.find(({ role, remote }) => role === 'client' && endpointText(remote) === server);
  if (!client) return { moment: 1, server, client: null };
  const answered = ends.some(
    ({ role, remote, sent }) => role === 'server' && remote.port === client.local.port && sent.length > 0,
  );
  return { moment: answered ? 3 : 2, server, client: endpointText(client.local) };
}
