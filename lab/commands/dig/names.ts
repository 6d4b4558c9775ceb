import { parseIpv4 } from '../../../network/wire/address.ts';
import { dnsCode, type ReadDnsMessage } from '../../../network/wire/dns.ts';
import { dnsType } from '../../../network/wire/dns-data.ts';
import { isDnsName } from '../../../network/wire/dns-name.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

/** With its dot at the end, as name servers write it. */
export const dotted = (name: string): string => (name.endsWith('.') ? name : `${name}.`);

/** @throws WrongUsage */
export function readName(word: string): string {
  if (!isDnsName(word))
    throw new WrongUsage(`${word} is no domain name: labels have 1 to 63 characters, and a dot between them.`);
  return word;
}

/** `20.100.51.198.in-addr.arpa` for `198.51.100.20`: where names of addresses are kept. RFC 1035 §3.5. @throws WrongUsage */
export function reverseName(word: string): string {
  if (parseIpv4(word) === null) throw new WrongUsage(`${word} is no IPv4 address, so there is no name to ask for.`);
  return `${word.split('.').reverse().join('.')}.in-addr.arpa`;
}

const codes = new Map<number, string>(Object.entries(dnsType).map(([name, code]) => [code, name]));

/** The number of `A`, `MX`, `TYPE65` (RFC 3597 §5); null for a word that is no type. */
export function readType(word: string): number | null {
  const upper = word.toUpperCase();
  const known = Object.entries(dnsType).find(([name]) => name === upper && name !== 'OPT');
  if (known) return known[1];
  const number = /^TYPE(\d{1,5})$/.exec(upper)?.[1];
  return number === undefined || Number(number) > 65_535 ? null : Number(number);
}

export const typeName = (type: number): string => codes.get(type) ?? `TYPE${type}`;

const statuses: Readonly<Record<number, string>> = {
  [dnsCode.noError]: 'NOERROR',
  [dnsCode.formErr]: 'FORMERR',
  [dnsCode.servFail]: 'SERVFAIL',
  [dnsCode.nxDomain]: 'NXDOMAIN',
  [dnsCode.notImp]: 'NOTIMP',
  [dnsCode.refused]: 'REFUSED',
};

export const statusName = ({ code }: Pick<ReadDnsMessage, 'code'>): string => statuses[code] ?? `RCODE${code}`;
