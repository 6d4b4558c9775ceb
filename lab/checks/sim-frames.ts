import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type Count, enough, type FrameTest, type Seen, simEvents, wantedText } from './sim-events.ts';
import { counted, missing, seen } from './verdict.ts';

export interface FramesWanted {
  /** A capture point (`pc1:eth0`), a device (any of its points) or a cable. */
  readonly at: string;
  /** Which frames, and in words: `ICMP echo requests` … */
  readonly matching?: { readonly test: FrameTest; readonly says: string };
  /** Seen coming in, going out, or either unless said. */
  readonly direction?: 'in' | 'out';
  /** One at least unless said. */
  readonly count?: Count;
}

/** So many frames passed there. A frame that several points of one device saw counts at each of them. */
export function simFrames(scene: string, wanted: FramesWanted): Check {
  const { at, matching, count = 1 } = wanted;
  const which = matching === undefined ? '' : ` (${matching.says})`;
  const noun = `frame${which}`;
  return (evidence) => {
    const found = framesSeen(evidence, scene, wanted);
    const least = typeof count === 'number' ? count : count.exactly;
    if (enough(found.length, count))
      return seen(
        `${counted(found.length, 'frame')}${which} at ${at}.`,
        least === 0 ? [simEvents(evidence, scene, 'frame.sent').at(-1)?.seq ?? 0] : found.slice(least - 1),
      );
    if (found.length === 0)
      return missing(`No ${noun} was seen at ${at} yet. This step wants ${wantedText(count, 'frame')}.`);
    return missing(
      `${counted(found.length, 'frame')}${which} at ${at} so far. This step wants ${wantedText(count, 'frame')}.`,
    );
  };
}

/** The places in the log (`seq`) where such a frame passed, oldest first. */
export function framesSeen(
  evidence: readonly Evidence[],
  scene: string,
  { at, matching, direction }: Omit<FramesWanted, 'count'>,
): number[] {
  const isAt = (point: string): boolean => point === at || point.startsWith(`${at}:`);
  const matches = (bytes: Uint8Array): boolean => matching === undefined || matching.test(bytes);
  const sent = simEvents(evidence, scene, 'frame.sent');
  const found: number[] = [];
  if (direction !== 'in')
    for (const frame of sent)
      if ((isAt(frame.from) || frame.link === at) && matches(frame.bytes)) found.push(frame.seq);
  if (direction !== 'out') {
    const byNumber = new Map<number, Seen<'frame.sent'>>(sent.map((frame) => [frame.frame, frame]));
    for (const frame of simEvents(evidence, scene, 'frame.received')) {
      const bytes = frame.bytes ?? byNumber.get(frame.frame)?.bytes;
      if (isAt(frame.point) && bytes !== undefined && matches(bytes)) found.push(frame.seq);
    }
  }
  return found.sort((a, b) => a - b);
}
