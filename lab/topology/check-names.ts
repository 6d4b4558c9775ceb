import { TopologyProblem } from './problem.ts';
import type { CableSpec, DeviceSpec, InterfaceSpec, Topology } from './topology.ts';

const properName = /^[a-z][a-z0-9-]{0,19}$/;

/** The labels of a device's ports. */
export function portLabels(spec: DeviceSpec): readonly string[] {
  switch (spec.kind) {
    case 'host':
    case 'router':
      return interfacesOf(spec).map((each, at) => labelOf(each, at));
    case 'bridge':
      return numbered(2);
    case 'switch':
    case 'hub':
      return numbered(spec.ports);
    case 'access-point':
      return ['eth0', ...Array.from({ length: spec.stations }, (_, at) => `w${at + 1}`)];
  }
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at + 1}`);

/** A host that says nothing of interfaces has one. */
export const interfacesOf = (spec: { readonly interfaces?: readonly InterfaceSpec[] }): readonly InterfaceSpec[] =>
  spec.interfaces ?? [{}];

export const labelOf = (spec: InterfaceSpec, at: number): string => spec.label ?? `eth${at}`;

export const cableName = (spec: CableSpec, at: number): string => spec.name ?? `cable${at + 1}`;

/** Every name is proper and one of a kind, and every end of a cable exists and is free. @throws TopologyProblem */
export function checkNames(topology: Topology): void {
  const ports = new Map<string, readonly string[]>();
  const names = new Set<string>();
  const take = (name: string, what: string): void => {
    if (!properName.test(name))
      throw new TopologyProblem(
        'bad-name',
        `${what} ${name}: a name has 1 to 20 of a-z, 0-9 and -, and starts with a letter.`,
      );
    if (names.has(name)) throw new TopologyProblem('duplicate-name', `There are two things called ${name}.`);
    names.add(name);
  };
  for (const device of topology.devices) {
    take(device.name, 'Device');
    const labels = portLabels(device);
    const double = labels.find((label, at) => labels.indexOf(label) !== at);
    if (double !== undefined)
      throw new TopologyProblem('duplicate-name', `${device.name} has two interfaces called ${double}.`);
    ports.set(device.name, labels);
  }
  const taken = new Map<string, string>();
  for (const [at, cable] of topology.cables.entries()) {
    const name = cableName(cable, at);
    take(name, 'Cable');
    for (const end of cable.ends) {
      checkEnd(end, name, ports);
      const other = taken.get(end);
      if (other !== undefined)
        throw new TopologyProblem('port-taken', `${name} and ${other} are both plugged into ${end}.`);
      taken.set(end, name);
    }
  }
}

function checkEnd(end: string, cable: string, ports: ReadonlyMap<string, readonly string[]>): void {
  const [device = '', label = ''] = end.split(':');
  const labels = ports.get(device);
  if (labels === undefined)
    throw new TopologyProblem('unknown-device', `${cable} leads to ${end}, and there is no device ${device}.`);
  if (!labels.includes(label))
    throw new TopologyProblem(
      'unknown-port',
      `${cable} leads to ${end}, and ${device} has no such port. It has ${labels.join(', ')}.`,
    );
}
