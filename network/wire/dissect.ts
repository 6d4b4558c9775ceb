import { dissectArp } from './arp.ts';
import { dissectDhcp } from './dhcp-fields.ts';
import { dissectDns } from './dns-fields.ts';
import { dissectDot1q } from './dot1q.ts';
import { dissectEthernet, minimumFrameLength } from './ethernet.ts';
import { fcsLayer, fcsOf } from './fcs.ts';
import type { Below, Dissector, Field, Layer, LayerName } from './field.ts';
import { FieldReader, hexText } from './field-reader.ts';
import { dissectIcmp } from './icmp-fields.ts';
import { dissectIcmpv6 } from './icmpv6-fields.ts';
import { dissectIpv4 } from './ipv4-fields.ts';
import { dissectIpv6 } from './ipv6.ts';
import { dissectLldp } from './lldp.ts';
import { dissectRip } from './rip.ts';
import { dissectStp } from './stp.ts';
import { dissectTcp } from './tcp-fields.ts';
import { dissectUdp } from './udp.ts';

/** The payload that nobody reads further. */
const dissectData: Dissector = (bytes, start, end) => {
  const read = new FieldReader(bytes, start, end);
  const data = read.rest({
    name: 'Data',
    key: 'data.data',
    text: hexText,
    meaning: 'Bytes that the layer below carries; this page reads no protocol in them.',
    source: 'none',
    important: true,
  });
  return read.last('Data', data.length === 1 ? '1 byte' : `${data.length} bytes`);
};

const dissectors: Readonly<Record<Exclude<LayerName, 'FCS'>, Dissector>> = {
  Ethernet: dissectEthernet,
  '802.1Q': dissectDot1q,
  LLDP: dissectLldp,
  STP: dissectStp,
  ARP: dissectArp,
  IPv4: dissectIpv4,
  IPv6: dissectIpv6,
  ICMP: dissectIcmp,
  ICMPv6: dissectIcmpv6,
  UDP: dissectUdp,
  TCP: dissectTcp,
  DHCP: dissectDhcp,
  DNS: dissectDns,
  RIP: dissectRip,
  Data: dissectData,
};

/** Tags in tags, errors about errors: no frame needs more, and hostile bytes must not fill a page. */
const deepest = 32;

/**
 * Any bytes, read as a frame: its layers from the outside in. Every bit belongs to exactly one leaf field. Never throws.
 * Padding is the last field of the Ethernet layer, though it lies behind all others.
 * @param options.fcs what came behind the frame, shown as a layer of its own; `'right'` for the one that belongs there
 */
export function dissect(frame: Uint8Array, options: { readonly fcs?: number | 'right' } = {}): Layer[] {
  const layers: Layer[] = [];
  let at = { start: 0, end: frame.length, as: 'Ethernet' as LayerName, below: nothingBelow };
  let onLink = true;
  let padding: number | null = null;
  for (let depth = 1; ; depth += 1) {
    const dissector = depth < deepest && at.as !== 'FCS' ? dissectors[at.as] : dissectData;
    const { layer, payload } = dissector(frame, at.start, at.end, at.below);
    layers.push(layer);
    const used = payload ? payload.end : layer.bits.end >>> 3;
    if (used < at.end) {
      if (onLink) padding ??= used;
      else layers.push(leftOver(frame, used, at.end));
    }
    if (!payload || payload.start >= payload.end) break;
    onLink = layer.name === 'Ethernet' || layer.name === '802.1Q';
    at = payload;
  }
  if (padding !== null) padEthernet(layers, frame, padding);
  if (options.fcs !== undefined) layers.push(fcsLayer(frame, options.fcs === 'right' ? fcsOf(frame) : options.fcs));
  return layers;
}

const nothingBelow: Below = { pseudoHeader: null, fragment: false };

function leftOver(frame: Uint8Array, start: number, end: number): Layer {
  return dissectData(frame, start, end, nothingBelow).layer;
}

function padEthernet(layers: Layer[], frame: Uint8Array, start: number): void {
  const ethernet = layers[0];
  if (!ethernet) return;
  const read = new FieldReader(frame, start, frame.length);
  const filling = start < minimumFrameLength && frame.length <= minimumFrameLength;
  read.rest({
    name: filling ? 'Padding' : 'Trailer',
    key: filling ? 'eth.padding' : 'eth.trailer',
    text: hexText,
    meaning: filling
      ? 'Fills the frame up to the 60 bytes that Ethernet needs to notice collisions.'
      : 'Bytes behind the end of the packet that it carries.',
    source: 'IEEE 802.3 cl. 3.2.8',
  });
  layers[0] = { ...ethernet, fields: [...ethernet.fields, ...read.fields] };
}

/** The layer a packet list names: the innermost that is read, outside of what an ICMP error quotes. */
export function protocolOf(layers: readonly Layer[]): LayerName {
  return principal(layers)?.name ?? 'Ethernet';
}

/** One line for a packet list, as its Info column. */
export function infoOf(layers: readonly Layer[]): string {
  return principal(layers)?.summary ?? '';
}

function principal(layers: readonly Layer[]): Layer | undefined {
  const error = layers.findIndex(({ name }) => name === 'ICMP' || name === 'ICMPv6');
  const own = error < 0 ? layers : layers.slice(0, error + 1);
  return own.findLast(({ name }) => name !== 'Data' && name !== 'FCS');
}

/** Leaf fields of all layers, outside in. */
export function leaves(layers: readonly Layer[]): Field[] {
  const open = (field: Field): Field[] => (field.parts ? field.parts.flatMap(open) : [field]);
  return layers.flatMap(({ fields }) => fields.flatMap(open));
}
