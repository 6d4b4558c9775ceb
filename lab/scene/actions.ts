import { setMute } from '../topology/make-station.ts';
import type { Network } from '../topology/network.ts';
import { TopologyProblem } from '../topology/problem.ts';
import type { SceneAction } from './action.ts';

/** Whoever acts hears at once of a name that is not there. @throws TopologyProblem */
export function checkAction(action: SceneAction, network: Network): void {
  if ('cable' in action) network.cable(action.cable);
  if ('device' in action) network.device(action.device);
  if (action.act === 'mute') network.station(action.device);
  if (action.act === 'hand') network.cable(action.order.link);
}

/**
 * Does what a hand does to devices and cables.
 * @param compile makes the filter of an order into a test; null where there is none
 * @throws TopologyProblem for a name that is not there
 */
export function perform(
  action: SceneAction,
  network: Network,
  compile: ((filter: string) => (bytes: Uint8Array) => boolean) | null,
): void {
  switch (action.act) {
    case 'cut':
      return network.cable(action.cable).cut();
    case 'mend':
      return network.cable(action.cable).mend();
    case 'quality':
      return network.cable(action.cable).change(action.quality);
    case 'hand': {
      const { order } = action;
      const filter = 'filter' in order ? order.filter : undefined;
      const matches = filter === undefined ? undefined : compile?.(filter);
      const problem = network.cable(order.link).hand(order, matches);
      if (problem !== null) note(network, order.link, problem.says);
      return;
    }
    case 'spanning-tree': {
      const device = network.device(action.device);
      if (device.kind !== 'switch' && device.kind !== 'bridge')
        throw new TopologyProblem('unknown-device', `${device.name} is a ${device.kind}: it speaks no spanning tree.`);
      if (action.on) device.device.startSpanningTree();
      else device.device.stopSpanningTree();
      return;
    }
    case 'replace': {
      const { name, spec } = network.device(action.device);
      const ports = 'ports' in spec ? spec.ports : 0;
      network.replace(name, { kind: action.by, name, at: spec.at, ports });
      return;
    }
    case 'mute': {
      return setMute(network.station(action.device).stack, action);
    }
    case 'power':
    case 'reset':
      return;
  }
}

/** What could not be done is told where everybody sees it. */
function note({ world }: Network, device: string, says: string): void {
  world.trace?.({ at: world.clock.now, kind: 'noted', device, says });
}
