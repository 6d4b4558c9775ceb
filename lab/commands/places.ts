import type { Host } from '../host.ts';
import type { ListedCommand, Place } from '../shell/command.ts';

/** Wherever there are sockets. */
export const withSockets: readonly Place[] = ['this-computer', 'host', 'router'];
/** What has an IP stack that a page may reach into. */
export const stations: readonly Place[] = ['host', 'router'];
/** What passes frames on by their MAC addresses: switches, bridges, access points. */
export const switches: readonly Place[] = ['switch'];
/** Every device of a virtual network. */
export const devices: readonly Place[] = ['host', 'router', 'switch', 'hub'];

/** Where a terminal at this host stands. A device that is switched off counts as a host. */
export function placeOf({ device }: Host): Place {
  if (!device) return 'this-computer';
  const kind = device.part?.kind ?? 'host';
  return kind === 'bridge' || kind === 'access-point' ? 'switch' : kind;
}

export const worksAt = (place: Place, { where }: ListedCommand): boolean =>
  where === undefined || where.includes(place);
