import type { Check } from './check.ts';
import { simEvents, spelledMac } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * A switch has learned that this MAC address is behind this port.
 * @param mac of an interface, or a host: the address its interfaces last had
 * @param port `p1`
 */
export function simFdb(scene: string, device: string, mac: string, port: string): Check {
  return (evidence) => {
    const wanted = macsOf(mac);
    const named = mac.includes(':') || mac.includes('-') ? spelledMac(mac) : mac;
    const rows = simEvents(evidence, scene, 'mac.changed').filter(
      (row) => row.device === device && wanted.has(row.mac),
    );
    const labelOf = (point: string | null): string | null => point?.split(':').at(-1) ?? null;
    const right = rows.filter((row) => labelOf(row.port) === port);
    if (right.length > 0)
      return seen(
        `${device} knows that ${named} is behind ${port}.`,
        right.map((row) => row.seq),
      );
    const last = rows.at(-1);
    if (last === undefined)
      return missing(`The table of ${device} has no row for ${named}. It learns from frames that ${named} sends.`);
    if (last.port === null) return missing(`The table of ${device} has lost its row for ${named}.`);
    return missing(`The table of ${device} has ${named} behind ${labelOf(last.port)}. This step wants ${port}.`);

    function macsOf(name: string): ReadonlySet<string> {
      if (/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(name)) return new Set([spelledMac(name)]);
      const interfaces = new Map<string, string>();
      for (const change of simEvents(evidence, scene, 'address.changed'))
        if (change.device === name) interfaces.set(change.interface, change.mac);
      return new Set(interfaces.values());
    }
  };
}
