import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** Spanning tree runs at this switch. */
export function simTreeOn(scene: string, device: string): Check {
  return (evidence) => {
    const told = simEvents(evidence, scene, 'stp.changed').filter((change) => change.device === device);
    const last = told.at(-1);
    const first = told[0];
    if (first === undefined || last === undefined)
      return missing(`Spanning tree is off at ${device}. It must be on at every switch of the loop.`);
    return seen(`${device} talks spanning tree.`, [first.seq]);
  };
}

/** The switches have agreed: a port is kept silent, and every other port in use forwards. */
export function simTreeSettled(scene: string): Check {
  return (evidence) => {
    const ports = new Map<string, { role: string; state: string; seq: number }>();
    for (const { port, role, state, seq } of simEvents(evidence, scene, 'stp.changed'))
      ports.set(port, { role, state, seq });
    const used = [...ports].filter(([, { role }]) => role !== 'off');
    const blocked = used.filter(([, { role }]) => role === 'blocked');
    const waiting = used.filter(([, { role, state }]) => role !== 'blocked' && state !== 'forwarding');
    const [one] = blocked[0] ?? [];
    if (one === undefined) return missing('No port is kept silent yet: the switches have not found the loop together.');
    const [late, how] = waiting[0] ?? [];
    if (late !== undefined)
      return missing(`${one} is silent already, and ${late} is still ${how?.state}. It takes 30 seconds in all.`);
    return seen(`${one} is silent, all other ports forward.`, [Math.max(...used.map(([, { seq }]) => seq))]);
  };
}
