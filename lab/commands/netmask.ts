/** A prefix length as a mask in dotted decimal: 24 is 255.255.255.0. */
export function netmask(prefixLength: number): string {
  const bits = '1'.repeat(prefixLength).padEnd(32, '0');
  return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join('.');
}

/** The broadcast address: all host bits set (RFC 919 §7). */
export function broadcast(address: string, prefixLength: number): string {
  const mask = netmask(prefixLength).split('.').map(Number);
  return address
    .split('.')
    .map((byte, index) => Number(byte) | (255 - (mask[index] ?? 255)))
    .join('.');
}
