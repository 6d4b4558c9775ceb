import type { World } from '../../network/link/world.ts';
import { checkNames, interfacesOf, labelOf } from './check-names.ts';
import { Macs } from './macs.ts';
import { Network } from './network.ts';
import { TopologyProblem } from './problem.ts';
import type { Topology } from './topology.ts';

/** Makes the devices, sets them up, and plugs them together. @throws TopologyProblem that names the mistake */
export function build(topology: Topology, world: World): Network {
  checkNames(topology);
  const macs = new Macs();
  // What the topology itself says comes first, so that no default takes it.
  for (const device of topology.devices) {
    if (device.kind !== 'host' && device.kind !== 'router') continue;
    for (const [at, each] of interfacesOf(device).entries()) {
      if (each.mac !== undefined) macs.reserve(each.mac, `${device.name}:${labelOf(each, at)}`);
    }
  }
  try {
    return new Network(topology, world, macs);
  } catch (problem) {
    if (problem instanceof TopologyProblem)
      throw new TopologyProblem(problem.code, `${topology.id}: ${problem.message}`);
    throw problem;
  }
}
