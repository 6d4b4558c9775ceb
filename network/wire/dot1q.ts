import { readUint16, writeUint16 } from './address.ts';
import { layerOfType, typeText } from './ethernet.ts';
import type { Dissector, Malformed } from './field.ts';
import { FieldReader, setOrNot } from './field-reader.ts';

/** The tag behind EtherType 0x8100: control information and the type of what follows. IEEE 802.1Q cl. 9.6. */
export const dot1qLength = 4;

const controlAt = 0;
const typeAt = 2;

export interface Dot1q {
  /** Priority code point, 0 … 7. */
  readonly priority: number;
  readonly dropEligible: boolean;
  /** VLAN identifier, 0 … 4095; 0 means no VLAN, only a priority. */
  readonly vlan: number;
  /** EtherType (or length) of the payload. */
  readonly typeOrLength: number;
  readonly payload: Uint8Array;
}

export function decodeDot1q(bytes: Uint8Array, start = 0, end = bytes.length): Dot1q | Malformed {
  if (end - start < dot1qLength)
    return { malformed: `A tag has 4 bytes, and here are ${end - start}.`, at: end - start };
  const control = readUint16(bytes, start + controlAt);
  return {
    priority: control >>> 13,
    dropEligible: (control & 0x1000) !== 0,
    vlan: control & 0x0fff,
    typeOrLength: readUint16(bytes, start + typeAt),
    payload: bytes.subarray(start + dot1qLength, end),
  };
}

export function encodeDot1q(tag: Dot1q): Uint8Array {
  const bytes = new Uint8Array(dot1qLength + tag.payload.length);
  writeUint16(bytes, controlAt, (tag.priority << 13) | (tag.dropEligible ? 0x1000 : 0) | tag.vlan);
  writeUint16(bytes, typeAt, tag.typeOrLength);
  bytes.set(tag.payload, dot1qLength);
  return bytes;
}

const source = 'IEEE 802.1Q cl. 9.6';

export const dissectDot1q: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const priority = read.number(3, {
    name: 'Priority Code Point',
    key: 'vlan.priority',
    meaning: 'Frames with a higher number may overtake others in a switch.',
    source,
  });
  read.number(1, {
    name: 'Drop Eligible Indicator',
    key: 'vlan.dei',
    text: setOrNot,
    meaning: 'A full switch drops these frames first.',
    source,
  });
  const vlan = read.number(12, {
    name: 'VLAN Identifier',
    key: 'vlan.id',
    meaning: (id) =>
      id === 0 ? 'No VLAN: the tag carries only a priority.' : 'The virtual network this frame belongs to.',
    source,
    problem: (id) => (id === 4095 ? '4095 is reserved and must not be sent.' : undefined),
    important: true,
  });
  const type = read.number(16, {
    name: 'Type',
    key: 'vlan.etype',
    text: typeText,
    meaning: 'Which protocol the payload is.',
    source,
    important: true,
  });
  const layer = read.layer('802.1Q', `VLAN ${vlan}, priority ${priority}`);
  if (read.cut) return { layer, payload: null };
  const stop = type <= 1500 ? Math.min(end, read.at + type) : end;
  return { layer, payload: { start: read.at, end: stop, as: layerOfType(type), below } };
};
