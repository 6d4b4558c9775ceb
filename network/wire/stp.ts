import {
  type Mac,
  macText,
  readUint16,
  readUint32,
  readUint48,
  writeUint16,
  writeUint32,
  writeUint48,
} from './address.ts';
import type { Dissector, Malformed } from './field.ts';
import { FieldReader, hexNumber, hexText, named, setOrNot } from './field-reader.ts';

/** Where all BPDUs go; no switch passes them on. IEEE 802.1D-1998 table 7-9. */
export const stpMac: Mac = 0x0180_c200_0000;
/** Behind LLC: DSAP and SSAP 0x42, unnumbered information. IEEE 802.1D-1998 cl. 7.12.3. */
const llcStp = 0x424203;

export const bpduConfiguration = 0x00;
export const bpduTopologyChange = 0x80;
const bpduRapid = 0x02;

/** From the first byte of LLC. IEEE 802.1D-1998 cl. 9.3.1. */
const protocolAt = 3;
const versionAt = 5;
const typeAt = 6;
const topologyChangeLength = 7;
const flagsAt = 7;
const rootAt = 8;
const rootPathCostAt = 16;
const bridgeAt = 20;
const portAt = 28;
const messageAgeAt = 30;
const maxAgeAt = 32;
const helloTimeAt = 34;
const forwardDelayAt = 36;
const configurationLength = 38;

/** IEEE 802.1D-1998 cl. 9.2.5: a priority and the bridge's own MAC; the lower one wins. */
export interface BridgeId {
  readonly priority: number;
  readonly mac: Mac;
}

export interface TopologyChangeBpdu {
  readonly kind: 'topology-change';
}

/** Times in units of 1/256 s, as on the wire, so that nothing is lost. */
export interface ConfigurationBpdu {
  readonly kind: 'configuration';
  /** 0 is STP, 2 is RSTP. */
  readonly version: number;
  /** 0, or 2 with `version` 2. */
  readonly type: number;
  /** Bit 0: topology change; bit 7: topology change acknowledged; the others are RSTP's. */
  readonly flags: number;
  readonly root: BridgeId;
  readonly rootPathCost: number;
  readonly bridge: BridgeId;
  /** Priority in the upper bits, number in the lower ones. */
  readonly port: number;
  readonly messageAge: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly forwardDelay: number;
}

export type Bpdu = ConfigurationBpdu | TopologyChangeBpdu;

export const flagTopologyChange = 0x01;
export const flagTopologyChangeAcknowledged = 0x80;
/** On the wire a second is 256. */
export const stpSecond = 256;

/** @param start of LLC, the payload of an 802.3 length frame */
export function decodeStp(bytes: Uint8Array, start = 0, end = bytes.length): Bpdu | Malformed {
  const there = end - start;
  if (there < topologyChangeLength)
    return { malformed: `A BPDU has at least 7 bytes, and here are ${there}.`, at: there };
  const llc = (readUint16(bytes, start) << 8) | (bytes[start + 2] ?? 0);
  if (llc !== llcStp) return { malformed: 'This LLC header is not the one of spanning tree, 42 42 03.', at: 0 };
  if (readUint16(bytes, start + protocolAt) !== 0) return { malformed: 'The protocol is not 0.', at: protocolAt };
  const type = bytes[start + typeAt] ?? 0;
  if (type === bpduTopologyChange) return { kind: 'topology-change' };
  if (type !== bpduConfiguration && type !== bpduRapid) return { malformed: `No BPDU has type ${type}.`, at: typeAt };
  if (there < configurationLength) {
    return { malformed: `A configuration BPDU has 38 bytes with LLC, and here are ${there}.`, at: there };
  }
  return {
    kind: 'configuration',
    version: bytes[start + versionAt] ?? 0,
    type,
    flags: bytes[start + flagsAt] ?? 0,
    root: { priority: readUint16(bytes, start + rootAt), mac: readUint48(bytes, start + rootAt + 2) },
    rootPathCost: readUint32(bytes, start + rootPathCostAt),
    bridge: { priority: readUint16(bytes, start + bridgeAt), mac: readUint48(bytes, start + bridgeAt + 2) },
    port: readUint16(bytes, start + portAt),
    messageAge: readUint16(bytes, start + messageAgeAt),
    maxAge: readUint16(bytes, start + maxAgeAt),
    helloTime: readUint16(bytes, start + helloTimeAt),
    forwardDelay: readUint16(bytes, start + forwardDelayAt),
  };
}

/** With its LLC header: the payload of `encodeEthernet({ destination: stpMac, source, payload })`. */
export function encodeStp(bpdu: Bpdu): Uint8Array {
  const bytes = new Uint8Array(bpdu.kind === 'configuration' ? configurationLength : topologyChangeLength);
  writeUint16(bytes, 0, llcStp >>> 8);
  bytes[2] = llcStp & 255;
  if (bpdu.kind === 'topology-change') {
    bytes[typeAt] = bpduTopologyChange;
    return bytes;
  }
  bytes[versionAt] = bpdu.version;
  bytes[typeAt] = bpdu.type;
  bytes[flagsAt] = bpdu.flags;
  writeUint16(bytes, rootAt, bpdu.root.priority);
  writeUint48(bytes, rootAt + 2, bpdu.root.mac);
  writeUint32(bytes, rootPathCostAt, bpdu.rootPathCost);
  writeUint16(bytes, bridgeAt, bpdu.bridge.priority);
  writeUint48(bytes, bridgeAt + 2, bpdu.bridge.mac);
  writeUint16(bytes, portAt, bpdu.port);
  writeUint16(bytes, messageAgeAt, bpdu.messageAge);
  writeUint16(bytes, maxAgeAt, bpdu.maxAge);
  writeUint16(bytes, helloTimeAt, bpdu.helloTime);
  writeUint16(bytes, forwardDelayAt, bpdu.forwardDelay);
  return bytes;
}

