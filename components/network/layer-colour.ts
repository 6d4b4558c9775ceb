import type { LayerColour } from '../../lab/views/glance.ts';
import type { LayerName } from '../../network/wire/field.ts';

const colours: Partial<Record<LayerName, LayerColour>> = {
  IPv4: 'net',
  IPv6: 'net',
  ICMP: 'net',
  ICMPv6: 'net',
  UDP: 'udp',
  TCP: 'tcp',
  DHCP: 'app',
  DNS: 'app',
  RIP: 'app',
  Data: 'app',
};

/** The colour of a layer's name, bytes and fields. */
export const colourOf = (name: LayerName): LayerColour => colours[name] ?? 'link';
