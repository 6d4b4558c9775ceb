import type { Ipv4, Mac } from '../wire/address.ts';
import { bootRequest, broadcastFlag, encodeDhcp, hardwareOf } from '../wire/dhcp.ts';
import * as dhcp from '../wire/dhcp-options.ts';

/** What a client asks to be told, and its own name. RFC 2131 table 5. */
export function wishes(hostName: string | undefined): dhcp.DhcpOption[] {
  const list = [dhcp.optionSubnetMask, dhcp.optionRouter, dhcp.optionDnsServer, dhcp.optionDomainName];
  return [
    { code: dhcp.optionParameterList, data: Uint8Array.from(list) },
    ...(hostName ? [dhcp.textOption(dhcp.optionHostName, hostName)] : []),
  ];
}

/** A client's message. Without an address of its own it asks for the answer by broadcast (RFC 2131 §4.1). */
export function clientMessage(message: {
  readonly type: number;
  readonly transaction: number;
  /** s since the client began */
  readonly began: number;
  readonly own: Ipv4;
  readonly mac: Mac;
  readonly options: readonly dhcp.DhcpOption[];
}): Uint8Array {
  return encodeDhcp({
    operation: bootRequest,
    transaction: message.transaction,
    seconds: Math.min(0xffff, message.began),
    flags: message.own === 0 ? broadcastFlag : 0,
    clientAddress: message.own,
    clientHardware: hardwareOf(message.mac),
    options: [dhcp.numberOption(dhcp.optionMessageType, 1, message.type), ...message.options],
  });
}
