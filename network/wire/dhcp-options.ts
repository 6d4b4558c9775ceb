import type { Ipv4 } from './address.ts';
import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';

/** Option codes, RFC 2132 unless said. */
export const optionPad = 0;
export const optionSubnetMask = 1;
export const optionRouter = 3;
export const optionDnsServer = 6;
export const optionHostName = 12;
export const optionDomainName = 15;
export const optionRequestedAddress = 50;
export const optionLeaseTime = 51;
export const optionOverload = 52;
export const optionMessageType = 53;
export const optionServerId = 54;
export const optionParameterList = 55;
export const optionMessage = 56;
export const optionRenewalTime = 58;
export const optionRebindingTime = 59;
export const optionClientId = 61;
export const optionEndOfOptions = 255;

/** What a message is, RFC 2132 §9.6. */
export const dhcpDiscover = 1;
export const dhcpOffer = 2;
export const dhcpRequest = 3;
export const dhcpDecline = 4;
export const dhcpAck = 5;
export const dhcpNak = 6;
export const dhcpRelease = 7;
export const dhcpInform = 8;

/** One option as it stood there. Pad (0) and end (255) have no data and no length byte. */
export interface DhcpOption {
  readonly code: number;
  /** At most 255 bytes. */
  readonly data: Uint8Array;
}

const none = new Uint8Array(0);

/** The first option whose length reaches past the end, or what follows `end`, begins at `rest`. */
export function decodeDhcpOptions(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): { options: DhcpOption[]; rest: number } {
  const options: DhcpOption[] = [];
  let at = start;
  while (at < end) {
    const size = dhcpOptionSize(bytes, at, end);
    if (size === 0) break;
    const code = bytes[at] ?? 0;
    options.push({ code, data: size === 1 ? none : bytes.slice(at + 2, at + size) });
    at += size;
    if (code === optionEndOfOptions) break;
  }
  return { options, rest: at };
}

/** Bytes of the option at `at` with its code and length; 0 when it reaches past the end. */
export function dhcpOptionSize(bytes: Uint8Array, at: number, end: number): number {
  const code = bytes[at];
  if (code === optionPad || code === optionEndOfOptions) return 1;
  if (at + 1 >= end) return 0;
  const size = 2 + (bytes[at + 1] ?? 0);
  return at + size > end ? 0 : size;
}

/** @throws RangeError for data of more than 255 bytes: split it into several options (RFC 3396) before */
export function encodeDhcpOptions(options: readonly DhcpOption[]): Uint8Array {
  const sizeOf = ({ code, data }: DhcpOption) => (isBare(code) ? 1 : 2 + data.length);
  const bytes = new Uint8Array(options.reduce((sum, option) => sum + sizeOf(option), 0));
  let at = 0;
  for (const option of options) {
    bytes[at] = option.code;
    if (!isBare(option.code)) {
      if (option.data.length > 255) throw new RangeError(`DHCP option ${option.code} has more than 255 bytes`);
      bytes[at + 1] = option.data.length;
      bytes.set(option.data, at + 2);
    }
    at += sizeOf(option);
  }
  return bytes;
}

const isBare = (code: number): boolean => code === optionPad || code === optionEndOfOptions;

/** The data of all options with this code, one after the other (RFC 3396 §7). @returns null when there is none */
export function optionData(options: readonly DhcpOption[], code: number): Uint8Array | null {
  const found = options.filter((option) => option.code === code);
  const first = found[0];
  if (first === undefined) return null;
  if (found.length === 1) return first.data;
  return Uint8Array.from(found.flatMap((option) => [...option.data]));
}

/** All addresses in an option; empty when it is missing or its length is no multiple of four. */
export function optionAddresses(options: readonly DhcpOption[], code: number): Ipv4[] {
  const data = optionData(options, code);
  if (data === null || data.length % 4 !== 0) return [];
  return Array.from({ length: data.length / 4 }, (_, index) => readUint32(data, 4 * index));
}

export const optionAddress = (options: readonly DhcpOption[], code: number): Ipv4 | null =>
  optionAddresses(options, code)[0] ?? null;

/** A number of one, two or four bytes (message type, sizes, seconds). @returns null when missing or of another length */
export function optionNumber(options: readonly DhcpOption[], code: number): number | null {
  const data = optionData(options, code);
  if (data?.length === 1) return data[0] ?? 0;
  if (data?.length === 2) return readUint16(data, 0);
  return data?.length === 4 ? readUint32(data, 0) : null;
}

/** Text, one character a byte; zeros at its end do not count (RFC 2132 §2). */
export function optionText(options: readonly DhcpOption[], code: number): string | null {
  const data = optionData(options, code);
  return data === null ? null : asciiText(data).replace(/\0+$/, '');
}

export const asciiText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export function addressesOption(code: number, ...addresses: readonly Ipv4[]): DhcpOption {
  const data = new Uint8Array(4 * addresses.length);
  addresses.forEach((address, index) => {
    writeUint32(data, 4 * index, address);
  });
  return { code, data };
}

/** @param width bytes */
export function numberOption(code: number, width: 1 | 2 | 4, value: number): DhcpOption {
  const data = new Uint8Array(width);
  if (width === 1) data[0] = value;
  else if (width === 2) writeUint16(data, 0, value);
  else writeUint32(data, 0, value);
  return { code, data };
}

/** Characters above 255 lose their higher bits; names of hosts and domains have none. */
export const textOption = (code: number, text: string): DhcpOption => ({
  code,
  data: Uint8Array.from(text, (character) => character.charCodeAt(0)),
});

export const bytesOption = (code: number, ...data: readonly number[]): DhcpOption => ({
  code,
  data: Uint8Array.from(data),
});
