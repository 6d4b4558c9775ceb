import type { DeviceDoor } from '../../scene/device-door.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import type { NetworkDevice, Station } from '../../topology/network.ts';

/** The way below sockets. @throws NotHere on this computer, with what to do instead */
export function doorOf({ host }: Context, instead: string): DeviceDoor {
  if (host.device) return host.device;
  throw new NotHere(`It reaches below sockets, and a page may not do that on a real computer. ${instead}`);
}

/** The device, while it is switched on. @throws NotHere */
export function partOf(door: DeviceDoor): NetworkDevice {
  if (door.part) return door.part;
  throw new NotHere(`${door.name} is switched off.`);
}

/** The device with its IP stack. @throws NotHere for a switch or a hub, which have none */
export function stationOf(door: DeviceDoor): Station {
  const part = partOf(door);
  if (part.kind === 'host' || part.kind === 'router') return part;
  throw new NotHere(`${door.name} is a ${part.kind}: it has no IP address and no sockets.`);
}
