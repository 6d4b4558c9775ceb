import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * A device has a route to this prefix.
 * @param via the next router; null for a network of its own, left out for any
 */
export function simRoute(scene: string, device: string, prefix: string, via?: string | null): Check {
  const way = (router: string | null): string => (router === null ? 'directly' : `via ${router}`);
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'route.changed').filter(
      (change) => change.device === device && change.prefix === prefix,
    );
    const right = changes.filter((change) => change.how !== 'removed' && (via === undefined || change.via === via));
    const first = right[0];
    if (first !== undefined)
      return seen(
        `${device} reaches ${prefix} ${way(first.via)}.`,
        right.map((change) => change.seq),
      );
    const last = changes.at(-1);
    if (last === undefined || last.how === 'removed')
      return missing(`${device} has no route to ${prefix}. \`ip route\` at ${device} shows those it has.`);
    return missing(`${device} reaches ${prefix} ${way(last.via)}. This step wants ${way(via ?? null)}.`);
  };
}
