import type { Check } from './check.ts';
import { simEvents, spelledMac } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * A host's ARP cache held this address with this MAC address.
 * @param mac `00-00-5E-00-53-20`; `*` for any
 */
export function simArp(scene: string, host: string, address: string, mac = '*'): Check {
  const wanted = mac === '*' ? null : spelledMac(mac);
  return (evidence) => {
    const rows = simEvents(evidence, scene, 'arp.changed').filter(
      (row) => row.device === host && row.address === address,
    );
    const known = rows.filter((row) => row.mac !== null && row.state !== 'removed' && row.state !== 'failed');
    const right = known.filter((row) => wanted === null || row.mac === wanted);
    const first = right[0];
    if (first !== undefined)
      return seen(
        `${host} has ${address} at ${first.mac} in its ARP cache.`,
        right.map((row) => row.seq),
      );
    const last = known.at(-1);
    if (last !== undefined)
      return missing(`${host} believes that ${address} is at ${last.mac}. This step wants ${wanted}.`);
    if (rows.some((row) => row.state === 'failed'))
      return missing(`${host} asked who has ${address}, and nobody answered.`);
    if (rows.length > 0) return missing(`${host} has asked who has ${address}. The answer is not there yet.`);
    return missing(`${host} has not asked who has ${address} yet. \`arp -a\` at ${host} shows what it knows.`);
  };
}
