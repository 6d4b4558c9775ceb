import { pingWays } from '../../lab/views/ping-ways.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { type Owner, owners, wires } from './owners.ts';

/** A way that pings have taken over the map. */
export interface WayTaken {
  readonly owners: readonly Owner[];
  readonly cables: readonly string[];
  /** ns, of the last answered ping that took it. */
  readonly roundTrip: number;
}

export interface MapFacts {
  /** The way of the last ping that was answered, and of the last before it that went another way. */
  readonly now: WayTaken | null;
  readonly before: WayTaken | null;
  /** Pings without an answer since the last that had one. */
  readonly unanswered: number;
  readonly cut: ReadonlySet<string>;
}

const first: Owner['id'] = 'home';

/** The owners along these cables, in order; the cables inside a network lead nowhere new. */
function along(cables: readonly string[]): Owner[] {
  const passed: Owner['id'][] = [first];
  for (const cable of cables) {
    const wire = wires.find((each) => each.cable === cable);
    const here = passed.at(-1);
    if (wire && here !== undefined) passed.push(wire.from === here ? wire.to : wire.from);
  }
  return passed.flatMap((id) => owners.filter((owner) => owner.id === id));
}

/** What the run of the five networks shows on their map. @param device whose pings they are */
export function mapFacts(events: readonly NetworkEvent[], device: string): MapFacts {
  const cut = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'link.changed') continue;
    if (event.up) cut.delete(event.link);
    else cut.add(event.link);
  }
  const pings = pingWays(events, device);
  const answered = pings.flatMap(({ cables, roundTrip }): WayTaken[] =>
    roundTrip === null ? [] : [{ owners: along(cables), cables, roundTrip }],
  );
  const now = answered.at(-1) ?? null;
  const before = answered.findLast(({ cables }) => cables.join() !== now?.cables.join()) ?? null;
  const last = pings.findLastIndex(({ roundTrip }) => roundTrip !== null);
  // The last one may be on its way still.
  const unanswered = Math.max(0, pings.length - 1 - last - 1);
  return { now, before, unanswered, cut };
}
