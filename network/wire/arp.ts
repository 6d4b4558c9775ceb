import type { Ipv4, Mac } from './address.ts';
import {
  ipv4Text,
  macText,
  readUint16,
  readUint32,
  readUint48,
  writeUint16,
  writeUint32,
  writeUint48,
} from './address.ts';
import { etherTypeIpv4, typeText } from './ethernet.ts';
import type { Dissector, Malformed } from './field.ts';
import { FieldReader, named } from './field-reader.ts';

/** Of ARP for Ethernet and IPv4, bytes. RFC 826. */
export const arpLength = 28;
export const arpRequest = 1;
export const arpReply = 2;

const hardwareTypeAt = 0;
const protocolTypeAt = 2;
const hardwareLengthAt = 4;
const protocolLengthAt = 5;
const operationAt = 6;
const senderMacAt = 8;
const senderIpAt = 14;
const targetMacAt = 18;
const targetIpAt = 24;

const ethernetHardware = 1;

/** ARP for Ethernet and IPv4. */
export interface Arp {
  /** 1 (Ethernet) unless said. */
  readonly hardwareType?: number;
  /** 0x0800 (IPv4) unless said. */
  readonly protocolType?: number;
  readonly operation: number;
  readonly senderMac: Mac;
  readonly senderIp: Ipv4;
  readonly targetMac: Mac;
  readonly targetIp: Ipv4;
}

/** @returns Malformed also for addresses that are not 6 and 4 bytes long: those are not for us to answer */
export function decodeArp(bytes: Uint8Array, start = 0, end = bytes.length): Required<Arp> | Malformed {
  if (end - start < arpLength)
    return { malformed: `ARP needs 28 bytes, and here are ${end - start}.`, at: end - start };
  const lengths = readUint16(bytes, start + hardwareLengthAt);
  if (lengths !== 0x0604) {
    const at = bytes[start + hardwareLengthAt] === 6 ? protocolLengthAt : hardwareLengthAt;
    return { malformed: `Its addresses are ${lengths >>> 8} and ${lengths & 255} bytes long, not 6 and 4.`, at };
  }
  return {
    hardwareType: readUint16(bytes, start + hardwareTypeAt),
    protocolType: readUint16(bytes, start + protocolTypeAt),
    operation: readUint16(bytes, start + operationAt),
    senderMac: readUint48(bytes, start + senderMacAt),
    senderIp: readUint32(bytes, start + senderIpAt),
    targetMac: readUint48(bytes, start + targetMacAt),
    targetIp: readUint32(bytes, start + targetIpAt),
  };
}

export function encodeArp(arp: Arp): Uint8Array {
  const bytes = new Uint8Array(arpLength);
  writeArp(bytes, 0, arp);
  return bytes;
}

export function writeArp(into: Uint8Array, at: number, arp: Arp): void {
  writeUint16(into, at + hardwareTypeAt, arp.hardwareType ?? ethernetHardware);
  writeUint16(into, at + protocolTypeAt, arp.protocolType ?? etherTypeIpv4);
  into[at + hardwareLengthAt] = 6;
  into[at + protocolLengthAt] = 4;
  writeUint16(into, at + operationAt, arp.operation);
  writeUint48(into, at + senderMacAt, arp.senderMac);
  writeUint32(into, at + senderIpAt, arp.senderIp);
  writeUint48(into, at + targetMacAt, arp.targetMac);
  writeUint32(into, at + targetIpAt, arp.targetIp);
}

/**
 * An announcement says its own address twice (RFC 5227 §3, RFC 826 calls none of it so); a probe asks for an address
 * without owning one yet (RFC 5227 §2.1.1).
 */
export type ArpKind = 'request' | 'reply' | 'announcement' | 'probe' | 'other';

export function arpKind(arp: Pick<Arp, 'operation' | 'senderIp' | 'targetIp'>): ArpKind {
  if (arp.operation !== arpRequest && arp.operation !== arpReply) return 'other';
  if (arp.senderIp === arp.targetIp) return 'announcement';
  if (arp.operation === arpReply) return 'reply';
  return arp.senderIp === 0 ? 'probe' : 'request';
}

