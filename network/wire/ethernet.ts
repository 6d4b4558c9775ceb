import {
  broadcastMac,
  isGroupMac,
  type Mac,
  macText,
  readUint16,
  readUint48,
  writeUint16,
  writeUint48,
} from './address.ts';
import type { Dissector, LayerName, Malformed } from './field.ts';
import { FieldReader, hexNumber } from './field-reader.ts';

/** EtherTypes, from IANA's "IEEE 802 Numbers". */
export const etherTypeIpv4 = 0x0800;
export const etherTypeArp = 0x0806;
export const etherTypeDot1q = 0x8100;
export const etherTypeIpv6 = 0x86dd;
export const etherTypeLldp = 0x88cc;

export const ethernetHeaderLength = 14;
/** Without the FCS; shorter payloads are padded. IEEE 802.3 cl. 4A.4.2: minFrameSize is 64 bytes with it. */
export const minimumFrameLength = 60;
/** Up to here the third field is a length, from 0x0600 on a type. IEEE 802.3 cl. 3.2.6. */
export const largestLength = 1500;
const smallestType = 0x0600;

const destinationAt = 0;
const sourceAt = 6;
const typeAt = 12;

export interface Ethernet {
  readonly destination: Mac;
  readonly source: Mac;
  /** EtherType, or the length of an 802.3 frame; left out: the length of the payload. */
  readonly typeOrLength?: number;
  readonly payload: Uint8Array;
  /** What comes after the payload; left out: zeros up to the smallest frame. Only a length frame knows where it begins. */
  readonly padding?: Uint8Array;
}

export const isLength = (typeOrLength: number): boolean => typeOrLength <= largestLength;

export function decodeEthernet(bytes: Uint8Array, start = 0, end = bytes.length): Required<Ethernet> | Malformed {
  if (end - start < ethernetHeaderLength) {
    return { malformed: `A frame has a header of 14 bytes, and here are ${end - start}.`, at: end - start };
  }
  const typeOrLength = readUint16(bytes, start + typeAt);
  const from = start + ethernetHeaderLength;
  const to = isLength(typeOrLength) ? Math.min(end, from + typeOrLength) : end;
  return {
    destination: readUint48(bytes, start + destinationAt),
    source: readUint48(bytes, start + sourceAt),
    typeOrLength,
    payload: bytes.subarray(from, to),
    padding: bytes.subarray(to, end),
  };
}

export function encodeEthernet(frame: Ethernet): Uint8Array {
  const whole = ethernetHeaderLength + frame.payload.length;
  const bytes = new Uint8Array(frame.padding ? whole + frame.padding.length : Math.max(minimumFrameLength, whole));
  writeEthernet(bytes, 0, frame.destination, frame.source, frame.typeOrLength ?? frame.payload.length);
  bytes.set(frame.payload, ethernetHeaderLength);
  if (frame.padding) bytes.set(frame.padding, whole);
  return bytes;
}

/** The header, in place. */
export function writeEthernet(into: Uint8Array, at: number, destination: Mac, source: Mac, typeOrLength: number): void {
  writeUint48(into, at + destinationAt, destination);
  writeUint48(into, at + sourceAt, source);
  writeUint16(into, at + typeAt, typeOrLength);
}

/** Without allocation, where a switch or a stack only looks. */
export const destinationOf = (frame: Uint8Array): Mac => readUint48(frame, destinationAt);
export const sourceOf = (frame: Uint8Array): Mac => readUint48(frame, sourceAt);
export const typeOf = (frame: Uint8Array): number => readUint16(frame, typeAt);

const carried = new Map<number, { name: string; as: LayerName }>([
  [etherTypeIpv4, { name: 'IPv4', as: 'IPv4' }],
  [etherTypeArp, { name: 'ARP', as: 'ARP' }],
  [etherTypeDot1q, { name: '802.1Q', as: '802.1Q' }],
  [etherTypeIpv6, { name: 'IPv6', as: 'IPv6' }],
  [etherTypeLldp, { name: 'LLDP', as: 'LLDP' }],
]);

/** Who reads the payload behind this EtherType. A length frame begins with LLC, and of those we read STP. */
export const layerOfType = (typeOrLength: number): LayerName =>
  isLength(typeOrLength) ? 'STP' : (carried.get(typeOrLength)?.as ?? 'Data');

/** `0x0800 (IPv4)`. */
export function typeText(type: number): string {
  const name = carried.get(type)?.name;
  return name ? `${hexNumber(type, 4)} (${name})` : hexNumber(type, 4);
}

/** The addresses that standards gave a meaning. IEEE 802.1D table 7-10, 802.1AB cl. 7.1, RFC 1112 §6.4, RFC 2464 §7. */
export function macMeaning(mac: Mac): string {
  if (mac === broadcastMac) return 'everyone on this network';
  if (mac === 0x0180_c200_0000) return 'the bridges (spanning tree)';
  if (mac === 0x0180_c200_000e) return 'the nearest neighbour (LLDP)';
  if (Math.floor(mac / 0x100_0000) === 0x01_005e) return 'an IPv4 multicast group';
  if (Math.floor(mac / 0x1_0000_0000) === 0x3333) return 'an IPv6 multicast group';
  return isGroupMac(mac) ? 'a group of interfaces' : 'one interface';
}

const source = 'IEEE 802.3 cl. 3.2';

/** The header. Padding is found by `dissect`, when the layers above have said where they end. */
export const dissectEthernet: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const destination = read.number(48, {
    name: 'Destination Address',
    key: 'eth.dst',
    text: macText,
    meaning: (mac) => `Whom the frame is for: ${macMeaning(mac)}.`,
    source: `${source}.3`,
    important: true,
  });
  const from = read.number(48, {
    name: 'Source Address',
    key: 'eth.src',
    text: macText,
    meaning: 'The interface that sent the frame. Switches learn from it.',
    source: `${source}.3`,
    problem: (mac) => (isGroupMac(mac) ? 'A group cannot send: the lowest bit of the first byte is set.' : undefined),
    important: true,
  });
  const after = read.at + 2;
  const room = end - after;
  const isLengthFrame = end - start >= ethernetHeaderLength && isLength(readUint16(bytes, start + typeAt));
  const typeOrLength = isLengthFrame
    ? read.number(16, {
        name: 'Length',
        key: 'eth.len',
        text: (length) => `${length} bytes`,
        meaning: 'How many bytes follow before the padding. Values above 1535 would be a type instead.',
        source: `${source}.6`,
        problem: (length) => (length > room ? `It promises ${length} bytes, and ${room} are there.` : undefined),
        important: true,
      })
    : read.number(16, {
        name: 'Type',
        key: 'eth.type',
        text: typeText,
        meaning: 'Which protocol the payload is, so that the receiver knows who reads on.',
        source: `${source}.6`,
        problem: (type) =>
          type < smallestType ? 'Neither a length (up to 1500) nor a type (from 0x0600).' : undefined,
        important: true,
      });
  const layer = read.layer('Ethernet', `${macText(from)} → ${macText(destination)}`);
  if (read.cut) return { layer, payload: null };
  const stop = isLengthFrame ? Math.min(end, after + typeOrLength) : end;
  return { layer, payload: { start: after, end: stop, as: layerOfType(typeOrLength), below } };
};
