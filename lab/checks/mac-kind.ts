/** What the two lowest bits of the first octet say of a MAC address. RFC 9542 §2.1. */
export type MacKind = 'zeros' | 'universal' | 'local' | 'group';

/** @param mac `02:00:5e:00:53:99`; every usual way to write the six octets */
export function macKind(mac: string): MacKind {
  const digits = mac.replaceAll(/[^0-9a-f]/gi, '');
  if (/^0*$/.test(digits)) return 'zeros';
  const first = Number.parseInt(digits.slice(0, 2), 16);
  if ((first & 0x01) !== 0) return 'group';
  return (first & 0x02) !== 0 ? 'local' : 'universal';
}

/** Why, in one sentence: `02 is 00000010: the local bit is set, the group bit is not.` */
export function macReason(mac: string): string {
  if (macKind(mac) === 'zeros') return 'All its bits are zero: loopback has no wire, so it needs no name on one.';
  const octet = mac
    .replaceAll(/[^0-9a-f]/gi, '')
    .slice(0, 2)
    .toLowerCase();
  const first = Number.parseInt(octet, 16);
  const bit = (mask: number): string => ((first & mask) === 0 ? 'clear' : 'set');
  return `${octet} is ${first.toString(2).padStart(8, '0')}: the local bit is ${bit(0x02)}, the group bit is ${bit(0x01)}.`;
}
