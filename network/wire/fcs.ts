import type { Field, Layer } from './field.ts';
import { hexNumber } from './field-reader.ts';

/** The generator of IEEE 802.3 cl. 3.2.9, bits reversed, because Ethernet sends the lowest bit of a byte first. */
const generator = 0xedb8_8320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? generator : 0);
  return remainder;
});

/** CRC-32 of a frame without its FCS: what a sender appends, lowest byte first. IEEE 802.3 cl. 3.2.9. */
export function fcsOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let remainder = 0xffff_ffff;
  for (let at = from; at < to; at += 1) {
    remainder = (remainder >>> 8) ^ (table[(remainder ^ (bytes[at] as number)) & 255] as number);
  }
  return ~remainder >>> 0;
}

/** The four bytes as they follow the frame on the cable. */
export const fcsBytes = (fcs: number): Uint8Array => Uint8Array.of(fcs, fcs >>> 8, fcs >>> 16, fcs >>> 24);

/** The FCS as a layer behind the frame's last byte. @param sent what came with the frame */
export function fcsLayer(frame: Uint8Array, sent: number): Layer {
  const right = fcsOf(frame);
  const bits = { start: frame.length * 8, end: frame.length * 8 + 32 };
  const field: Field = {
    name: 'Frame Check Sequence',
    key: 'eth.fcs',
    value: onCable(sent),
    bits,
    meaning: 'A CRC-32 of everything before it. A receiver that computes another one throws the frame away.',
    source: 'IEEE 802.3 cl. 3.2.9',
    important: true,
    ...(sent === right ? {} : { problem: `These bytes give ${onCable(right)}: the frame was damaged on its way.` }),
  };
  const verdict = sent === right ? 'right' : 'wrong';
  return { name: 'FCS', summary: `FCS ${onCable(sent)} (${verdict})`, bits, fields: [field] };
}

/** In the order of its bytes on the cable, which is how captures show it. */
function onCable(fcs: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = fcsBytes(fcs);
  return hexNumber(((a << 24) | (b << 16) | (c << 8) | d) >>> 0, 8);
}
