import { readUint16, writeUint16 } from '../wire/address.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import { headerLengthOf, ipv4At, ipv4HeaderChecksum, ipv4HeaderLength, moreFragments } from '../wire/ipv4.ts';

/** Every link must carry so much: a header of 60 bytes and 8 bytes of data. RFC 791 §3.2. */
export const leastMtu = 68;

const copiedFlag = 0x80;

/**
 * Cuts a datagram into pieces of at most `mtu` bytes, each in a frame buffer of its own with room for the Ethernet
 * header. RFC 791 §3.2. A datagram that is a fragment itself is cut further.
 * @param ip where the header begins in `bytes`
 */
export function cutIntoFragments(bytes: Uint8Array, ip: number, mtu: number): Uint8Array[] {
  const firstHeader = bytes.subarray(ip, ip + headerLengthOf(bytes, ip));
  const laterHeader = headerOfLaterFragments(firstHeader);
  const flagsAndOffset = readUint16(bytes, ip + ipv4At.flagsAndOffset);
  const end = ip + readUint16(bytes, ip + ipv4At.totalLength);
  const pieces: Uint8Array[] = [];
  let offset = flagsAndOffset & 0x1fff;
  for (let at = ip + firstHeader.length; at < end; ) {
    const header = pieces.length === 0 ? firstHeader : laterHeader;
    const most = (Math.max(leastMtu, mtu) - header.length) & ~7;
    const length = Math.min(most, end - at);
    const isLast = at + length === end && (flagsAndOffset & moreFragments) === 0;
    const word = (flagsAndOffset & 0xc000) | (isLast ? 0 : moreFragments) | offset;
    pieces.push(piece(header, bytes.subarray(at, at + length), word));
    at += length;
    offset += length >>> 3;
  }
  return pieces;
}

function piece(header: Uint8Array, payload: Uint8Array, flagsAndOffset: number): Uint8Array {
  const ip = ethernetHeaderLength;
  const frame = new Uint8Array(Math.max(60, ip + header.length + payload.length));
  frame.set(header, ip);
  frame.set(payload, ip + header.length);
  writeUint16(frame, ip + ipv4At.totalLength, header.length + payload.length);
  writeUint16(frame, ip + ipv4At.flagsAndOffset, flagsAndOffset);
  writeUint16(frame, ip + ipv4At.checksum, 0);
  writeUint16(frame, ip + ipv4At.checksum, ipv4HeaderChecksum(frame, ip, header.length));
  return frame;
}

/** Only options with the copied flag go into later fragments. RFC 791 §3.1. */
function headerOfLaterFragments(header: Uint8Array): Uint8Array {
  if (header.length === ipv4HeaderLength) return header;
  const kept: number[] = [];
  for (let at = ipv4HeaderLength; at < header.length; ) {
    const type = header[at] ?? 0;
    if (type === 0) break;
    const length = type === 1 ? 1 : (header[at + 1] ?? 0);
    if (type !== 1 && length < 2) break;
    if (type & copiedFlag) kept.push(...header.subarray(at, at + length));
    at += length;
  }
  const later = new Uint8Array(ipv4HeaderLength + ((kept.length + 3) & ~3));
  later.set(header.subarray(0, ipv4HeaderLength));
  later.set(kept, ipv4HeaderLength);
  later[0] = 0x40 | (later.length >>> 2);
  return later;
}
