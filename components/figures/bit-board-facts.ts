import { type AddressUse, blockOf } from '../../lab/special-blocks.ts';
import { type Ipv4, ipv4Text, maskOf, parseIpv4 } from '../../network/wire/address.ts';

/** Bit 0 is the first one, worth 2³¹. */
export const bitAt = (address: Ipv4, bit: number): 0 | 1 => (((address >>> (31 - bit)) & 1) === 1 ? 1 : 0);

export const withBit = (address: Ipv4, bit: number, value: 0 | 1): Ipv4 => {
  const place = (1 << (31 - bit)) >>> 0;
  return (value === 1 ? address | place : address & ~place) >>> 0;
};

/** What a bit adds within its byte: 128 down to 1. */
export const worthOf = (bit: number): number => 2 ** (7 - (bit % 8));

export const byteOf = (address: Ipv4, byte: number): number => (address >>> (24 - 8 * byte)) & 255;

/** `128 + 64 = 192`; `0` where nothing is set. */
export function sumText(byte: number): string {
  const worths = [128, 64, 32, 16, 8, 4, 2, 1].filter((worth) => (byte & worth) !== 0);
  return worths.length > 1 ? `${worths.join(' + ')} = ${byte}` : String(byte);
}

/** `0xC0A80101` */
export const hexText = (address: Ipv4): string => `0x${address.toString(16).toUpperCase().padStart(8, '0')}`;

/** `3 232 235 777`, with thin spaces. */
export const integerText = (address: Ipv4): string => String(address).replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');

/** Reads four numbers with dots, `0x` and hex digits, or one whole number. Null when it is no IPv4 address. */
export function readAddress(text: string): Ipv4 | null {
  const word = text.trim();
  if (/^0x[0-9a-f]{1,8}$/i.test(word)) return Number(word);
  if (/^\d{1,10}$/.test(word)) return Number(word) <= 0xffff_ffff ? Number(word) : null;
  return parseIpv4(word);
}

/** Why that is no address, for people. */
export function whyNone(text: string): string {
  const parts = text.trim().split('.');
  const large = parts.find((part) => /^\d+$/.test(part) && Number(part) > 255);
  if (parts.length === 4 && large !== undefined)
    return `${large} does not fit: each of the four numbers is one byte, 0 to 255.`;
  if (/^\d+$/.test(text.trim())) return 'A whole number up to 4 294 967 295 is an address; this one is larger.';
  return 'An IPv4 address is four numbers from 0 to 255 with dots between, or one whole number.';
}

export interface NetworkFacts {
  readonly network: Ipv4;
  readonly mask: Ipv4;
  readonly broadcast: Ipv4;
  /** Addresses that a host may have: without the lowest and the highest, except in a /31 (RFC 3021) and a /32. */
  readonly hosts: number;
}

export function networkOf(address: Ipv4, length: number): NetworkFacts {
  const mask = maskOf(length);
  const size = 2 ** (32 - length);
  return {
    network: (address & mask) >>> 0,
    mask,
    broadcast: (address | ~mask) >>> 0,
    hosts: length >= 31 ? size : size - 2,
  };
}

/** The first bit in which two addresses differ, 0 to 31; null when they are the same. */
export function firstDifference(one: Ipv4, other: Ipv4): number | null {
  const differ = (one ^ other) >>> 0;
  return differ === 0 ? null : Math.clz32(differ);
}

/** What a host with `address`/`length` does with a packet for `other`, and why. */
export function verdictText(address: Ipv4, length: number, other: Ipv4): string {
  const bit = firstDifference(address, other);
  if (bit === null) return 'That is the same address: the packet never leaves the host.';
  const place = `The two differ first in bit ${bit + 1}`;
  return bit >= length
    ? `Next door: send directly. ${place}, and the prefix is only the first ${length}.`
    : `Far away: hand it to the router. ${place}, which is inside the prefix of ${length}.`;
}

const words: Record<AddressUse, string> = {
  public: 'It is in no special block, so it is a public address.',
  private: 'a private block: anybody may use it inside, nobody across the Internet.',
  loopback: 'the loopback block: it leads back to the host itself.',
  'link-local': 'the link-local block: good on one link only.',
  shared: 'the block that providers use between themselves and many homes.',
  documentation: 'a block for books and examples.',
  multicast: 'the multicast block: it names a group, not a host.',
  reserved: 'a reserved block.',
};

export function blockText(address: Ipv4): string {
  const block = blockOf(address);
  return block === null ? words.public : `${ipv4Text(address)} is in ${block.text}, ${words[block.use]}`;
}
