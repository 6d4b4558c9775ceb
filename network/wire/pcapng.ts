import { writeUint16, writeUint32 } from './address.ts';
import { fcsBytes, fcsOf } from './fcs.ts';

/** One frame as it was seen at one capture point. */
export interface CapturedFrame {
  /** Index into the interfaces. */
  readonly interface: number;
  /** ns since the capture's epoch (a virtual network began at 0). */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly direction?: 'inbound' | 'outbound';
  /** Where the interface's frames carry one: what it was, if not the right one. */
  readonly fcs?: number;
  readonly comment?: string;
}

export interface CapturePoint {
  /** `pc1:eth0` */
  readonly name: string;
  /** Its frames carry their FCS. */
  readonly fcs?: boolean;
}

/** draft-ietf-opsawg-pcapng §4.1 … §4.3. */
const sectionHeaderBlock = 0x0a0d_0d0a;
const interfaceDescriptionBlock = 1;
const enhancedPacketBlock = 6;
const byteOrderMagic = 0x1a2b_3c4d;
const linkTypeEthernet = 1;

/** Options. draft-ietf-opsawg-pcapng §3.5, §4.1 … §4.3. */
const optionComment = 1;
const optionUserApplication = 4;
const optionInterfaceName = 2;
const optionTimeResolution = 9;
const optionFcsLength = 13;
const optionPacketFlags = 2;

/** 10^-9 s. */
const nanoseconds = 9;

/**
 * A capture that Wireshark and tshark open: one section, an interface for each capture point, a block for each frame.
 * Big-endian throughout. draft-ietf-opsawg-pcapng.
 * @param application what made it, shown by Wireshark
 */
export function encodePcapng(
  points: readonly CapturePoint[],
  frames: Iterable<CapturedFrame>,
  application = 'First Hop',
): Uint8Array {
  const blocks = [sectionHeader(application), ...points.map(interfaceDescription)];
  for (const frame of frames) blocks.push(enhancedPacket(frame, points[frame.interface]?.fcs === true));
  return joined(blocks);
}

function sectionHeader(application: string): Uint8Array {
  const fixed = new Uint8Array(16);
  writeUint32(fixed, 0, byteOrderMagic);
  writeUint16(fixed, 4, 1);
  // Section length -1: not given.
  fixed.fill(0xff, 8, 16);
  return block(sectionHeaderBlock, [fixed, option(optionUserApplication, utf8(application)), endOfOptions]);
}

function interfaceDescription(point: CapturePoint): Uint8Array {
  const fixed = new Uint8Array(8);
  writeUint16(fixed, 0, linkTypeEthernet);
  return block(interfaceDescriptionBlock, [
    fixed,
    option(optionInterfaceName, utf8(point.name)),
    option(optionTimeResolution, Uint8Array.of(nanoseconds)),
    ...(point.fcs ? [option(optionFcsLength, Uint8Array.of(4))] : []),
    endOfOptions,
  ]);
}

function enhancedPacket(frame: CapturedFrame, withFcs: boolean): Uint8Array {
  const fixed = new Uint8Array(20);
  const length = frame.bytes.length + (withFcs ? 4 : 0);
  writeUint32(fixed, 0, frame.interface);
  writeUint32(fixed, 4, Math.floor(frame.at / 0x1_0000_0000));
  writeUint32(fixed, 8, frame.at % 0x1_0000_0000);
  writeUint32(fixed, 12, length);
  writeUint32(fixed, 16, length);
  const options: Uint8Array[] = [];
  if (frame.direction || withFcs) options.push(option(optionPacketFlags, packetFlags(frame.direction, withFcs)));
  if (frame.comment !== undefined) options.push(option(optionComment, utf8(frame.comment)));
  if (options.length > 0) options.push(endOfOptions);
  const body = withFcs ? joined([frame.bytes, fcsBytes(frame.fcs ?? fcsOf(frame.bytes))]) : frame.bytes;
  return block(enhancedPacketBlock, [fixed, padded(body), ...options]);
}

/** Bits 0-1: inbound 1, outbound 2; bits 5-8: FCS length in bytes. draft-ietf-opsawg-pcapng §4.3.1. */
function packetFlags(direction: CapturedFrame['direction'], withFcs: boolean): Uint8Array {
  const flags = new Uint8Array(4);
  const way = direction === 'inbound' ? 1 : direction === 'outbound' ? 2 : 0;
  writeUint32(flags, 0, way | (withFcs ? 4 << 5 : 0));
  return flags;
}

/** Type, length, body, length again: so that readers can go backwards. draft-ietf-opsawg-pcapng §3.1. */
function block(type: number, body: readonly Uint8Array[]): Uint8Array {
  const length = 12 + body.reduce((sum, part) => sum + part.length, 0);
  const head = new Uint8Array(8);
  const tail = new Uint8Array(4);
  writeUint32(head, 0, type);
  writeUint32(head, 4, length);
  writeUint32(tail, 0, length);
  return joined([head, ...body, tail]);
}

function option(code: number, value: Uint8Array): Uint8Array {
  const head = new Uint8Array(4);
  writeUint16(head, 0, code);
  writeUint16(head, 2, value.length);
  return joined([head, padded(value)]);
}

const endOfOptions = new Uint8Array(4);

/** Everything in pcapng begins at a multiple of four bytes. */
function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes;
  const whole = new Uint8Array((bytes.length + 3) & ~3);
  whole.set(bytes);
  return whole;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** UTF-8 (RFC 3629 §3), because there is no TextEncoder here. A lone surrogate becomes U+FFFD. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0xfffd;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}
