import { type Ipv4, parseIpv4 } from '../../network/wire/address.ts';
import { TopologyProblem } from './problem.ts';

/** An address and how much of it names the network: `192.168.1.10/24`. */
export interface PrefixedAddress {
  readonly address: Ipv4;
  readonly prefixLength: number;
}

/** @param where for the sentence: `pc1:eth0`. @throws TopologyProblem */
export function prefixedAddress(text: string, where: string): PrefixedAddress {
  const [addressText = '', lengthText, ...rest] = text.split('/');
  const address = parseIpv4(addressText);
  if (address === null || rest.length > 0)
    throw new TopologyProblem('bad-address', `${where}: ${text} is no address. One looks like 192.168.1.10/24.`);
  if (lengthText === undefined)
    throw new TopologyProblem('address-without-prefix', `${where}: ${text} has no prefix length. Write ${text}/24.`);
  const prefixLength = /^\d{1,2}$/.test(lengthText) ? Number(lengthText) : 33;
  if (prefixLength > 32)
    throw new TopologyProblem('bad-address', `${where}: /${lengthText} is no prefix length. Those go from 0 to 32.`);
  return { address, prefixLength };
}

/** A bare address. @throws TopologyProblem */
export function plainAddress(text: string, where: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === null)
    throw new TopologyProblem('bad-address', `${where}: ${text} is no address. One looks like 192.168.1.1.`);
  return address;
}
