import type { Ipv4 } from './address.ts';
import { readUint16, readUint32 } from './address.ts';
import { type DnsName, type DnsNameWriter, readDnsName } from './dns-name.ts';

/** IANA resource record types. */
export const dnsType = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
  AXFR: 252,
  ANY: 255,
} as const;

/**
 * What a record says. Data that does not fit its type, and types that are not in this list, stay `unknown`, byte for
 * byte (RFC 3597).
 */
export type DnsData =
  /** RFC 1035 §3.4.1 */
  | { readonly is: 'A'; readonly address: Ipv4 }
  /** RFC 3596 §2.2: 16 bytes */
  | { readonly is: 'AAAA'; readonly address: Uint8Array }
  /** RFC 1035 §3.3.11, §3.3.1, §3.3.12 */
  | { readonly is: 'NS' | 'CNAME' | 'PTR'; readonly name: DnsName }
  /** RFC 1035 §3.3.9: the lowest preference is tried first. */
  | { readonly is: 'MX'; readonly preference: number; readonly exchange: DnsName }
  /** RFC 1035 §3.3.13; all times in seconds */
  | {
      readonly is: 'SOA';
      readonly primary: DnsName;
      readonly mailbox: DnsName;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      /** How long a missing name may be remembered. RFC 2308 §4. */
      readonly minimum: number;
    }
  /** RFC 1035 §3.3.14: strings of up to 255 bytes, one character a byte */
  | { readonly is: 'TXT'; readonly texts: readonly string[] }
  /** RFC 2782 */
  | {
      readonly is: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: DnsName;
    }
  /** RFC 6891 §6.1.2 */
  | { readonly is: 'OPT'; readonly options: readonly EdnsOption[] }
  | { readonly is: 'unknown'; readonly bytes: Uint8Array };

export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Reads the data of a record of `type` in `bytes[at … to)` of a message that begins at `start`. */
export function decodeDnsData(bytes: Uint8Array, type: number, at: number, to: number, start: number): DnsData {
  return known(bytes, type, at, to, start) ?? { is: 'unknown', bytes: bytes.slice(at, to) };
}

function known(bytes: Uint8Array, type: number, at: number, to: number, start: number): DnsData | null {
  const nameIn = (from: number): DnsName | null => {
    const read = readDnsName(bytes, from, start, to);
    return read === null || read.next !== to ? null : read.name;
  };
  switch (type) {
    case dnsType.A:
      return to - at === 4 ? { is: 'A', address: readUint32(bytes, at) } : null;
    case dnsType.AAAA:
      return to - at === 16 ? { is: 'AAAA', address: bytes.slice(at, to) } : null;
    case dnsType.NS:
    case dnsType.CNAME:
    case dnsType.PTR: {
      const name = nameIn(at);
      const is = type === dnsType.NS ? 'NS' : type === dnsType.CNAME ? 'CNAME' : 'PTR';
      return name === null ? null : { is, name };
    }
    case dnsType.MX: {
      const exchange = nameIn(at + 2);
      return exchange === null ? null : { is: 'MX', preference: readUint16(bytes, at), exchange };
    }
    case dnsType.SOA:
      return startOfAuthority(bytes, at, to, start);
    case dnsType.TXT:
      return texts(bytes, at, to);
    case dnsType.SRV: {
      const target = nameIn(at + 6);
      if (target === null) return null;
      const [priority, weight, port] = [0, 2, 4].map((offset) => readUint16(bytes, at + offset));
      return { is: 'SRV', priority: priority ?? 0, weight: weight ?? 0, port: port ?? 0, target };
    }
    case dnsType.OPT:
      return ednsOptions(bytes, at, to);
    default:
      return null;
  }
}

function startOfAuthority(bytes: Uint8Array, at: number, to: number, start: number): DnsData | null {
  const primary = readDnsName(bytes, at, start, to);
  const mailbox = primary && readDnsName(bytes, primary.next, start, to);
  if (!mailbox || mailbox.next + 20 !== to) return null;
  const number = (index: number) => readUint32(bytes, mailbox.next + 4 * index);
  return {
    is: 'SOA',
    primary: primary.name,
    mailbox: mailbox.name,
    serial: number(0),
    refresh: number(1),
    retry: number(2),
    expire: number(3),
    minimum: number(4),
  };
}

function texts(bytes: Uint8Array, from: number, to: number): DnsData | null {
  const found: string[] = [];
  for (let at = from; at < to; ) {
    const next = at + 1 + (bytes[at] ?? 0);
    if (next > to) return null;
    found.push(Array.from(bytes.subarray(at + 1, next), (byte) => String.fromCharCode(byte)).join(''));
    at = next;
  }
  return { is: 'TXT', texts: found };
}

function ednsOptions(bytes: Uint8Array, from: number, to: number): DnsData | null {
  const options: EdnsOption[] = [];
  for (let at = from; at < to; ) {
    const next = at + 4 + readUint16(bytes, at + 2);
    if (at + 4 > to || next > to) return null;
    options.push({ code: readUint16(bytes, at), data: bytes.slice(at + 4, next) });
    at = next;
  }
  return { is: 'OPT', options };
}

/** Appends the data of a record to the message `into`. @throws RangeError for a text longer than 255 bytes */
export function writeDnsData(into: number[], data: DnsData, names: DnsNameWriter): void {
  switch (data.is) {
    case 'A':
      push32(into, data.address);
      return;
    case 'AAAA':
      into.push(...data.address);
      return;
    case 'NS':
    case 'CNAME':
    case 'PTR':
      names.write(into, data.name);
      return;
    case 'MX':
      push16(into, data.preference);
      names.write(into, data.exchange);
      return;
    case 'SOA':
      names.write(into, data.primary);
      names.write(into, data.mailbox);
      for (const number of [data.serial, data.refresh, data.retry, data.expire, data.minimum]) push32(into, number);
      return;
    case 'TXT':
      for (const text of data.texts) {
        if (text.length > 255) throw new RangeError('a string of a TXT record has more than 255 bytes');
        into.push(text.length, ...Array.from(text, (character) => character.charCodeAt(0) & 255));
      }
      return;
    case 'SRV':
      for (const number of [data.priority, data.weight, data.port]) push16(into, number);
      names.write(into, data.target, false);
      return;
    case 'OPT':
      for (const option of data.options) {
        push16(into, option.code);
        push16(into, option.data.length);
        into.push(...option.data);
      }
      return;
    case 'unknown':
      into.push(...data.bytes);
  }
}

export function push16(into: number[], value: number): void {
  into.push((value >>> 8) & 255, value & 255);
}

export function push32(into: number[], value: number): void {
  push16(into, value >>> 16);
  push16(into, value);
}
