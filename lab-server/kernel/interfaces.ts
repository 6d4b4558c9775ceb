import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { InterfaceAddress, InterfaceRow } from '../../lab/host.ts';

/**
 * This computer's network interfaces, from the system call behind `ip addr` (getifaddrs(3) on Unix,
 * GetAdaptersAddresses on Windows); no process is started. Interfaces that are down or have no address are not told.
 */
export function readInterfaces(read: typeof networkInterfaces = networkInterfaces): InterfaceRow[] {
  const rows: InterfaceRow[] = [];
  for (const [name, addresses] of Object.entries(read())) {
    const [first] = addresses ?? [];
    if (!addresses || !first) continue;
    rows.push({ name, mac: first.mac, loopback: first.internal, addresses: addresses.map(addressOf) });
  }
  return rows;
}

function addressOf(info: NetworkInterfaceInfo): InterfaceAddress {
  return {
    family: info.family === 'IPv4' ? 'inet' : 'inet6',
    address: info.address,
    prefixLength: prefixLengthOf(info),
    scope: scopeOf(info.address),
  };
}

function prefixLengthOf({ cidr, family }: NetworkInterfaceInfo): number {
  const length = Number(cidr?.split('/')[1]);
  // Without a valid mask the address stands for itself.
  return Number.isInteger(length) ? length : family === 'IPv4' ? 32 : 128;
}

/** How far an address is good: RFC 4291 §2.5 and RFC 3927 (169.254.0.0/16); `ip addr` calls private ones global too. */
function scopeOf(address: string): InterfaceAddress['scope'] {
  if (address === '::1' || address.startsWith('127.')) return 'host';
  if (/^fe[89ab][0-9a-f]:/i.test(address) || address.startsWith('169.254.')) return 'link';
  return 'global';
}
