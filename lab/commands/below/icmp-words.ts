import type { IcmpError } from '../../../network/stack/icmp.ts';
import { ipv4Text } from '../../../network/wire/address.ts';
import { icmpType, unreachableCode } from '../../../network/wire/icmp.ts';

const unreachable: Readonly<Record<number, string>> = {
  [unreachableCode.net]: 'Destination Net Unreachable',
  [unreachableCode.host]: 'Destination Host Unreachable',
  [unreachableCode.protocol]: 'Destination Protocol Unreachable',
  [unreachableCode.port]: 'Destination Port Unreachable',
  [unreachableCode.netProhibited]: 'Destination Net Prohibited',
  [unreachableCode.hostProhibited]: 'Destination Host Prohibited',
  [unreachableCode.administrativelyProhibited]: 'Packet filtered',
};

/** What ping(8) says of an ICMP error. */
export function errorText({ type, code, rest }: IcmpError): string {
  if (type === icmpType.timeExceeded) return code === 0 ? 'Time to live exceeded' : 'Frag reassembly time exceeded';
  if (type === icmpType.redirect) return `Redirect Host(New nexthop: ${ipv4Text(rest)})`;
  if (type === icmpType.parameterProblem) return `Parameter problem: pointer = ${rest >>> 24}`;
  if (type !== icmpType.unreachable) return `ICMP type ${type} code ${code}`;
  if (code === unreachableCode.fragmentationNeeded) return `Frag needed and DF set (mtu = ${rest & 0xffff})`;
  return unreachable[code] ?? `Dest Unreachable, Bad Code: ${code}`;
}

const problems: Readonly<Record<string, string>> = {
  ENETUNREACH: 'connect: Network is unreachable. This host has no route there; `ip route` shows which it has.',
  EHOSTUNREACH: 'sendmsg: No route to host',
  EMSGSIZE: 'sendmsg: Message too long. It does not fit in one packet, and may not be cut.',
  EACCES: 'sendmsg: Operation not permitted. A firewall on this host forbids it.',
  ENETDOWN: 'sendmsg: Network is down. The interface is switched off, or its cable is out.',
};

/** Why a packet could not even be sent. */
export const sendProblemText = (problem: string): string => problems[problem] ?? problem;
