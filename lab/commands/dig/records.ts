import { ipv4Text } from '../../../network/wire/address.ts';
import { classInternet, type DnsRecord } from '../../../network/wire/dns.ts';
import type { DnsData } from '../../../network/wire/dns-data.ts';
import { ipv6Text } from '../../../network/wire/ipv6-address.ts';
import { dotted, typeName } from './names.ts';

/** What a record says, as a zone file writes it. RFC 1035 §5.1. */
export function dataText(data: DnsData): string {
  switch (data.is) {
    case 'A':
      return ipv4Text(data.address);
    case 'AAAA':
      return ipv6Text(data.address);
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return dotted(data.name);
    case 'MX':
      return `${data.preference} ${dotted(data.exchange)}`;
    case 'SOA': {
      const { serial, refresh, retry, expire, minimum } = data;
      return `${dotted(data.primary)} ${dotted(data.mailbox)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
    case 'TXT':
      return data.texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(' ');
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${dotted(data.target)}`;
    case 'OPT':
      return '';
    case 'unknown': {
      const hex = Array.from(data.bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
      // RFC 3597 §5
      return `\\# ${data.bytes.length} ${hex}`.trimEnd();
    }
  }
}

/** Blanks up to a column, at least one: what dig does with tabs. */
const upTo = (text: string, column: number): string => (text.length < column ? text.padEnd(column) : `${text} `);

const className = (code: number): string => (code === classInternet ? 'IN' : `CLASS${code}`);

/** `www.lab.test.          300     IN      A       203.0.113.80` */
export const recordLine = ({ name, ttl, class: number, type, data }: DnsRecord): string =>
  `${upTo(upTo(upTo(upTo(dotted(name), 24) + ttl, 32) + className(number), 40) + typeName(type), 48)}${dataText(data)}`.trimEnd();

/** `;www.lab.test.                 IN      A` */
export const questionLine = (question: { name: string; class: number; type: number }): string =>
  `${upTo(upTo(`;${dotted(question.name)}`, 32) + className(question.class), 40)}${typeName(question.type)}`;
