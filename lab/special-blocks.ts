import { type Ipv4, maskOf, parseIpv4 } from '../network/wire/address.ts';

/** What an IPv4 address is for, as far as its block says. */
export type AddressUse =
  | 'public'
  | 'private'
  | 'loopback'
  | 'link-local'
  | 'shared'
  | 'documentation'
  | 'multicast'
  | 'reserved';

export interface SpecialBlock {
  readonly first: Ipv4;
  readonly length: number;
  /** `172.16.0.0/12` */
  readonly text: string;
  readonly use: AddressUse;
  readonly source: string;
}

const block = (text: string, use: AddressUse, source: string): SpecialBlock => {
  const [address = '', length = '32'] = text.split('/');
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, length: Number(length), text, use, source };
};

/**
 * The blocks of the IPv4 special-purpose registry (RFC 6890 §2.2.2) that a learner meets, and the two halves of the top
 * that were classes D and E. Whatever is in none of them is public, though perhaps nobody's yet.
 */
export const specialBlocks: readonly SpecialBlock[] = [
  block('0.0.0.0/8', 'reserved', 'RFC 1122 §3.2.1.3'),
  block('10.0.0.0/8', 'private', 'RFC 1918 §3'),
  block('100.64.0.0/10', 'shared', 'RFC 6598 §7'),
  block('127.0.0.0/8', 'loopback', 'RFC 1122 §3.2.1.3'),
  block('169.254.0.0/16', 'link-local', 'RFC 3927 §2.1'),
  block('172.16.0.0/12', 'private', 'RFC 1918 §3'),
  block('192.0.0.0/24', 'reserved', 'RFC 6890 §2.1'),
  block('192.0.2.0/24', 'documentation', 'RFC 5737 §3'),
  block('192.168.0.0/16', 'private', 'RFC 1918 §3'),
  block('198.18.0.0/15', 'reserved', 'RFC 2544'),
  block('198.51.100.0/24', 'documentation', 'RFC 5737 §3'),
  block('203.0.113.0/24', 'documentation', 'RFC 5737 §3'),
  block('224.0.0.0/4', 'multicast', 'RFC 5771 §3'),
  block('240.0.0.0/4', 'reserved', 'RFC 1112 §4'),
];

/** The special block that an address is in, or null: then it is public. */
export const blockOf = (address: Ipv4): SpecialBlock | null =>
  specialBlocks.find(({ first, length }) => (address & maskOf(length)) >>> 0 === first) ?? null;

export const addressUse = (address: Ipv4): AddressUse => blockOf(address)?.use ?? 'public';

/** The same for dotted decimal; what is no address belongs to no block. */
export const useOf = (text: string): AddressUse => addressUse(parseIpv4(text) ?? 0);
