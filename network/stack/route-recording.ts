import { type Ipv4, writeUint16, writeUint32 } from '../wire/address.ts';
import { headerLengthOf, ipv4At, ipv4HeaderChecksum, ipv4HeaderLength } from '../wire/ipv4.ts';
import { ipv4Option } from '../wire/ipv4-options.ts';

/** Calls `each` with the offset and length of every option; stops at the end of the list or where it is broken. */
function forOptions(bytes: Uint8Array, ip: number, each: (at: number, type: number, length: number) => void): void {
  const end = ip + headerLengthOf(bytes, ip);
  for (let at = ip + ipv4HeaderLength; at < end; ) {
    const type = bytes[at] ?? 0;
    if (type === ipv4Option.end) return;
    const length = type === ipv4Option.noOperation ? 1 : (bytes[at + 1] ?? 0);
    if (at + length > end || (length < 2 && type !== ipv4Option.noOperation)) return;
    each(at, type, length);
    at += length;
  }
}

/** Does the packet name the routers it wants to pass? Those are refused, as nearly everywhere (RFC 7126 §4.3, §4.4). */
export function isSourceRouted(bytes: Uint8Array, ip: number): boolean {
  let found = false;
  forOptions(bytes, ip, (_at, type) => {
    if (type === ipv4Option.looseSourceRoute || type === ipv4Option.strictSourceRoute) found = true;
  });
  return found;
}

/**
 * Writes our address into the next free slot of a Record Route option, where there is one and room in it, and puts the
 * checksum right. RFC 791 §3.1. `bytes` must be a copy of ours.
 */
export function recordRoute(bytes: Uint8Array, ip: number, address: Ipv4): void {
  let written = false;
  forOptions(bytes, ip, (at, type, length) => {
    if (type !== ipv4Option.recordRoute || length < 3) return;
    const pointer = bytes[at + 2] ?? 0;
    if (pointer < 4 || pointer + 3 > length) return;
    writeUint32(bytes, at + pointer - 1, address);
    bytes[at + 2] = pointer + 4;
    written = true;
  });
  if (!written) return;
  writeUint16(bytes, ip + ipv4At.checksum, 0);
  writeUint16(bytes, ip + ipv4At.checksum, ipv4HeaderChecksum(bytes, ip));
}

/**
 * What the answer to this packet carries on of the way that was recorded, with us in it: its Record Route option, padded
 * to the end of a header. RFC 1122 §3.2.2.6.
 */
export function recordedRoute(bytes: Uint8Array, ip: number, address: Ipv4): Uint8Array | undefined {
  const copy = bytes.slice(0, ip + headerLengthOf(bytes, ip));
  recordRoute(copy, ip, address);
  let found: Uint8Array | undefined;
  forOptions(copy, ip, (at, type, length) => {
    if (type !== ipv4Option.recordRoute) return;
    found = new Uint8Array((length + 3) & ~3);
    found.set(copy.subarray(at, at + length));
  });
  return found;
}
