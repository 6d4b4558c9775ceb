const OCTET = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const DOTTED_DECIMAL = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
/** What inet_aton(3) would still take for an address: `0x7f.1`, `0177.0.0.1`, `2130706433`, `127.1`. */
const NUMBER_PARTS = /^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?$/i;

/** IPv6's loopback in the one spelling that the lab takes. RFC 4291 §2.5.3, RFC 5952 §4. */
export const loopback6 = '::1';

/**
 * @returns why this text is no address of the lab, or null if it is one: dotted decimal in 127.0.0.0/8, or `::1` and no
 * other spelling of it.
 */
export function judgeAddress(address: string): string | null {
  if (address === loopback6) return null;
  const shown = show(address);
  if (DOTTED_DECIMAL.test(address)) {
    if (address.startsWith('127.')) return null;
    if (address === '0.0.0.0')
      return '0.0.0.0 means every address of this computer. The lab stays inside: use 127.0.0.1.';
    return `${shown} is not loopback. The lab reaches only this computer: 127.0.0.0 to 127.255.255.255, and ::1.`;
  }
  if (NUMBER_PARTS.test(address)) {
    return `${shown} is a number, but not four decimal ones without leading zeros: programs read hexadecimal, octal and shortened spellings differently, so the lab takes none. Write 127.0.0.1.`;
  }
  if (address.includes(':')) {
    return `${shown} looks like IPv6. Of IPv6 the lab reaches this computer's own address only, written ::1.`;
  }
  return `${shown} is a name, not an address. The lab server asks nobody for addresses: write 127.0.0.1.`;
}

/** Other people's text in our sentence: short, and printable ASCII only. */
function show(address: string): string {
  const clean = address.slice(0, 64).replace(/[^\x21-\x7e]/g, '?');
  return clean === '' ? 'An empty word' : `"${clean}"`;
}
