import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { openerOf, type ProgramRun, programRuns } from './program-runs.ts';
import { missing, seen } from './verdict.ts';

/** The errors of the bingo, in the words of the operating system (ENOTFOUND is Node's word for a name without address). */
export type Caused = 'ECONNREFUSED' | 'EADDRINUSE' | 'ECONNRESET' | 'EPIPE' | 'ENOTCONN' | 'EMSGSIZE' | 'ENOTFOUND';

/** What a program that did not get the error has done instead, as far as the log tells. */
const instead: Readonly<Record<Caused, (evidence: readonly Evidence[], run: ProgramRun) => string>> = {
  ECONNREFUSED: () => 'No connect of yours was refused yet. Call a port where nobody listens.',
  EADDRINUSE: (evidence, run) =>
    evidence.some((fact) => fact.kind === 'tcp.listening' && of(evidence, fact.socket) === run)
      ? 'Every listener of yours got its port. Ask for one that a listener of yours holds already.'
      : 'No port was denied to you yet: ask for one twice.',
  ECONNRESET: () => 'Nobody was reset yet. The end that has not read what was sent to it has to close.',
  EPIPE: (evidence, run) =>
    evidence.some((fact) => fact.kind === 'tcp.sent' && of(evidence, fact.socket) === run && fact.bytes.length === 1)
      ? 'The send after the other side had closed returned 1, as if all were well. The error comes with a later one: send more often.'
      : 'Nothing was sent into a connection that the other side had closed.',
  ENOTCONN: () => 'No socket was asked for a peer that it does not have.',
  EMSGSIZE: (evidence, run) => {
    const sent = evidence.findLast((fact) => fact.kind === 'udp.sent' && of(evidence, fact.socket) === run);
    return sent?.kind === 'udp.sent'
      ? `A datagram of ${sent.length ?? sent.bytes.length} bytes went out. UDP over IPv4 carries 65,507 at most: ask for one more.`
      : 'No datagram was too long yet. UDP over IPv4 carries 65,507 bytes at most.';
  },
  ENOTFOUND: () => 'No name was looked up in vain yet. A name is text, in quotes.',
};

const of = (evidence: readonly Evidence[], socket: number): ProgramRun | null => openerOf(evidence, socket);

/** Each of these errors reached a run of the program; not all of them need be the same run. */
export function errorsCaused(file: string, ...wanted: readonly Caused[]): Check {
  return (evidence) => {
    const runs = programRuns(evidence, file);
    const last = runs.at(-1);
    if (!last) return missing(`\`${file}\` has not run yet: \`python ${file}\`.`);
    const inRun = (seq: number): boolean =>
      runs.some(({ started, ended }) => seq > started && seq < (ended?.seq ?? Number.POSITIVE_INFINITY));
    const first = new Map<string, number>();
    for (const fact of evidence)
      if ((fact.kind === 'socket.failed' || fact.kind === 'call.failed') && inRun(fact.seq) && !first.has(fact.code))
        first.set(fact.code, fact.seq);
    const lacking = wanted.find((code) => !first.has(code));
    if (lacking !== undefined) return missing(instead[lacking](evidence, last));
    return seen(`Your program has met ${wanted.join(', ')}.`, [
      Math.max(...wanted.map((code) => first.get(code) ?? 0)),
    ]);
  };
}