const source = 'IEEE 802.1D-1998 cl. 9.3.1';
const bpduTypes = new Map([
  [bpduConfiguration, 'configuration'],
  [bpduRapid, 'rapid spanning tree'],
  [bpduTopologyChange, 'topology change notification'],
]);

/** LLC and the BPDU behind it. Another LLC protocol is shown as far as its three bytes. */
export const dissectStp: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const llc = 'IEEE 802.2 cl. 3.2';
  const hex = (value: number) => hexNumber(value, 2);
  const dsap = read.number(8, {
    name: 'DSAP',
    key: 'llc.dsap',
    text: hex,
    meaning: 'Whom it is for: 0x42 is spanning tree.',
    source: llc,
  });
  const ssap = read.number(8, { name: 'SSAP', key: 'llc.ssap', text: hex, meaning: 'Who speaks.', source: llc });
  read.number(8, {
    name: 'Control',
    key: 'llc.control',
    text: hex,
    meaning: '0x03: one frame, no connection.',
    source: llc,
  });
  if (dsap !== 0x42 || ssap !== 0x42) {
    const layer = read.layer('STP', `LLC ${hex(dsap)}`);
    if (read.left === 0) return { layer, payload: null };
    return { layer, payload: { start: read.at, end, as: 'Data', below } };
  }
  read.number(16, {
    name: 'Protocol Identifier',
    key: 'stp.protocol',
    text: (value) => hexNumber(value, 4),
    meaning: 'Always 0.',
    source,
  });
  read.number(8, {
    name: 'Protocol Version',
    key: 'stp.version',
    meaning: '0 is spanning tree, 2 the rapid one.',
    source,
  });
  const type = read.number(8, {
    name: 'BPDU Type',
    key: 'stp.type',
    text: named(bpduTypes, hex),
    meaning: type80(bytes[start + typeAt]),
    source,
    important: true,
  });
  if (type === bpduTopologyChange) return finish(read, 'Topology change notification');
  readFlags(read);
  const root = bridgeId(read, 'Root', 'stp.root', 'The bridge that this one believes to be the root of the tree.');
  const cost = read.number(32, {
    name: 'Root Path Cost',
    key: 'stp.root.cost',
    meaning: 'What the way from here to the root costs; slower links cost more.',
    source,
    important: true,
  });
  bridgeId(read, 'Bridge', 'stp.bridge', 'The bridge that sent this.');
  const port = read.number(16, {
    name: 'Port Identifier',
    key: 'stp.port',
    text: (value) => hexNumber(value, 4),
    meaning: 'The port it was sent from: priority, then number.',
    source,
  });
  time(read, 'Message Age', 'stp.msg_age', 'How long ago the root said this.');
  time(read, 'Max Age', 'stp.max_age', 'After so long without news it is forgotten.');
  time(read, 'Hello Time', 'stp.hello', 'The root says this so often.');
  time(read, 'Forward Delay', 'stp.forward', 'How long a port listens, and then learns, before it forwards.');
  return finish(read, `Root ${root}, cost ${cost}, port ${hexNumber(port, 4)}`);
};

const type80 = (type: number | undefined): string =>
  type === bpduTopologyChange
    ? 'A bridge tells the root that the network changed, so addresses are to be forgotten sooner.'
    : 'What the sender believes of the tree; each bridge keeps the best it hears.';

function finish(read: FieldReader, summary: string) {
  read.rest({ name: 'Rest', key: 'stp.rest', text: hexText, meaning: 'More than this BPDU needs.', source });
  return read.last('STP', summary);
}

function readFlags(read: FieldReader): void {
  const bit = (name: string, key: string, meaning: string) =>
    read.number(1, { name, key, text: setOrNot, meaning, source });
  read.group({ name: 'Flags', key: 'stp.flags', meaning: 'News about changes in the tree.', source }, () => {
    const acknowledged = bit('Topology Change Acknowledgment', 'stp.flags.tcack', 'Your notification was heard.');
    read.number(6, {
      name: 'Reserved',
      key: 'stp.flags.rapid',
      text: (value) => hexNumber(value, 2),
      meaning: 'Zero here; rapid spanning tree says more with them.',
      source,
    });
    const changed = bit('Topology Change', 'stp.flags.tc', 'The network changed: forget addresses sooner.');
    return [acknowledged && 'acknowledged', changed && 'topology change'].filter(Boolean).join(', ') || 'none';
  });
}

function bridgeId(read: FieldReader, name: string, key: string, meaning: string): string {
  let id = '';
  read.group({ name: `${name} Identifier`, key, meaning, source, important: true }, () => {
    const priority = read.number(4, {
      name: `${name} Priority`,
      key: `${key}.prio`,
      text: (value) => String(value * 4096),
      meaning: 'The lowest becomes root; people set it.',
      source,
    });
    const extension = read.number(12, {
      name: `${name} System Identifier Extension`,
      key: `${key}.ext`,
      meaning: 'The VLAN, where each has a tree of its own.',
      source: 'IEEE 802.1D-2004 cl. 9.2.5',
    });
    const mac = read.number(48, {
      name: `${name} Address`,
      key: `${key}.hw`,
      text: macText,
      meaning: 'Decides between equal priorities.',
      source,
    });
    id = `${priority * 4096 + extension}/${macText(mac)}`;
    return id;
  });
  return id;
}

function time(read: FieldReader, name: string, key: string, meaning: string): void {
  read.number(16, { name, key, text: (value) => `${value / stpSecond} s`, meaning, source });
}
