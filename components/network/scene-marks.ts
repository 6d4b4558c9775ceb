import type { Evidence } from '../../lab/evidence/event.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import { countUntil } from '../../lab/views/fold.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import type { TimelineMark } from './timeline.tsx';

/** More of them than this make a comb that nobody can hit: the latest are kept. */
const mostMarks = 24;

/** What stands out on the timeline: commands at the network's terminals, answers, losses. */
export function marksIn(
  evidence: readonly Evidence[],
  events: readonly NetworkEvent[],
  momentOf: (seq: number) => number,
  topology: Topology,
): TimelineMark[] {
  const devices = new Set(topology.devices.map(({ name }) => name));
  const first =
    events.length > 0 ? evidence.findIndex((fact) => fact.kind === 'network' && fact.event === events[0]) : -1;
  const marks: TimelineMark[] = [];
  for (const fact of first < 0 ? [] : evidence.slice(first)) {
    if (fact.kind === 'command.started' && devices.has(fact.terminal.split('.')[0] ?? ''))
      marks.push({ at: momentOf(fact.seq), label: `${fact.terminal}: ${fact.line}`, kind: 'command' });
    else if (fact.kind === 'network' && fact.event.kind === 'frame.dropped') {
      const { at, reason, says } = fact.event;
      if (losses.has(reason)) marks.push({ at, label: 'A frame was lost', kind: 'loss' });
      else if (unsent.has(reason)) marks.push({ at, label: says, kind: 'loss' });
    }
  }
  return marks.slice(-mostMarks);
}

const losses = new Set(['loss', 'cut', 'queue-full', 'collision', 'excessive-collisions', 'removed-by-hand', 'fcs']);
/** Packets that never became a frame, which no cable shows. */
const unsent = new Set(['no-route', 'no-arp-answer']);

/** When the frame before a moment left; 0 when there was none. */
export function previousFrameAt(events: readonly NetworkEvent[], moment: number): number {
  for (let at = countUntil(events, moment - 1) - 1; at >= 0; at -= 1) {
    const event = events[at];
    if (event?.kind === 'frame.sent') return event.at;
  }
  return 0;
}

/** When the frame after a moment left, or null when that is still to come. */
export function nextFrameAt(events: readonly NetworkEvent[], moment: number): number | null {
  for (let at = countUntil(events, moment); at < events.length; at += 1) {
    const event = events[at];
    if (event?.kind === 'frame.sent') return event.at;
  }
  return null;
}
