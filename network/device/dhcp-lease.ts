import { second } from '../time/clock.ts';
import { type Ipv4, maskOf } from '../wire/address.ts';
import { allOptions, type ReadDhcpMessage } from '../wire/dhcp.ts';
import * as dhcp from '../wire/dhcp-options.ts';

/** What a client was given: the address and how to use it. */
export interface GrantedLease {
  readonly address: Ipv4;
  readonly prefixLength: number;
  readonly router: Ipv4 | null;
  readonly dns: readonly Ipv4[];
  readonly domain: string | null;
  readonly server: Ipv4;
  /** ns, virtual; infinity for a lease without end. RFC 2131 §4.4.5. */
  readonly renewAt: number;
  readonly rebindAt: number;
  readonly expires: number;
}

/** @param asked when the request that this answers was sent, ns: the lease counts from then (RFC 2131 §4.4.1) */
export function leaseOfAck(message: ReadDhcpMessage, asked: number): GrantedLease | null {
  const options = allOptions(message);
  const server = dhcp.optionAddress(options, dhcp.optionServerId);
  const seconds = dhcp.optionNumber(options, dhcp.optionLeaseTime);
  if (server === null || seconds === null || message.yourAddress === 0) return null;
  const endless = seconds === 0xffff_ffff;
  const moment = (code: number, share: number): number =>
    endless
      ? Number.POSITIVE_INFINITY
      : asked + (dhcp.optionNumber(options, code) ?? Math.floor(seconds * share)) * second;
  return {
    address: message.yourAddress,
    prefixLength: lengthOf(dhcp.optionAddress(options, dhcp.optionSubnetMask) ?? classMask(message.yourAddress)),
    router: dhcp.optionAddress(options, dhcp.optionRouter),
    dns: dhcp.optionAddresses(options, dhcp.optionDnsServer),
    domain: dhcp.optionText(options, dhcp.optionDomainName),
    server,
    renewAt: moment(dhcp.optionRenewalTime, 0.5),
    rebindAt: moment(dhcp.optionRebindingTime, 0.875),
    expires: endless ? Number.POSITIVE_INFINITY : asked + seconds * second,
  };
}

function lengthOf(mask: Ipv4): number {
  let length = 0;
  while (length < 32 && maskOf(length + 1) === (mask & maskOf(length + 1)) >>> 0) length += 1;
  return length;
}

/** A server that names no mask means the one of the address's class. RFC 2132 §3.3, RFC 791 §3.2. */
const classMask = (address: Ipv4): Ipv4 => maskOf(address < 0x8000_0000 ? 8 : address < 0xc000_0000 ? 16 : 24);
