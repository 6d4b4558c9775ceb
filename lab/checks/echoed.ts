import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { openerOf, type ProgramRun, programRuns } from './program-runs.ts';
import { sameEndpoint, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** What a program of this name needs to have done, with its two witnesses: its own socket, and the echo server. */
export interface EchoWanted {
  readonly transport: 'tcp' | 'udp';
  /** `sockets.py` */
  readonly file: string;
}

/** A program sent something to the echo server, and the same bytes came back to the same socket. */
export function echoed({ transport, file }: EchoWanted): Check {
  return (evidence) => {
    const runs = programRuns(evidence, file);
    const last = runs.at(-1);
    if (!last)
      return missing(`\`${file}\` has not run yet. The Run button of the editor runs it, or \`python ${file}\`.`);
    const found = transport === 'tcp' ? throughStream(evidence, runs) : byDatagram(evidence, runs);
    if (found.length > 0) {
      const how = transport === 'tcp' ? 'Your stream socket' : 'Your datagram socket';
      return seen(`${how} sent bytes to the echo server, and the same bytes came back to it.`, found);
    }
    return missing(notYet(evidence, last, transport, file));
  };
}

/** The echo server says itself who came to it. */
function cameToEcho(evidence: readonly Evidence[], transport: 'tcp' | 'udp', port: number): boolean {
  return evidence.some(
    (fact) =>
      fact.kind === 'service.witness' &&
      fact.service === 'echo' &&
      fact.transport === transport &&
      fact.peer.port === port,
  );
}

const of = (evidence: readonly Evidence[], socket: number, runs: readonly ProgramRun[]): boolean => {
  const opener = openerOf(evidence, socket);
  return opener !== null && runs.includes(opener);
};

function throughStream(evidence: readonly Evidence[], runs: readonly ProgramRun[]): readonly number[] {
  return socketsSeen(evidence).flatMap(({ socket, role, local, sent, received }) => {
    const [out, back] = [joined(sent.map(({ bytes }) => bytes)), joined(received.map(({ bytes }) => bytes))];
    const isEcho = role === 'client' && cameToEcho(evidence, 'tcp', local.port) && of(evidence, socket, runs);
    const last = received.at(-1);
    return isEcho && last && out.length > 0 && out === back ? [last.seq] : [];
  });
}

function byDatagram(evidence: readonly Evidence[], runs: readonly ProgramRun[]): readonly number[] {
  return evidence.flatMap((fact) => {
    if (fact.kind !== 'udp.received' || !of(evidence, fact.socket, runs)) return [];
    const bound = evidence.find((one) => one.kind === 'udp.bound' && one.socket === fact.socket);
    if (bound?.kind !== 'udp.bound' || !cameToEcho(evidence, 'udp', bound.local.port)) return [];
    const same = evidence.some(
      (one) =>
        one.kind === 'udp.sent' &&
        one.socket === fact.socket &&
        sameEndpoint(one.to, fact.from) &&
        joined([one.bytes]) === joined([fact.bytes]),
    );
    return same ? [fact.seq] : [];
  });
}

function notYet(evidence: readonly Evidence[], run: ProgramRun, transport: 'tcp' | 'udp', file: string): string {
  const inRun = evidence.filter(({ seq }) => seq > run.started && seq < (run.ended?.seq ?? Number.POSITIVE_INFINITY));
  const refused = inRun.find((fact) => fact.kind === 'socket.failed' && fact.call === 'connect');
  if (refused?.kind === 'socket.failed')
    return `The connect to port ${refused.at.port} came to nothing: ${refused.code}. Echo listens on another port.`;
  const opened = inRun.some((fact) => fact.kind === 'tcp.opened');
  const sent = inRun.some((fact) => fact.kind === (transport === 'tcp' ? 'tcp.sent' : 'udp.sent'));
  const ended = run.ended === null ? 'It still runs.' : `It ended with status ${run.ended.status}.`;
  if (sent) return `\`${file}\` sent something, and the same bytes have not come back to it yet. ${ended}`;
  if (transport === 'udp')
    return opened
      ? `The stream of \`${file}\` is connected, and no datagram has left it yet. ${ended} The last line it printed says where it stopped.`
      : `No datagram of \`${file}\` has left yet. ${ended} The last line it printed says where it stopped.`;
  return opened
    ? `\`${file}\` is connected, and has sent nothing. ${ended} The last line it printed says why.`
    : `\`${file}\` opened no connection. ${ended} The last line it printed says why.`;
}

const joined = (pieces: readonly Uint8Array[]): string => pieces.map((bytes) => bytes.join()).join();
