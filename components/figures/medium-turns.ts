import { simEvents } from '../../lab/checks/sim-events.ts';
import type { Evidence } from '../../lab/evidence/event.ts';

/** What a station did on a shared medium, ns from the beginning of the first attempt. */
export interface Turn {
  readonly station: string;
  readonly what: 'spoiled' | 'sent' | 'waits';
  readonly from: number;
  readonly to: number;
  /** What the die showed, for `waits`. */
  readonly slots?: number;
  readonly faces?: number;
}

const stationOf = (point: string): string => point.split(':')[0] ?? point;
/** Turns that follow each other within this belong to one contest, ns. */
const contest = 1_000_000;

/** The last contest for a hub, from its first collision until both have spoken; empty while nobody has collided. */
export function lastContest(evidence: readonly Evidence[], scene: string, hub: string): readonly Turn[] {
  const collisions = simEvents(evidence, scene, 'collision').filter((one) => one.hub === hub);
  let first = collisions.at(-1);
  for (const each of collisions.toReversed()) if (first && first.at - each.at < contest) first = each;
  if (first === undefined) return [];
  const within = (at: number): boolean => at > first.at - contest / 10 && at < first.at + contest;
  const sent = simEvents(evidence, scene, 'frame.sent').filter(
    ({ from, starts }) => stationOf(from) !== hub && within(starts),
  );
  const spoiled = new Set(
    simEvents(evidence, scene, 'frame.dropped')
      .filter(({ reason }) => reason === 'collision')
      .map(({ frame }) => frame),
  );
  const waits = simEvents(evidence, scene, 'backoff').filter(({ at }) => within(at));
  const zero = Math.min(...sent.map(({ starts }) => starts));
  const turns: Turn[] = [];
  for (const { from, frame, starts, ends } of sent) {
    // A spoiled attempt ends where its station throws the die.
    const stopped = spoiled.has(frame) ? waits.find(({ point, at }) => point === from && at > starts)?.at : undefined;
    turns.push({
      station: stationOf(from),
      what: spoiled.has(frame) ? 'spoiled' : 'sent',
      from: starts - zero,
      to: (stopped ?? ends) - zero,
    });
  }
  for (const { point, at, attempt, slots, until } of waits)
    turns.push({
      station: stationOf(point),
      what: 'waits',
      from: at - zero,
      to: until - zero,
      slots,
      faces: 2 ** Math.min(attempt, 10),
    });
  return turns.sort((one, other) => one.from - other.from);
}
