import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import { type DnsRecord, dnsCode } from '../wire/dns.ts';
import { dnsType } from '../wire/dns-data.ts';
import { canonicalDnsName, type DnsName } from '../wire/dns-name.ts';

/** Questions whose answers are remembered; a stranger can ask for any number of names. The oldest makes room. */
const mostEntries = 2000;
/** s. A week: longer promises are not believed (RFC 8767 §4). */
const longestTtl = 604_800;
/** s. A "no" is remembered for three hours at most (RFC 2308 §5). */
const longestNegativeTtl = 10_800;

/** Records of one name and type, or why there are none. */
export interface CacheEntry {
  readonly records: readonly DnsRecord[];
  /** NOERROR with no records is "no such type" (RFC 2308 §2.2). */
  readonly code: number;
  /** Stands with a "no": the zone's SOA. */
  readonly soa: DnsRecord | null;
  /** ns, virtual */
  readonly expires: number;
}

/** What a resolver has heard, for as long as it was told. RFC 1035 §7.4, RFC 2308. */
export class DnsCache {
  readonly #world: World;
  readonly #device: string;
  readonly #entries = new Map<string, CacheEntry>();

  constructor(world: World, device: string) {
    this.#world = world;
    this.#device = device;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Name, type and what is known, for the console. Only what still holds. */
  rows(): { readonly name: DnsName; readonly type: string; readonly entry: CacheEntry }[] {
    const rows = [...this.#entries].map(([key, entry]) => {
      const [type = '', name = ''] = split(key);
      return { name, type: typeName(Number(type)), entry };
    });
    return rows.filter(({ entry }) => entry.expires > this.#world.clock.now);
  }

  flush(): void {
    this.#entries.clear();
  }

  /** @returns the entry with the seconds that are left as TTL; null when nothing is known (any more) */
  get(name: DnsName, type: number): CacheEntry | null {
    const key = keyOf(name, type);
    const entry = this.#entries.get(key);
    if (!entry) return null;
    const left = Math.ceil((entry.expires - this.#world.clock.now) / second);
    if (left <= 0) {
      this.#entries.delete(key);
      return null;
    }
    const aged = (record: DnsRecord): DnsRecord => ({ ...record, ttl: Math.min(record.ttl, left) });
    return { ...entry, records: entry.records.map(aged), soa: entry.soa && aged(entry.soa) };
  }

  /** Keeps records, each name and type as one set with the shortest TTL among them (RFC 2181 §5.2). */
  keep(records: readonly DnsRecord[]): void {
    const sets = new Map<string, DnsRecord[]>();
    for (const record of records) {
      if (record.type === dnsType.OPT) continue;
      const key = keyOf(record.name, record.type);
      const set = sets.get(key) ?? [];
      set.push(record);
      sets.set(key, set);
    }
    for (const [key, set] of sets) {
      const ttl = Math.min(longestTtl, ...set.map((record) => record.ttl));
      this.#put(key, { records: set, code: dnsCode.noError, soa: null }, ttl);
    }
  }

  /** The name, or the type of it, does not exist; for the TTL of the SOA or its minimum field, the shorter (RFC 2308 §5). */
  keepNo(name: DnsName, type: number, code: number, soa: DnsRecord): void {
    const minimum = soa.data.is === 'SOA' ? soa.data.minimum : 0;
    const ttl = Math.min(soa.ttl, minimum, longestNegativeTtl);
    this.#put(keyOf(name, type), { records: [], code, soa }, ttl);
  }

  #put(key: string, known: Omit<CacheEntry, 'expires'>, ttl: number): void {
    if (ttl <= 0) return;
    this.#entries.delete(key);
    if (this.#entries.size >= mostEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    const { clock, trace } = this.#world;
    this.#entries.set(key, { ...known, expires: clock.now + ttl * second });
    const [type = '', name = ''] = split(key);
    trace?.({ at: clock.now, kind: 'dns.cached', device: this.#device, name, type: typeName(Number(type)), ttl });
  }
}

const keyOf = (name: DnsName, type: number): string => `${type} ${canonicalDnsName(name)}`;

const split = (key: string): [string, string] => {
  const space = key.indexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
};

const typeName = (type: number): string =>
  Object.entries(dnsType).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`;
