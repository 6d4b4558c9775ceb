import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** A cable went dead: it was cut, or the device at one of its ends was switched off. */
export function simDead(scene: string, cable: string, says: { readonly dead: string; readonly alive: string }): Check {
  return (evidence) => {
    const dead = simEvents(evidence, scene, 'link.changed').filter((change) => change.link === cable && !change.up);
    if (dead.length === 0) return missing(says.alive);
    return seen(
      says.dead,
      dead.map((change) => change.seq),
    );
  };
}
