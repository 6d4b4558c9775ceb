import type { Evidence } from '../../lab/evidence/event.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';

/** What happened in a lab's network since it last began anew. */
export function eventsOfLatestRun(evidence: readonly Evidence[], scene: string): NetworkEvent[] {
  let run = 0;
  let events: NetworkEvent[] = [];
  for (const fact of evidence) {
    if (fact.kind !== 'network' || fact.scene !== scene || fact.run < run) continue;
    if (fact.run > run) {
      run = fact.run;
      events = [];
    }
    events.push(fact.event);
  }
  return events;
}
