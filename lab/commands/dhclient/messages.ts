import { ipv4Text, readUint16, readUint32 } from '../../../network/wire/address.ts';
import { allOptions, decodeDhcp, dhcpClientPort, dhcpServerPort } from '../../../network/wire/dhcp.ts';
import * as dhcp from '../../../network/wire/dhcp-options.ts';
import { ethernetHeaderLength, etherTypeIpv4, typeOf } from '../../../network/wire/ethernet.ts';
import { isMalformed } from '../../../network/wire/field.ts';
import type { Sighting } from '../below/sightings.ts';

const protocolUdp = 17;
const broadcast = 0xffff_ffff;

/** What dhclient(8) says when this frame goes by; null where it is no DHCP message. */
export function dhcpSentence({ bytes, label, out }: Sighting): string | null {
  const ip = ethernetHeaderLength;
  if (typeOf(bytes) !== etherTypeIpv4 || bytes[ip + 9] !== protocolUdp) return null;
  const udp = ip + ((bytes[ip] ?? 0) & 15) * 4;
  const port = readUint16(bytes, udp + 2);
  if (port !== dhcpServerPort && port !== dhcpClientPort) return null;
  const message = decodeDhcp(bytes, udp + 8, Math.min(bytes.length, ip + readUint16(bytes, ip + 2)));
  if (isMalformed(message)) return null;
  const options = allOptions(message);
  const destination = readUint32(bytes, ip + 16);
  const to = `to ${destination === broadcast ? '255.255.255.255' : ipv4Text(destination)} port ${port}`;
  const from = `from ${ipv4Text(dhcp.optionAddress(options, dhcp.optionServerId) ?? readUint32(bytes, ip + 12))}`;
  const asked = ipv4Text(dhcp.optionAddress(options, dhcp.optionRequestedAddress) ?? message.clientAddress);
  switch (dhcp.optionNumber(options, dhcp.optionMessageType)) {
    case dhcp.dhcpDiscover:
      return out ? `DHCPDISCOVER on ${label} ${to}` : null;
    case dhcp.dhcpRequest:
      return out ? `DHCPREQUEST for ${asked} on ${label} ${to}` : null;
    case dhcp.dhcpDecline:
      return out ? `DHCPDECLINE of ${asked} on ${label} ${to}` : null;
    case dhcp.dhcpRelease:
      return out ? `DHCPRELEASE of ${asked} on ${label} ${to}` : null;
    case dhcp.dhcpOffer:
      return out ? null : `DHCPOFFER of ${ipv4Text(message.yourAddress)} ${from}`;
    case dhcp.dhcpAck:
      return out ? null : `DHCPACK of ${ipv4Text(message.yourAddress)} ${from}`;
    case dhcp.dhcpNak:
      return out ? null : `DHCPNAK ${from}`;
    default:
      return null;
  }
}

/** The hardware address a DHCP message is about, so that others' are left out. */
export function isAbout({ bytes }: Sighting, mac: number): boolean {
  const udp = ethernetHeaderLength + ((bytes[ethernetHeaderLength] ?? 0) & 15) * 4;
  return readUint16(bytes, udp + 36) * 0x1_0000_0000 + readUint32(bytes, udp + 38) === mac;
}
