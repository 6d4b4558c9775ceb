import { type Ipv4, parseIpv4 } from '../wire/address.ts';
import { classInternet, type DnsRecord } from '../wire/dns.ts';
import { type DnsData, dnsType } from '../wire/dns-data.ts';
import { canonicalDnsName, type DnsName, isDnsName } from '../wire/dns-name.ts';

/** One record as people write it. Names without a dot at the end are below the zone's; `@` is the zone itself. */
export type ZoneRecord = { readonly name: string /** s */; readonly ttl?: number } & (
  | { readonly type: 'A'; readonly address: string }
  /** 16 bytes. */
  | { readonly type: 'AAAA'; readonly bytes: readonly number[] }
  | { readonly type: 'NS' | 'CNAME' | 'PTR'; readonly target: string }
  | { readonly type: 'MX'; readonly preference: number; readonly target: string }
  | { readonly type: 'TXT'; readonly texts: readonly string[] }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
);

/** A zone as plain data: what a server knows first hand. RFC 1034 §4.2. */
export interface ZoneData {
  /** `example.net`, `.` for the root */
  readonly origin: string;
  /** s, for records that name none. */
  readonly ttl: number;
  /** RFC 1035 §3.3.13, all times in seconds. `minimum`: how long a "no" may be remembered (RFC 2308 §4). */
  readonly soa: {
    readonly primary: string;
    readonly mailbox: string;
    readonly serial: number;
    readonly refresh: number;
    readonly retry: number;
    readonly expire: number;
    readonly minimum: number;
  };
  readonly records: readonly ZoneRecord[];
}

/** What a zone says to a question. RFC 1034 §4.3.2. */
export type ZoneAnswer =
  | { readonly kind: 'answer'; readonly records: readonly DnsRecord[] }
  | { readonly kind: 'alias'; readonly record: DnsRecord; readonly target: DnsName }
  | { readonly kind: 'referral'; readonly servers: readonly DnsRecord[]; readonly glue: readonly DnsRecord[] }
  | { readonly kind: 'no-data' | 'no-name'; readonly soa: DnsRecord };

/** The name one label shorter; null above the root. */
export function parentOf(name: DnsName): DnsName | null {
  if (name === '.') return null;
  const dot = name.indexOf('.');
  return dot === -1 ? '.' : name.slice(dot + 1);
}

/** Is `name` this one or below it? Both canonical. */
export const isWithin = (name: DnsName, zone: DnsName): boolean =>
  zone === '.' || name === zone || name.endsWith(`.${zone}`);

/** The targets of A records among `records` for `name`. */
export const addressesIn = (records: readonly DnsRecord[], name: DnsName): Ipv4[] =>
  records.flatMap(({ name: owner, data }) =>
    data.is === 'A' && canonicalDnsName(owner) === canonicalDnsName(name) ? [data.address] : [],
  );

/** A zone ready to be asked. @throws Error for a record with a name or address that is none: zones are ours */
export class Zone {
  readonly origin: DnsName;
  readonly soa: DnsRecord;
  readonly #records = new Map<DnsName, DnsRecord[]>();
  /** Names that have nothing themselves but something below them exist (RFC 8020). */
  readonly #names = new Set<DnsName>();

