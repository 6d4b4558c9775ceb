import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * Somebody has cut this cable (`cut`), or plugged it in (`mended`) after it had been cut or had begun so.
 * @param named what the lesson calls it: `the cable of pc3`
 */
export function simCable(scene: string, cable: string, wanted: 'cut' | 'mended', named: string): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'link.changed').filter(({ link }) => link === cable);
    // Every cable is made whole; one that begins cut is cut right then. So only a mend after a cut is somebody's.
    const done = changes.filter(({ up }, index) =>
      wanted === 'cut' ? !up : up && changes.slice(0, index).some((earlier) => !earlier.up),
    );
    if (done.length > 0)
      return seen(
        `${capital(named)} is ${wanted === 'cut' ? 'out' : 'in'}.`,
        done.map(({ seq }) => seq),
      );
    if (wanted === 'mended' && changes.length > 0 && changes.every(({ up }) => up))
      return missing(`${capital(named)} has not been out yet in this network. Pull it first, then plug it in.`);
    return missing(
      wanted === 'cut'
        ? `${capital(named)} is still plugged in at both ends. The button pulls it; so does a click on the cable.`
        : `${capital(named)} is not plugged in yet. The button does it; so does a click on the cable.`,
    );
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
