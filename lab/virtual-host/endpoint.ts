import type { Endpoint as NumericEndpoint } from '../../network/stack/endpoint.ts';
import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { type Endpoint, familyOf, SocketError } from '../host.ts';

export const endpointOf = ({ address, port }: NumericEndpoint): Endpoint => ({ address: ipv4Text(address), port });

export const noIpv6 = (address: string): SocketError =>
  new SocketError('EADDRNOTAVAIL', `The networks in this page speak IPv4 only, so nothing has ${address} here.`);

/** @throws SocketError EINVAL for what is no dotted decimal address, or no port */
export function numericOf({ address, port }: Endpoint): NumericEndpoint {
  const number = parseIpv4(address);
  if (number === null && familyOf(address) === 'IPv6') throw noIpv6(address);
  if (number === null) throw new SocketError('EINVAL', `${address} is no IPv4 address. One looks like 192.168.1.20.`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SocketError('EINVAL', `${port} is no port: ports are whole numbers from 0 to 65535.`);
  }
  return { address: number, port };
}
