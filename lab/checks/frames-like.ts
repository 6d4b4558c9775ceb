import { parseFilter } from '../capture/filter.ts';
import type { FrameTest } from './sim-events.ts';

/**
 * Frames that a filter of tcpdump lets through, for `matching` of `simFrames`.
 * @param says what they are, in the plural: `ICMP echo requests`
 * @throws Error for a filter that cannot be read: then a lesson does not build
 */
export function framesLike(filter: string, says: string): { readonly test: FrameTest; readonly says: string } {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) throw new Error(`${filter}: ${parsed.problem}`);
  return { test: parsed.matches, says };
}
