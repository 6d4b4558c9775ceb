import type { Check } from './check.ts';
import { simEvents, spelledMac } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** An interface of this host has this MAC address. @param mac as people write it, `02-00-5E-00-53-99` too */
export function simMac(scene: string, host: string, mac: string): Check {
  const wanted = spelledMac(mac);
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'address.changed').filter(
      (change) => change.device === host && change.interface !== 'lo',
    );
    const right = changes.filter((change) => change.mac === wanted);
    if (right.length > 0)
      return seen(
        `The interface of ${host} has ${wanted}.`,
        right.map(({ seq }) => seq),
      );
    return missing(`The interface of ${host} has ${changes.at(-1)?.mac ?? 'no address'}. This step wants ${wanted}.`);
  };
}
