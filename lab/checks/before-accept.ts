import type { Evidence } from '../evidence/event.ts';
import { endpointText } from '../host.ts';
import type { Check } from './check.ts';
import { isOf, openerOf, programRuns } from './program-runs.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** What one run of a server did: its listener, and what came to it. */
interface Waiting {
  readonly port: number;
  readonly opened: number;
  readonly callers: readonly { readonly client: SeenSocket; readonly served: SeenSocket | null }[];
}

function waitingIn(evidence: readonly Evidence[], file: string): readonly Waiting[] {
  const sockets = socketsSeen(evidence);
  return evidence.flatMap((fact) => {
    if (fact.kind !== 'tcp.listening' || fact.host !== undefined) return [];
    const run = openerOf(evidence, fact.socket);
    if (!run || !isOf(run, file)) return [];
    const { port } = fact.local;
    const callers = sockets
      .filter(({ role, remote, opened }) => role === 'client' && remote.port === port && opened > fact.seq)
      .map((client) => ({
        client,
        served: sockets.find(({ role, remote }) => role === 'server' && remote.port === client.local.port) ?? null,
      }));
    return [{ port, opened: fact.seq, callers }];
  });
}

/** The program listens, on a port that the system chose. */
export function listensAnywhere(file: string): Check {
  return (evidence) => {
    const listeners = waitingIn(evidence, file);
    const chosen = listeners.filter(({ port }) => port >= 32_768);
    const last = listeners.at(-1);
    if (chosen.length > 0)
      return seen(
        `Your program listens on ${chosen.at(-1)?.port}, a port that the system chose.`,
        chosen.map(({ opened }) => opened),
      );
    if (last)
      return missing(`Your program listens on ${last.port}, which you chose yourself. Port 0 means: you choose.`);
    const run = programRuns(evidence, file).at(-1);
    if (!run) return missing(`\`${file}\` has not run yet: \`python ${file}\`.`);
    if (!run.ended) return missing(`\`${file}\` runs, and nothing of it listens yet.`);
    return missing(
      `\`${file}\` has run, and nothing of it listens. The message in the terminal names the line where it ended.`,
    );
  };
}

/** A caller of the program's listener was connected and had sent something. */
export function calledAndSent(file: string): Check {
  return (evidence) => {
    const listeners = waitingIn(evidence, file);
    const last = listeners.at(-1);
    if (!last) return missing(listensAnywhere(file)(evidence).saying);
    const sent = listeners.flatMap(({ callers }) => callers.flatMap(({ client }) => client.sent.slice(0, 1)));
    if (sent.length > 0)
      return seen(
        'connect had returned, and bytes had gone, before anybody called accept.',
        sent.map(({ seq }) => seq),
      );
    if (last.callers.length > 0) return missing('Somebody is connected and has sent nothing yet. Type a word there.');
    return missing(`Nobody has called port ${last.port} yet. That is the number your server printed.`);
  };
}

/** The table was read while a caller was established, had sent, and the program had not answered it: not accepted yet. */
export function establishedBeforeAccept(file: string): Check {
  return (evidence) => {
    const before = calledAndSent(file)(evidence);
    if (!before.passed) return before;
    const found: { seq: number; queue: number }[] = [];
    let late = false;
    for (const { port, callers } of waitingIn(evidence, file))
      for (const { client, served } of callers) {
        const from = client.sent[0]?.seq;
        if (from === undefined) continue;
        const answered = served?.sent[0]?.seq ?? Number.POSITIVE_INFINITY;
        for (const fact of evidence) {
          if (fact.kind !== 'table.read' || fact.seq < from) continue;
          const row = fact.table.rows.find(
            ({ state, local, remote }) =>
              state === 'ESTAB' && local.port === port && endpointText(remote) === endpointText(client.local),
          );
          if (row && fact.seq < answered) found.push({ seq: fact.seq, queue: row.receiveQueue });
          if (fact.seq > answered) late = true;
        }
      }
    const last = found.at(-1);
    if (last)
      return seen(
        `ESTAB${last.queue > 0 ? `, with ${last.queue} bytes in Recv-Q` : ''}, and your program had not called accept.`,
        found.map(({ seq }) => seq),
      );
    if (late)
      return missing(
        'When you looked, your server had accepted already. Run it again, and look before you press Enter.',
      );
    return missing('A caller waits. Look at the table now, before you press Enter: `ss -tan`.');
  };
}

/** The program read and answered on the socket that accept returned, which has the listener's port. */
export function answeredOnNewSocket(file: string): Check {
  return (evidence) => {
    const listeners = waitingIn(evidence, file);
    const answered = listeners.flatMap(({ port, callers }) =>
      callers.flatMap(({ served }) =>
        served?.sent[0] ? [{ port, local: served.local, seq: served.sent[0].seq }] : [],
      ),
    );
    const last = answered.at(-1);
    if (last)
      return seen(
        `The new socket is ${endpointText(last.local)}: the listener’s port, with a peer of its own.`,
        answered.map(({ seq }) => seq),
      );
    const before = calledAndSent(file)(evidence);
    if (!before.passed) return before;
    const asked = evidence.some(
      (fact) => fact.kind === 'call.failed' && fact.call === 'recv' && fact.code === 'ENOTCONN',
    );
    if (asked)
      return missing(
        'Your program asked the listener for bytes: ENOTCONN. A listener carries none; the new socket does. Mend it, and do the steps from the first once more.',
      );
    const run = programRuns(evidence, file).at(-1);
    if (run?.ended && run.ended.status !== 0)
      return missing(
        'Your program ended before it had answered. accept gives back a pair: the socket, and a name. Mend it, and do the steps from the first once more.',
      );
    return missing('Nobody has been answered yet. Press Enter where your server runs.');
  };
}
