import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * Somebody has cut this cable (`cut`), or plugged it in again (`mended`).
 * @param named what the lesson calls it: `the cable of pc3`
 */
export function simCable(scene: string, cable: string, wanted: 'cut' | 'mended', named: string): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'link.changed').filter(({ link }) => link === cable);
    // Before anybody touches it, a cable is made as it stands at the start: that is its first event or its first two.
    const done = changes.filter(({ up, at }) => at > 0 && up === (wanted === 'mended'));
    if (done.length > 0)
      return seen(
        `${capital(named)} is ${wanted === 'cut' ? 'out' : 'in'}.`,
        done.map(({ seq }) => seq),
      );
    return missing(
      wanted === 'cut'
        ? `${capital(named)} is still plugged in at both ends. The button pulls it; so does a click on the cable.`
        : `${capital(named)} is not plugged in again yet. The button does it; so does a click on the cable.`,
    );
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
