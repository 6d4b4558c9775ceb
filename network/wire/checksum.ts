/**
 * The Internet checksum (RFC 1071): one's complement of the one's complement sum of 16-bit words, an odd last byte
 * padded with zero.
 * @param sum what was added before (a pseudo-header), see `sumWords`
 */
export const checksum = (bytes: Uint8Array, from: number, to: number, sum = 0): number =>
  ~fold(sumWords(bytes, from, to, sum)) & 0xffff;

/** Adds the words of `bytes[from … to)` to `sum` without folding; at most 64 KiB, so a double holds it exactly. */
export function sumWords(bytes: Uint8Array, from: number, to: number, sum = 0): number {
  let total = sum;
  const even = to - ((to - from) & 1);
  for (let at = from; at < even; at += 2) total += ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return even < to ? total + ((bytes[even] as number) << 8) : total;
}

export function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  return folded;
}

/** Pseudo-header of TCP and UDP over IPv4 (RFC 9293 §3.1, RFC 768). `length`: header and data, bytes. */
export const pseudoHeaderSum = (source: number, destination: number, protocol: number, length: number): number =>
  (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;
