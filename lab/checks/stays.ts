import type { Evidence } from '../evidence/event.ts';
import { isOf, openerOf, type ProgramRun } from './program-runs.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';

/** A connection of the program through the relay, and its greeting. */
export interface Stay {
  readonly socket: SeenSocket;
  readonly run: ProgramRun;
  readonly greeted: number;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function staysIn(evidence: readonly Evidence[], port: number, file: string): readonly Stay[] {
  return socketsSeen(evidence).flatMap((socket) => {
    const run = openerOf(evidence, socket.socket);
    const greeted = socket.received[0]?.seq;
    if (socket.role !== 'client' || socket.remote.port !== port || !run || !isOf(run, file)) return [];
    return greeted === undefined ? [] : [{ socket, run, greeted }];
  });
}

/** Where the relay was frozen, and until when; `until` is infinite while it is. */
export function frostsAt(
  evidence: readonly Evidence[],
  port: number,
): readonly { seq: number; ms: number; until: number }[] {
  return evidence.flatMap((fact) => {
    if (fact.kind !== 'relay.set' || fact.port !== port || fact.state !== 'frozen') return [];
    const thaw = evidence.find(
      (later) => later.kind === 'relay.set' && later.port === port && later.seq > fact.seq && later.state !== 'frozen',
    );
    return [{ seq: fact.seq, ms: fact.ms, until: thaw?.seq ?? Number.POSITIVE_INFINITY }];
  });
}

/** How often the room was asked who is here, after `from`. */
export const asks = ({ sent }: SeenSocket, from: number): number =>
  sent.filter(({ seq, bytes }) => seq > from && /^who\b/i.test(text(bytes))).length;

/** Where the room's answers to such questions came. */
export const answersTo = ({ received }: SeenSocket): readonly number[] =>
  received.flatMap(({ seq, bytes }) => (/^HERE /m.test(text(bytes)) ? [seq] : []));

/** It asked, and its last question was no whole line. */
export const asksHalfLines = ({ sent }: SeenSocket): boolean => {
  const last = sent.at(-1);
  return last !== undefined && !text(last.bytes).endsWith('\n');
};

/** Where our own side let go of a connection, by FIN or RST. */
export const endOf = (evidence: readonly Evidence[], { socket }: SeenSocket): Evidence | undefined =>
  evidence.find(
    (fact) =>
      (fact.kind === 'tcp.finished' || fact.kind === 'tcp.closed') && fact.socket === socket && fact.by === 'local',
  );

/** That end came with Ctrl-C. */
export const wasStopped = ({ ended }: ProgramRun, end: Evidence): boolean =>
  ended !== null && (end.seq > ended.seq || (ended.status === 130 && end.seq > ended.seq - 20));
