import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** A device has this address on one of its interfaces. @param address `10.1.2.3/16` */
export function simAddress(scene: string, device: string, address: string): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'address.changed').filter((change) => change.device === device);
    const texts = (change: (typeof changes)[number]): string[] =>
      change.addresses.map((each) => `${each.address}/${each.prefixLength}`);
    const right = changes.filter((change) => texts(change).includes(address));
    if (right.length > 0)
      return seen(
        `${device} has ${address}.`,
        right.map((change) => change.seq),
      );
    const last = changes.filter((change) => change.interface !== 'lo').at(-1);
    const has = last === undefined ? [] : texts(last);
    if (has.length === 0) return missing(`${device} has no address yet. This step wants ${address}.`);
    return missing(`${device} has ${has.join(' and ')}. This step wants ${address}.`);
  };
}
