/** A MAC address as a whole number below 2^48: six bytes, first byte highest. */
export type Mac = number;
/** An IPv4 address as a whole number below 2^32, first byte highest. RFC 791 §2.3. */
export type Ipv4 = number;

export const broadcastMac: Mac = 0xffff_ffff_ffff;

/** `00:00:5e:00:53:01` */
export const macText = (mac: Mac): string =>
  mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');

/** Reads `00:00:5e:00:53:01` and `00-00-5E-00-53-01`. @returns null when it is neither */
export function parseMac(text: string): Mac | null {
  if (!/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text)) return null;
  return Number.parseInt(text.replace(/[:-]/g, ''), 16);
}

/** The lowest bit of the first byte: for a group of interfaces (IEEE 802.3 cl. 3.2.3). */
export const isGroupMac = (mac: Mac): boolean => Math.floor(mac / 0x100_0000_0000) % 2 === 1;

/** `192.168.1.20` */
export const ipv4Text = (address: Ipv4): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Dotted decimal only: four numbers 0 to 255 without leading zeros. @returns null when it is not */
export function parseIpv4(text: string): Ipv4 | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The first `length` bits set: /24 is 255.255.255.0. RFC 4632 §3.1. */
export const maskOf = (length: number): Ipv4 => (length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0);

export const readUint16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

export const readUint32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;

export const readUint48 = (bytes: Uint8Array, at: number): number =>
  readUint16(bytes, at) * 0x1_0000_0000 + readUint32(bytes, at + 2);

export function writeUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

export function writeUint48(bytes: Uint8Array, at: number, value: number): void {
  writeUint16(bytes, at, Math.floor(value / 0x1_0000_0000));
  writeUint32(bytes, at + 2, value % 0x1_0000_0000);
}
