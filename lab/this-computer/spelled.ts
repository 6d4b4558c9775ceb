import { ipv6Text, parseIpv6 } from '../../network/wire/ipv6-address.ts';
import { type Endpoint, familyOf, SocketError } from '../host.ts';

/** The longest text that is sent to be judged; a DNS name has at most 253 characters (RFC 1035 §2.3.4). */
const LONGEST = 253;

/**
 * An endpoint as the bridge takes it: `localhost` is 127.0.0.1 (RFC 6761 §6.3), an IPv6 address is written as RFC 5952
 * wants it, everything else is left for the lab server to judge.
 * @throws SocketError EINVAL for a port that is no port
 */
export function spelled({ address, port }: Endpoint): Endpoint {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SocketError('EINVAL', `${port} is no port: ports are whole numbers from 0 to 65535.`);
  }
  if (/^localhost\.?$/i.test(address)) return { address: '127.0.0.1', port };
  const ipv6 = parseIpv6(address);
  return { address: ipv6 === null ? address.slice(0, LONGEST) : ipv6Text(ipv6), port };
}

/** A socket has one address family, at both of its ends. @throws SocketError EINVAL */
export function sameFamily(own: string, peer: string): void {
  if (familyOf(own) === familyOf(peer)) return;
  throw new SocketError(
    'EINVAL',
    `${own} is an ${familyOf(own)} address and ${peer} an ${familyOf(peer)} one: both ends of a socket are of one family.`,
  );
}
