import type { Check } from './check.ts';
import { type Count, enough, simEvents, wantedText } from './sim-events.ts';
import { counted, missing, seen } from './verdict.ts';

/** The TCP of a host sent so many segments again, for any reason but probing a closed window. */
export function simRetx(scene: string, host: string, count: Count = 1): Check {
  return (evidence) => {
    const found = simEvents(evidence, scene, 'tcp.retransmitted').filter(
      (event) => event.device === host && event.why !== 'zero-window-probe' && event.why !== 'keep-alive',
    );
    const least = typeof count === 'number' ? count : count.exactly;
    if (enough(found.length, count)) {
      const places = found.slice(Math.max(0, least - 1)).map((event) => event.seq);
      return seen(`${host} sent ${counted(found.length, 'segment')} again.`, places.length > 0 ? places : [0]);
    }
    const so = found.length === 0 ? 'nothing' : counted(found.length, 'segment');
    return missing(`${host} sent ${so} again so far. This step wants ${wantedText(count, 'segment')}.`);
  };
}
