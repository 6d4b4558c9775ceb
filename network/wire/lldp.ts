import { ipv4Text, macText, readUint16, readUint32, readUint48, writeUint16 } from './address.ts';
import type { Dissector, Malformed } from './field.ts';
import { FieldReader, hexText, named } from './field-reader.ts';

/** Type (7 bits), length (9 bits), value. IEEE 802.1AB-2016 cl. 8.4. */
export interface LldpTlv {
  readonly type: number;
  readonly value: Uint8Array;
}

/** IEEE 802.1AB-2016 table 8-1. */
export const lldpTlv = {
  end: 0,
  chassisId: 1,
  portId: 2,
  timeToLive: 3,
  portDescription: 4,
  systemName: 5,
  systemDescription: 6,
  capabilities: 7,
  managementAddress: 8,
  organization: 127,
} as const;

const tlvHeaderLength = 2;

/** All TLVs up to the one that ends the list (which is in it); what follows is padding. */
export function decodeLldp(bytes: Uint8Array, start = 0, end = bytes.length): LldpTlv[] | Malformed {
  const tlvs: LldpTlv[] = [];
  for (let at = start; end - at >= tlvHeaderLength; ) {
    const header = readUint16(bytes, at);
    const value = at + tlvHeaderLength;
    const length = header & 0x1ff;
    if (value + length > end) {
      return { malformed: `A TLV of ${length} bytes, and ${end - value} are left.`, at: at - start };
    }
    tlvs.push({ type: header >>> 9, value: bytes.subarray(value, value + length) });
    if (header >>> 9 === lldpTlv.end) return tlvs;
    at = value + length;
  }
  return { malformed: 'The list of TLVs has no end.', at: end - start };
}

export function encodeLldp(tlvs: readonly LldpTlv[]): Uint8Array {
  const bytes = new Uint8Array(tlvs.reduce((sum, tlv) => sum + tlvHeaderLength + tlv.value.length, 0));
  let at = 0;
  for (const { type, value } of tlvs) {
    writeUint16(bytes, at, (type << 9) | value.length);
    bytes.set(value, at + tlvHeaderLength);
    at += tlvHeaderLength + value.length;
  }
  return bytes;
}

const names = new Map<number, string>([
  [lldpTlv.end, 'End of LLDPDU'],
  [lldpTlv.chassisId, 'Chassis ID'],
  [lldpTlv.portId, 'Port ID'],
  [lldpTlv.timeToLive, 'Time To Live'],
  [lldpTlv.portDescription, 'Port Description'],
  [lldpTlv.systemName, 'System Name'],
  [lldpTlv.systemDescription, 'System Description'],
  [lldpTlv.capabilities, 'System Capabilities'],
  [lldpTlv.managementAddress, 'Management Address'],
  [lldpTlv.organization, 'Organizationally Specific'],
]);

const meanings = new Map<number, string>([
  [lldpTlv.end, 'No TLV follows.'],
  [lldpTlv.chassisId, 'Which device speaks.'],
  [lldpTlv.portId, 'Which of its ports this came out of.'],
  [lldpTlv.timeToLive, 'After so many seconds without news, forget the neighbour.'],
  [lldpTlv.portDescription, 'The port in the words of whoever set it up.'],
  [lldpTlv.systemName, 'The name of the device.'],
  [lldpTlv.systemDescription, 'What the device is and what it runs.'],
  [lldpTlv.capabilities, 'What it can be (bridge, router, telephone …) and what it is at the moment.'],
  [lldpTlv.managementAddress, 'Where people reach the device to manage it.'],
  [lldpTlv.organization, 'An extension of some organisation, named by the first three bytes.'],
]);

const source = 'IEEE 802.1AB-2016 cl. 8.4';

export const dissectLldp: Dissector = (bytes, start, end) => {
  const read = new FieldReader(bytes, start, end);
  const said: string[] = [];
  for (let type = -1; type !== lldpTlv.end && read.left >= tlvHeaderLength; ) {
    type = readUint16(bytes, read.at) >>> 9;
    const value = readTlv(read, type);
    if (type === lldpTlv.systemName || type === lldpTlv.portId) said.push(value);
  }
  if (read.left === 1) {
    read.rest({
      name: 'Rest',
      key: 'lldp.rest',
      meaning: 'Half a TLV.',
      source,
      problem: () => 'The list has no end.',
    });
  }
  return read.last('LLDP', said.length > 0 ? `I am ${said.reverse().join(', port ')}` : 'LLDP');
};

function readTlv(read: FieldReader, type: number): string {
  const name = names.get(type) ?? `TLV ${type}`;
  const meaning = meanings.get(type) ?? 'A type this page cannot read further.';
  let value = '';
  read.group({ name, key: 'lldp.tlv', meaning, source }, () => {
    read.number(7, { name: 'Type', key: 'lldp.tlv.type', text: named(names), meaning: 'What this TLV says.', source });
    const length = read.number(9, { name: 'Length', key: 'lldp.tlv.len', meaning: 'Bytes of the value.', source });
    const raw = read.raw(length, {
      name: 'Value',
      key: keys.get(type) ?? 'lldp.value',
      text: (bytes) => valueText(type, bytes),
      meaning,
      source,
    });
    value = raw.length > 0 ? valueText(type, raw) : '';
    return value;
  });
  return value;
}

const keys = new Map<number, string>([
  [lldpTlv.chassisId, 'lldp.chassis.id'],
  [lldpTlv.portId, 'lldp.port.id'],
  [lldpTlv.timeToLive, 'lldp.time_to_live'],
  [lldpTlv.portDescription, 'lldp.port.desc'],
  [lldpTlv.systemName, 'lldp.tlv.system.name'],
  [lldpTlv.systemDescription, 'lldp.tlv.system.desc'],
]);

function valueText(type: number, value: Uint8Array): string {
  switch (type) {
    case lldpTlv.chassisId:
    case lldpTlv.portId:
      return identityText(value, type === lldpTlv.chassisId ? 4 : 3, type === lldpTlv.chassisId ? 5 : 4);
    case lldpTlv.timeToLive:
      return value.length === 2 ? `${readUint16(value, 0)} s` : hexText(value);
    case lldpTlv.portDescription:
    case lldpTlv.systemName:
    case lldpTlv.systemDescription:
      return printable(value);
    default:
      return hexText(value);
  }
}

/** A subtype, then a MAC address, a network address or a name. IEEE 802.1AB-2016 tables 8-2 and 8-3. */
function identityText(value: Uint8Array, macSubtype: number, addressSubtype: number): string {
  const subtype = value[0];
  if (subtype === macSubtype && value.length === 7) return macText(readUint48(value, 1));
  if (subtype === addressSubtype && value.length === 6 && value[1] === 1) return ipv4Text(readUint32(value, 2));
  return printable(value.subarray(1));
}

/** Names are ASCII in practice; a byte that is not shows as a dot. */
const printable = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
