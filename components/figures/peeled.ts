import { dissect } from '../../network/wire/dissect.ts';
import { fcsBytes, fcsOf } from '../../network/wire/fcs.ts';
import type { Layer, LayerName } from '../../network/wire/field.ts';

/** One wrapping of a frame: what was put in front, what is inside, what was put behind. Byte places in `bytes`. */
export interface Wrapping {
  readonly name: 'frame' | 'packet' | 'segment' | 'message';
  readonly layer: LayerName;
  /** All of it: header, inside and tail. */
  readonly length: number;
  readonly header: Uint8Array;
  readonly inside: Uint8Array;
  /** Behind what is inside: padding and FCS of a frame; nothing anywhere else. */
  readonly tail: Uint8Array;
  /** What the header says: `192.168.1.10 → 192.168.1.20, TTL 64`. */
  readonly says: string;
}

const order = [
  { name: 'frame', layer: 'Ethernet' },
  { name: 'packet', layer: 'IPv4' },
  { name: 'segment', layer: 'TCP' },
] as const;

/** A frame that carries TCP over IPv4 over Ethernet, from the outside in; empty for any other. */
export function peeled(frame: Uint8Array): readonly Wrapping[] {
  const layers = dissect(frame);
  const found: Layer[] = [];
  for (const { layer } of order) {
    const one = layers.find(({ name }) => name === layer);
    if (!one) return [];
    found.push(one);
  }
  const after = layers.filter(({ name }) => !order.some(({ layer }) => layer === name));
  const messageAt = (found[2]?.bits.end ?? 0) >> 3;
  const end = Math.max(messageAt, ...after.map(({ bits }) => bits.end >> 3));
  const starts = [...found.map(({ bits }) => bits.start >> 3), messageAt];
  const wrappings: Wrapping[] = order.map(({ name, layer }, at) => {
    const start = starts[at] ?? 0;
    const inner = starts[at + 1] ?? end;
    const tail = at === 0 ? Uint8Array.of(...frame.subarray(end), ...fcsBytes(fcsOf(frame))) : new Uint8Array();
    const header = frame.subarray(start, inner);
    const inside = frame.subarray(inner, end);
    const length = header.length + inside.length + tail.length;
    return { name, layer, length, header, inside, tail, says: found[at]?.summary ?? '' };
  });
  const message = frame.subarray(messageAt, end);
  const text = new TextDecoder('latin1').decode(message);
  const none = new Uint8Array();
  return [
    ...wrappings,
    {
      name: 'message',
      layer: 'Data',
      length: message.length,
      header: none,
      inside: message,
      tail: none,
      says: text.replaceAll('\r', '␍').replaceAll('\n', '␊'),
    },
  ];
}

/** `00 5e 53` */
export const spacedHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
