/**
 * Who counts as one peer for limits. Anyone on this machine can connect from any of the sixteen million addresses of
 * 127.0.0.0/8, and anyone with IPv6 owns a /64 (RFC 6177), so single addresses would be no limit.
 */
export function addressGroup(address: string): string {
  const ipv4 = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  if (ipv4.startsWith('127.') || address === '::1') return 'this computer';
  if (!address.includes(':') || ipv4.includes('.')) return ipv4;
  return ipv6Network(address);
}

function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  if (tail !== undefined) while (groups.length + after.length < 8) groups.push('0');
  return `${groups
    .concat(after)
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
