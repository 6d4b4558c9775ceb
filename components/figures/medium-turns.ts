import { simEvents } from '../../lab/checks/sim-events.ts';
import type { Evidence } from '../../lab/evidence/event.ts';

/** What a station did on a shared medium, ns from the beginning of the first attempt. */
export interface Turn {
  readonly station: string;
  readonly what: 'spoiled' | 'jams' | 'waits' | 'listens' | 'sent';
  readonly from: number;
  readonly to: number;
  /** What the die showed, for `waits`. */
  readonly slots?: number;
  readonly faces?: number;
}

const stationOf = (point: string): string => point.split(':')[0] ?? point;
/** A jam is so long (IEEE 802.3 cl. 4.2.3.2.4), and before each frame go eight octets, behind it four of FCS. */
const jamBits = 32;
const around = 8 + 4;
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
  for (const { from, frame, bytes, starts, ends } of sent) {
    const station = stationOf(from);
    // A spoiled attempt ends where its station throws the die.
    const stopped = spoiled.has(frame) ? waits.find(({ point, at }) => point === from && at > starts)?.at : undefined;
    const jam = (jamBits * (ends - starts)) / ((bytes.length + around) * 8);
    const talked = stopped === undefined ? ends : Math.max(starts, stopped - jam);
    turns.push({ station, what: spoiled.has(frame) ? 'spoiled' : 'sent', from: starts - zero, to: talked - zero });
    if (stopped !== undefined) turns.push({ station, what: 'jams', from: talked - zero, to: stopped - zero });
  }
  for (const { point, at, attempt, slots, until } of waits) {
    const station = stationOf(point);
    const faces = 2 ** Math.min(attempt, 10);
    turns.push({ station, what: 'waits', from: at - zero, to: until - zero, slots, faces });
    // The slots are over, and somebody talks, or has only now fallen silent.
    const again = sent.find(({ from, starts }) => from === point && starts > at)?.starts ?? until;
    if (again > until) turns.push({ station, what: 'listens', from: until - zero, to: again - zero });
  }
  return turns.sort((one, other) => one.from - other.from);
}
