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
