import type { Evidence } from '../../lab/evidence/event.ts';

/** How a crowd of bots was greeted in a room of the learner. */
export interface ShapeWait {
  readonly key: number;
  /** `loop, computing for 3 s` */
  readonly shape: string;
  readonly bots: number;
  /** ms; null where somebody was not greeted at all. */
  readonly longestMs: number | null;
}

/** One row for each crowd that came to a room which this page served in a shape. */
export function shapeWaits(evidence: readonly Evidence[]): readonly ShapeWait[] {
  const shapes = new Map<number, string>();
  const rows: ShapeWait[] = [];
  for (const fact of evidence) {
    if (fact.kind === 'room.served')
      shapes.set(fact.port, fact.sayMs > 0 ? `${fact.arch}, computing for ${fact.sayMs / 1000} s` : fact.arch);
    if (fact.kind !== 'bots.left' || fact.bots.some(({ deaf }) => deaf)) continue;
    const shape = shapes.get(fact.port);
    if (shape === undefined || fact.bots.length === 0) continue;
    const waits = fact.bots.map(({ greetedMs }) => greetedMs);
    const longestMs = waits.includes(null) ? null : Math.max(...waits.map((ms) => ms ?? 0));
    rows.push({ key: fact.seq, shape, bots: waits.length, longestMs });
  }
  return rows;
}

/** Who is served and who waits in a room of the learner at this moment. */
export interface QueueNow {
  readonly key: string;
  readonly port: number;
  /** The port of the member that the room works for, or null. */
  readonly working: number | null;
  /** Ports of those who wait, and for what. */
  readonly waiting: readonly { readonly port: number; readonly what: 'greet' | 'lines' | 'goodbye' }[];
}

/** The queues that are not empty, as each room told them last. */
export function queuesNow(evidence: readonly Evidence[]): readonly QueueNow[] {
  const latest = new Map<number, Extract<Evidence, { kind: 'room.queues' }>>();
  for (const fact of evidence) if (fact.kind === 'room.queues') latest.set(fact.port, fact);
  return [...latest.values()].flatMap(({ port, queues }) =>
    queues.map(({ working, waiting }, at) => ({
      key: `${port}-${at}`,
      port,
      working: working?.port ?? null,
      waiting: waiting.map(({ peer, what }) => ({ port: peer.port, what })),
    })),
  );
}
