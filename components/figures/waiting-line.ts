import type { Evidence } from '../../lab/evidence/event.ts';

/** What waited in one room of the learner, over time. */
export interface WaitingRun {
  readonly room: string;
  /** `drop`, `wait` or `keep`. */
  readonly slow: string;
  /** ms since the room first held something, and bytes. */
  readonly points: readonly { readonly ms: number; readonly bytes: number }[];
  readonly most: number;
}

/** The newest run of each habit (`keep`, `wait`, `drop`), in that order. */
export function waitingRuns(evidence: readonly Evidence[]): readonly WaitingRun[] {
  const runs = new Map<string, { room: string; slow: string; from: number; points: { ms: number; bytes: number }[] }>();
  for (const fact of evidence) {
    // Another crowd, another run.
    if (fact.kind === 'room.served') runs.delete(fact.slow);
    if (fact.kind !== 'room.buffered') continue;
    const run = runs.get(fact.slow) ?? { room: fact.room, slow: fact.slow, from: fact.ms, points: [] };
    runs.set(fact.slow, run);
    run.points.push({ ms: fact.ms - run.from, bytes: fact.bytes });
  }
  return ['keep', 'wait', 'drop'].flatMap((slow) => {
    const run = runs.get(slow);
    if (!run) return [];
    return [{ room: run.room, slow, points: run.points, most: Math.max(...run.points.map(({ bytes }) => bytes)) }];
  });
}
