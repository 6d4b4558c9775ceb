import { useRef } from 'react';
import type { Evidence } from '../../lab/evidence/event.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';

/** The log keeps this many facts of networks at most; beyond twice that the copy here is made anew. */
const most = 200_000;

/** What a view of a scene reads of the log. `events` grows in place; for another run it is another array. */
export interface SceneEvents {
  readonly events: readonly NetworkEvent[];
  /** `log seq → virtual ns`, for facts that are no events of the network: commands, checks. */
  momentOf(seq: number): number;
}

interface Kept {
  readonly scene: string;
  readonly run: number;
  readonly events: NetworkEvent[];
  readonly seqs: number[];
  seen: number;
}

/** The events of one run of a scene, taken from the evidence as it grows: only what is new is read. */
export function useSceneEvents(evidence: readonly Evidence[], scene: string, run: number): SceneEvents {
  const kept = useRef<Kept | null>(null);
  let now = kept.current;
  if (now?.scene !== scene || now.run !== run || now.events.length > most) {
    now = { scene, run, events: [], seqs: [], seen: -1 };
    kept.current = now;
  }
  const { events, seqs, seen } = now;
  let from = evidence.length;
  while (from > 0 && (evidence[from - 1]?.seq ?? -1) > seen) from -= 1;
  for (let at = from; at < evidence.length; at += 1) {
    const fact = evidence[at];
    if (fact?.kind !== 'network' || fact.scene !== scene || fact.run !== run) continue;
    events.push(fact.event);
    seqs.push(fact.seq);
  }
  now.seen = evidence.at(-1)?.seq ?? seen;
  return { events, momentOf: (seq) => momentBefore(events, seqs, seq) };
}

function momentBefore(events: readonly NetworkEvent[], seqs: readonly number[], seq: number): number {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seqs[middle] ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return events[low - 1]?.at ?? 0;
}
