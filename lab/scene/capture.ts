import type { NetworkEvent, PointName } from '../../network/trace/event.ts';
import { type CapturedFrame, encodePcapng } from '../../network/wire/pcapng.ts';
import type { Evidence } from '../evidence/event.ts';

/** The events of one scene in a log, oldest first. @param run the latest in the log unless said */
export function eventsOf(evidence: readonly Evidence[], scene: string, run?: number): NetworkEvent[] {
  const wanted = run ?? latestRun(evidence, scene);
  const events: NetworkEvent[] = [];
  for (const fact of evidence)
    if (fact.kind === 'network' && fact.scene === scene && fact.run === wanted) events.push(fact.event);
  return events;
}

/** The number of the run under way; 0 when there is none. */
export function latestRun(evidence: readonly Evidence[], scene: string): number {
  const last = evidence.findLast((fact) => fact.kind === 'network' && fact.scene === scene);
  return last?.kind === 'network' ? last.run : 0;
}

/**
 * A pcapng of what passed these points, as taps there would have seen it: frames that left when their first bit did,
 * frames that came once they were whole. An FCS is kept where a frame had a wrong one.
 * @param points all of them unless said
 */
export function captureOf(events: readonly NetworkEvent[], points?: readonly PointName[]): Uint8Array {
  const names: PointName[] = [...(points ?? [])];
  const index = (name: PointName): number => {
    const found = names.indexOf(name);
    if (found !== -1 || points !== undefined) return found;
    return names.push(name) - 1;
  };
  const sent = new Map<number, Extract<NetworkEvent, { kind: 'frame.sent' }>>();
  const damaged = new Set<number>();
  const frames: CapturedFrame[] = [];
  const add = (point: PointName, at: number, bytes: Uint8Array, direction: 'inbound' | 'outbound', fcs?: number) => {
    const which = index(point);
    if (which === -1) return;
    if (fcs !== undefined) damaged.add(which);
    frames.push({ interface: which, at, bytes, direction, ...(fcs === undefined ? {} : { fcs }) });
  };
  for (const event of events) {
    if (event.kind === 'frame.sent') {
      sent.set(event.frame, event);
      add(event.from, event.starts, event.bytes, 'outbound', event.fcs);
    } else if (event.kind === 'frame.received') {
      const original = sent.get(event.frame);
      const bytes = event.bytes ?? original?.bytes;
      if (bytes !== undefined) add(event.point, event.at, bytes, 'inbound', event.fcs ?? original?.fcs);
    }
  }
  frames.sort((a, b) => a.at - b.at);
  return encodePcapng(
    names.map((name, at) => ({ name, fcs: damaged.has(at) })),
    frames,
  );
}
