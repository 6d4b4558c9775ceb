import type { DropReason } from '../../network/trace/event.ts';
import type { Check } from './check.ts';
import { type Count, enough, type FrameTest, simEvents, wantedText } from './sim-events.ts';
import { counted, missing, seen } from './verdict.ts';

/** What a check says of a reason before it was seen; the others are words already. */
const reasonWords: Partial<Record<DropReason, string>> = {
  fcs: 'wrong FCS',
  'ip-checksum': 'wrong IP checksum',
  'icmp-checksum': 'wrong ICMP checksum',
  'tcp-checksum': 'wrong TCP checksum',
  'udp-checksum': 'wrong UDP checksum',
  ttl: 'TTL used up',
  'no-route': 'no route',
  'not-for-me': 'not for me',
};

/**
 * So many frames ended there for this reason.
 * @param where a cable, a capture point, or a device (any of its points)
 */
export function simDrop(
  scene: string,
  where: string,
  reason: DropReason,
  count: Count = 1,
  test: FrameTest = () => true,
): Check {
  return (evidence) => {
    const why = reasonWords[reason] ?? reason;
    const here = simEvents(evidence, scene, 'frame.dropped').filter(
      (drop) => (drop.where === where || drop.where.startsWith(`${where}:`)) && test(drop.bytes),
    );
    const found = here.filter((drop) => drop.reason === reason);
    const least = typeof count === 'number' ? count : count.exactly;
    if (enough(found.length, count)) {
      const places = found.slice(Math.max(0, least - 1)).map((drop) => drop.seq);
      const last = found.at(-1);
      return seen(
        last === undefined
          ? `Nothing was dropped at ${where} (${why}).`
          : `${counted(found.length, 'frame')} ended at ${where}. ${last.says}`,
        places.length > 0 ? places : [0],
      );
    }
    if (found.length > 0)
      return missing(
        `${counted(found.length, 'frame')} ended at ${where} (${why}) so far. This step wants ${wantedText(count, 'frame')}.`,
      );
    const other = here.at(-1);
    if (other !== undefined) return missing(`A frame ended at ${where}, for another reason: ${other.says}`);
    return missing(`No frame ended at ${where} yet (${why}).`);
  };
}
