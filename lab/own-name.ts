import { parseIpv4 } from '../network/wire/address.ts';
import { ipv6Text, parseIpv6 } from '../network/wire/ipv6-address.ts';
import { SocketError } from './host.ts';

/**
 * A name as a host without name servers understands it: an address, or itself (RFC 6761 §6.3).
 * @throws SocketError ENOTFOUND
 */
export function ownName(name: string): string {
  if (/^localhost\.?$/i.test(name)) return '127.0.0.1';
  if (parseIpv4(name) !== null) return name;
  const ipv6 = parseIpv6(name);
  if (ipv6 !== null) return ipv6Text(ipv6);
  throw new SocketError('ENOTFOUND', `${name} is no address, and names other than localhost are not looked up here.`);
}
