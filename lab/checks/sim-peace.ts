import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { type FramesWanted, framesSeen } from './sim-frames.ts';
import { counted, missing, seen } from './verdict.ts';

/** The box at the other end of this cable was replaced by another: the cable was pulled out of one and put into the other. */
export function simReplugged(scene: string, cable: string, box: string): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'link.changed').filter(({ link }) => link === cable);
    const done = changes.filter(({ up }, index) => up && changes.slice(0, index).some(({ gone }) => gone));
    if (done.length === 0)
      return missing(`The cables are still in the old ${box}. The button puts a switch in its place.`);
    return seen(
      'The cables are in another box now.',
      done.map(({ seq }) => seq),
    );
  };
}

/** Stations have talked at the same time at this hub, and it was noise. */
export function simCollided(scene: string, hub: string): Check {
  return (evidence) => {
    const found = simEvents(evidence, scene, 'collision').filter((one) => one.hub === hub);
    const first = found[0];
    if (first === undefined) return missing('Nobody has collided yet. It takes two who begin at the same moment.');
    const who = first.points.map((point) => point.split(':')[0]).join(' and ');
    return seen(
      `${counted(found.length, 'collision')}; the first was of ${who}.`,
      found.map(({ seq }) => seq),
    );
  };
}

/**
 * Since `since` came true for the last time, so many frames arrived, and none collided.
 * @param unheard frames that must not have passed there since
 */
export function simPeace(
  scene: string,
  since: Check,
  arrived: Omit<FramesWanted, 'count'> & { readonly least: number },
  unheard: Omit<FramesWanted, 'count'> & { readonly otherwise: string },
): Check {
  return (evidence) => {
    const begin = since(evidence);
    if (!begin.passed) return missing(begin.saying);
    const from = begin.at?.at(-1) ?? 0;
    const after = (places: readonly number[]): number[] => places.filter((seq) => seq > from);
    const collisions = after(simEvents(evidence, scene, 'collision').map(({ seq }) => seq));
    if (collisions.length > 0) return missing('There was a collision since then: the medium is still shared.');
    if (after(framesSeen(evidence, scene, unheard)).length > 0) return missing(unheard.otherwise);
    const here = after(framesSeen(evidence, scene, arrived));
    const last = here[arrived.least - 1];
    if (last === undefined)
      return missing(
        `${counted(here.length, 'frame')} at ${arrived.at} since then. This step waits for ${arrived.least}, begun at the same moment.`,
      );
    return seen(`${counted(here.length, 'frame')} at ${arrived.at}, no collision.`, [last]);
  };
}
