/**
 * The Internet checksum (RFC 1071): one's complement of the one's complement sum of 16-bit words, an odd last byte
 * padded with zero.
 * @param sum what was added before (a pseudo-header), see `sumWords`
 */
export const checksum = (bytes: Uint8Array, from: number, to: number, sum = 0): number =>
  ~fold(sumWords(bytes, from, to, sum)) & 0xffff;

/**
 * Adds the words of `bytes[from … to)` to `sum`: at most 64 KiB, so that 32 bits hold their sum. What comes back is the
 * sum only after `fold`; until then it is a number that folds to it.
 */
export function sumWords(bytes: Uint8Array, from: number, to: number, sum = 0): number {
  const odd = (to - from) & 1;
  const even = to - odd;
  const isLong = even - from >= worthAView && isLittleEndian && ((bytes.byteOffset + from) & 1) === 0;
  const total = isLong ? sumOfView(bytes, from, even) : sumOfBytes(bytes, from, even);
  return sum + total + (odd === 1 ? (bytes[even] as number) << 8 : 0);
}

export function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  return folded;
}

/** Bytes from which the view below is faster than it is dear to make: measured, 86 bytes are too few and 200 are not. */
const worthAView = 200;

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function sumOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 2) total += ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return total;
}

/**
 * The same for an even number of bytes, read two at a time with their bytes the wrong way round: the folded sum then
 * has its bytes the wrong way round, too, and nothing else is different (RFC 1071 §2 B). Twice as fast.
 */
function sumOfView(bytes: Uint8Array, from: number, to: number): number {
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset + from, (to - from) >> 1);
  const inFours = words.length & ~3;
  let total = 0;
  let other = 0;
  for (let at = 0; at < inFours; at += 4) {
    total += (words[at] as number) + (words[at + 1] as number);
    other += (words[at + 2] as number) + (words[at + 3] as number);
  }
  for (let at = inFours; at < words.length; at += 1) total += words[at] as number;
  const folded = fold(total + other);
  return ((folded & 0xff) << 8) | (folded >>> 8);
}

/** Pseudo-header of TCP and UDP over IPv4 (RFC 9293 §3.1, RFC 768). `length`: header and data, bytes. */
export const pseudoHeaderSum = (source: number, destination: number, protocol: number, length: number): number =>
  (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;