function arpSummary(arp: Arp): string {
  switch (arpKind(arp)) {
    case 'announcement':
      return `${ipv4Text(arp.senderIp)} is at ${macText(arp.senderMac)} (announcement)`;
    case 'probe':
      return `Who has ${ipv4Text(arp.targetIp)}? (probe)`;
    case 'request':
      return `Who has ${ipv4Text(arp.targetIp)}? Tell ${ipv4Text(arp.senderIp)}`;
    case 'reply':
      return `${ipv4Text(arp.senderIp)} is at ${macText(arp.senderMac)}`;
    case 'other':
      return `ARP operation ${arp.operation}`;
  }
}

const operationMeaning: Record<ArpKind, string> = {
  request: 'Asks all neighbours: who has the target address?',
  reply: 'Answers whoever asked: that address is mine.',
  announcement: 'Nobody asked: the sender tells all neighbours which address it uses from now on.',
  probe: 'Asks whether anybody uses an address before taking it; the sender has none yet.',
  other: 'An operation other than request (1) and reply (2).',
};

const operations = new Map([
  [arpRequest, 'request'],
  [arpReply, 'reply'],
]);
const rfc = 'RFC 826';

export const dissectArp: Dissector = (bytes, start, end) => {
  const read = new FieldReader(bytes, start, end);
  const whole = decodeArp(bytes, start, end);
  const kind = 'malformed' in whole ? 'other' : arpKind(whole);
  read.number(16, {
    name: 'Hardware Type',
    key: 'arp.hw.type',
    text: named(new Map([[ethernetHardware, 'Ethernet']])),
    meaning: 'What kind of network the hardware addresses belong to.',
    source: rfc,
  });
  read.number(16, {
    name: 'Protocol Type',
    key: 'arp.proto.type',
    text: typeText,
    meaning: 'Whose addresses are looked for, as an EtherType.',
    source: rfc,
  });
  const hardwareLength = read.number(8, {
    name: 'Hardware Address Length',
    key: 'arp.hw.size',
    meaning: 'Bytes in a hardware address; 6 for Ethernet.',
    source: rfc,
  });
  const protocolLength = read.number(8, {
    name: 'Protocol Address Length',
    key: 'arp.proto.size',
    meaning: 'Bytes in a protocol address; 4 for IPv4.',
    source: rfc,
  });
  const operation = read.number(16, {
    name: 'Operation',
    key: 'arp.opcode',
    text: named(operations),
    meaning: operationMeaning[kind],
    source: kind === 'probe' || kind === 'announcement' ? 'RFC 5227 §1.1' : rfc,
    important: true,
  });
  address(read, hardwareLength, 'Sender Hardware Address', 'arp.src.hw', 'The interface that speaks.');
  address(
    read,
    protocolLength,
    'Sender Protocol Address',
    'arp.src.proto',
    kind === 'probe' ? 'All zeros: the sender has no address yet.' : 'The address that the sender says is its own.',
  );
  address(
    read,
    hardwareLength,
    'Target Hardware Address',
    'arp.dst.hw',
    operation === arpReply ? 'The interface that asked.' : 'What the question is about, so nobody reads it.',
  );
  address(
    read,
    protocolLength,
    'Target Protocol Address',
    'arp.dst.proto',
    operation === arpReply ? 'The address of whoever asked.' : 'The address that is looked for.',
  );
  return read.last('ARP', 'malformed' in whole ? `ARP operation ${operation}` : arpSummary(whole));
};

function address(read: FieldReader, length: number, name: string, what: string, meaning: string): void {
  const hardware = what.endsWith('hw');
  const width = hardware ? 6 : 4;
  if (length !== width) {
    read.raw(length, { name, key: what, meaning, source: rfc });
    return;
  }
  read.number(width * 8, {
    name,
    key: `${what}_${hardware ? 'mac' : 'ipv4'}`,
    text: hardware ? macText : ipv4Text,
    meaning,
    source: rfc,
    important: true,
  });
}
