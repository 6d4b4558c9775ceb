import { readFileSync } from 'node:fs';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { useOf as purposeOf } from '../../lab/special-blocks.ts';

/** An address of this machine on a network that others are on. */
export interface LanAddress {
  readonly address: string;
  /** `wlan0` */
  readonly on: string;
}

/** Networks that end inside this machine, or far away: containers, virtual machines, VPNs. Their neighbours are no class. */
const notALan =
  /^(?:docker|br-|virbr|vmnet|vboxnet|vEthernet|cni|flannel|cali|tun|tap|utun|wg|tailscale|zt|ppp|awdl|llw)/i;

/**
 * The IPv4 addresses on which a class can find this machine, the likeliest first. Public ones are left out: they would
 * open a class to the whole Internet, so they must be asked for by name.
 */
export function lanAddresses(
  read: () => NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces,
  usual: () => string | null = defaultInterface,
): LanAddress[] {
  const first = usual();
  const found: LanAddress[] = [];
  for (const [on, rows] of Object.entries(read())) {
    if (notALan.test(on)) continue;
    for (const { family, internal, address } of rows ?? []) {
      if (family === 'IPv4' && !internal && purposeOf(address) !== 'public') found.push({ address, on });
    }
  }
  const rank = ({ address, on }: LanAddress): number =>
    on === first ? 0 : purposeOf(address) === 'private' ? 1 : purposeOf(address) === 'link-local' ? 3 : 2;
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Any own IPv4 address but loopback, public ones too; null if this machine has no such address. */
export function ownAddress(
  address: string,
  read: () => NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces,
): LanAddress | null {
  for (const [on, rows] of Object.entries(read())) {
    for (const row of rows ?? []) {
      if (row.family === 'IPv4' && !row.internal && row.address === address) return { address, on };
    }
  }
  return null;
}

/** The interface of the default route, from /proc/net/route (Linux): destination and mask are zero. */
function defaultInterface(): string | null {
  if (process.platform !== 'linux') return null;
  try {
    for (const line of readFileSync('/proc/net/route', 'latin1').split('\n').slice(1)) {
      const [on = '', destination, , , , , , mask] = line.split('\t');
      if (destination === '00000000' && mask === '00000000') return on;
    }
  } catch {
    // A Linux without /proc: then no interface is likelier than another.
  }
  return null;
}
