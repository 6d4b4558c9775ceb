import type { Evidence } from './event.ts';
import { payloadText } from './payload-text.ts';

/** A fact, with the data facts of one direction that follow each other joined into one turn. */
export interface Burst {
  readonly fact: Evidence;
  readonly bytes: number;
  readonly times: number;
  readonly preview: string;
}

export function burstsOf(facts: readonly Evidence[]): readonly Burst[] {
  const bursts: Burst[] = [];
  for (const fact of closedByTheRightEnd(facts)) {
    if (fact.kind !== 'tcp.sent' && fact.kind !== 'tcp.received') {
      bursts.push({ fact, bytes: 0, times: 1, preview: '' });
      continue;
    }
    const last = bursts.at(-1);
    const preview = payloadText(fact.bytes);
    if (last && last.fact.kind === fact.kind)
      bursts[bursts.length - 1] = { ...last, bytes: last.bytes + fact.bytes.length, times: last.times + 1 };
    else bursts.push({ fact, bytes: fact.bytes.length, times: 1, preview });
  }
  return bursts;
}

/**
 * Our own close is logged when we ask for it, the peer's FIN when it has come up to the page. When both happen within
 * one trip, `tcp.closed` knows better who was first, so its word decides the order.
 */
function closedByTheRightEnd(facts: readonly Evidence[]): readonly Evidence[] {
  const closed = facts.find((fact) => fact.kind === 'tcp.closed');
  if (closed?.kind !== 'tcp.closed' || closed.how !== 'fin') return facts;
  const isFinish = (by: 'local' | 'remote') => (fact: Evidence) => fact.kind === 'tcp.finished' && fact.by === by;
  const first = facts.findIndex(isFinish(closed.by));
  const second = facts.findIndex(isFinish(closed.by === 'local' ? 'remote' : 'local'));
  if (first < 0 || second < 0 || first < second) return facts;
  const moved = facts[first];
  if (!moved) return facts;
  const others = facts.filter((_, index) => index !== first);
  return [...others.slice(0, second), moved, ...others.slice(second)];
}
