import type { BridgeId, ConfigurationBpdu } from '../wire/stp.ts';
import { compareBridges, type TreePort } from './spanning-tree-port.ts';

/** Does this switch speak for the cable at `port`? */
export const isDesignated = (own: BridgeId, port: TreePort): boolean =>
  port.bridgePort === port.id && compareBridges(port.bridge, own) === 0;

/** Is it better news than the port knows? IEEE 802.1D-1998 cl. 8.6.2.2. */
export function supersedes(bpdu: ConfigurationBpdu, port: TreePort, own: BridgeId): boolean {
  const news =
    compareBridges(bpdu.root, port.root) || bpdu.rootPathCost - port.cost || compareBridges(bpdu.bridge, port.bridge);
  if (news !== 0) return news < 0;
  return compareBridges(bpdu.bridge, own) !== 0 || bpdu.port <= port.bridgePort;
}

/** Should it, now that the root and the way there are known? IEEE 802.1D-1998 cl. 8.6.9. */
export function speaksFor(own: BridgeId, root: BridgeId, rootCost: number, port: TreePort): boolean {
  if (!port.enabled) return false;
  if (isDesignated(own, port) || compareBridges(port.root, root) !== 0) return true;
  return (rootCost - port.cost || compareBridges(own, port.bridge) || port.id - port.bridgePort) <= 0;
}

/** Which port leads to the root better. IEEE 802.1D-1998 cl. 8.6.8. */
export const compareOffers = (a: TreePort, b: TreePort): number =>
  compareBridges(a.root, b.root) ||
  a.cost + a.pathCost - (b.cost + b.pathCost) ||
  compareBridges(a.bridge, b.bridge) ||
  a.bridgePort - b.bridgePort ||
  a.id - b.id;
