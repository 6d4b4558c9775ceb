import type { DeviceDoor } from '../../scene/device-door.ts';
import { NotHere } from '../../shell/not-here.ts';
import type { Bridging } from '../../topology/network.ts';
import { partOf } from './door.ts';

/** The device where frames are passed on by MAC address. @throws NotHere elsewhere */
export function bridgingOf(door: DeviceDoor): Bridging {
  const part = partOf(door);
  if (part.kind === 'switch' || part.kind === 'bridge' || part.kind === 'access-point') return part;
  if (part.kind === 'hub')
    throw new NotHere(`${door.name} is a hub: it repeats every bit to every port and learns nothing.`);
  throw new NotHere(`${door.name} is a ${part.kind}; a switch has that. Its own neighbours are in \`arp -a\`.`);
}