  constructor(data: ZoneData) {
    this.origin = canonicalDnsName(data.origin);
    const { soa } = data;
    const full = (name: string) => this.#absolute(name);
    this.soa = {
      name: this.origin,
      type: dnsType.SOA,
      class: classInternet,
      ttl: Math.min(data.ttl, soa.minimum),
      data: { is: 'SOA', ...soa, primary: full(soa.primary), mailbox: full(soa.mailbox) },
    };
    this.#add({ ...this.soa, ttl: data.ttl });
    for (const record of data.records) {
      const made = dataOf(record, full);
      this.#add({
        name: full(record.name),
        type: dnsType[record.type],
        class: classInternet,
        ttl: record.ttl ?? data.ttl,
        data: made,
      });
    }
  }

  /** @param name canonical and within the zone */
  ask(name: DnsName, type: number): ZoneAnswer {
    const cut = this.#cutAbove(name, type);
    if (cut) return this.#referral(cut);
    const records = this.#records.get(name) ?? this.#wildcard(name);
    if (!records) return { kind: this.#names.has(name) ? 'no-data' : 'no-name', soa: this.soa };
    const found = type === dnsType.ANY ? records : records.filter((record) => record.type === type);
    if (found.length > 0) return { kind: 'answer', records: found };
    for (const record of records) {
      if (record.data.is === 'CNAME') return { kind: 'alias', record, target: canonicalDnsName(record.data.name) };
    }
    return { kind: 'no-data', soa: this.soa };
  }

  /** A records of names that an answer mentions, where this zone has them. */
  addresses(name: DnsName): readonly DnsRecord[] {
    const records = this.#records.get(canonicalDnsName(name)) ?? [];
    return records.filter(({ type }) => type === dnsType.A || type === dnsType.AAAA);
  }

  /** The delegation on the way from the origin down to `name`: NS records below the origin. RFC 1034 §4.2.1. */
  #cutAbove(name: DnsName, type: number): readonly DnsRecord[] | null {
    let cut: readonly DnsRecord[] | null = null;
    for (let at: DnsName | null = name; at !== null && at !== this.origin; at = parentOf(at)) {
      const servers = (this.#records.get(at) ?? []).filter((record) => record.type === dnsType.NS);
      // RFC 4035 §3.1.4.1 has one question for the side above a cut, DS; everything else is the child's.
      if (servers.length > 0 && !(at === name && type === typeDs)) cut = servers;
    }
    return cut;
  }

  #referral(servers: readonly DnsRecord[]): ZoneAnswer {
    const glue = servers.flatMap(({ data }) => (data.is === 'NS' ? this.addresses(data.name) : []));
    return { kind: 'referral', servers, glue };
  }

  /** RFC 4592 §3.3: `*` at the closest name that exists, under the name that was asked for. */
  #wildcard(name: DnsName): DnsRecord[] | undefined {
    if (this.#names.has(name)) return undefined;
    let closest = parentOf(name);
    while (closest !== null && closest !== this.origin && !this.#names.has(closest)) closest = parentOf(closest);
    const star = closest === '.' ? '*' : `*.${closest}`;
    return this.#records.get(star)?.map((record) => ({ ...record, name }));
  }

  #add(record: DnsRecord): void {
    const records = this.#records.get(record.name) ?? [];
    records.push(record);
    this.#records.set(record.name, records);
    for (let at: DnsName | null = record.name; at !== null && isWithin(at, this.origin); at = parentOf(at)) {
      this.#names.add(at);
      if (at === this.origin) break;
    }
  }

  #absolute(name: string): DnsName {
    const below = this.origin === '.' ? name : `${name}.${this.origin}`;
    const full = name === '@' ? this.origin : name.endsWith('.') ? name : below;
    if (!isDnsName(full)) throw new Error(`Zone ${this.origin}: ${name} is no domain name.`);
    return canonicalDnsName(full);
  }
}

/** RFC 4034 §5 */
const typeDs = 43;

function dataOf(record: ZoneRecord, full: (name: string) => DnsName): DnsData {
  switch (record.type) {
    case 'A': {
      const address = parseIpv4(record.address);
      if (address === null) throw new Error(`${record.name}: ${record.address} is no IPv4 address.`);
      return { is: 'A', address };
    }
    case 'AAAA':
      return { is: 'AAAA', address: Uint8Array.from(record.bytes) };
    case 'MX':
      return { is: 'MX', preference: record.preference, exchange: full(record.target) };
    case 'TXT':
      return { is: 'TXT', texts: record.texts };
    case 'SRV': {
      const { priority, weight, port } = record;
      return { is: 'SRV', priority, weight, port, target: full(record.target) };
    }
    default:
      return { is: record.type, name: full(record.target) };
  }
}
