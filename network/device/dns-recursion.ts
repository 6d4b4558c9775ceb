import type { Ipv4 } from '../wire/address.ts';
import { type DnsRecord, dnsCode, type ReadDnsMessage } from '../wire/dns.ts';
import { dnsType } from '../wire/dns-data.ts';
import { canonicalDnsName, type DnsName } from '../wire/dns-name.ts';
import type { DnsCache } from './dns-cache.ts';
import type { ExchangeProblem } from './dns-exchange.ts';
import { addressesIn, isWithin, parentOf } from './dns-zone.ts';

/** Aliases followed for one question: more is a circle or a joke. */
const mostAliases = 11;
/** Questions sent out for one question, so that zones which refer to each other cannot keep us busy (RFC 1034 §5.3.3). */
const mostQuestions = 40;
/** Name servers whose own addresses must be found first, one inside the other. */
const deepest = 6;

/** The name servers of a zone that is not known to be cut further towards the name. */
interface Delegation {
  readonly zone: DnsName;
  readonly servers: readonly { readonly name: DnsName; readonly addresses: readonly Ipv4[] }[];
}

/** What the resolver lends to one piece of work. */
export interface RecursionTools {
  readonly cache: DnsCache;
  readonly roots: readonly Ipv4[];
  readonly ask: (
    server: Ipv4,
    name: DnsName,
    type: number,
    done: (answer: ReadDnsMessage | ExchangeProblem) => void,
  ) => void;
}

export interface Resolution {
  readonly code: number;
  readonly answers: readonly DnsRecord[];
  /** SOA with a "no". */
  readonly authorities: readonly DnsRecord[];
}

/** Shared by a question and the questions it needs on the way. */
export interface Budget {
  left: number;
}

export const newBudget = (): Budget => ({ left: mostQuestions });

const failure: Resolution = { code: dnsCode.servFail, answers: [], authorities: [] };

/** Finds the answer to one question from the root down. RFC 1034 §5.3.3. */
export class Recursion {
  readonly #tools: RecursionTools;
  readonly #type: number;
  readonly #budget: Budget;
  readonly #depth: number;
  readonly #done: (resolution: Resolution) => void;
  readonly #chain: DnsRecord[] = [];
  readonly #names = new Set<DnsName>();
  #name: DnsName;

  constructor(
    tools: RecursionTools,
    question: { readonly name: DnsName; readonly type: number },
    done: (resolution: Resolution) => void,
    budget = newBudget(),
    depth = 0,
  ) {
    this.#tools = tools;
    this.#type = question.type;
    this.#budget = budget;
    this.#depth = depth;
    this.#done = done;
    this.#name = canonicalDnsName(question.name);
  }

  /** Looks at what is known, then asks the closest servers that are known. */
  begin(): void {
    if (this.#names.has(this.#name) || this.#names.size > mostAliases) return this.#done(failure);
    this.#names.add(this.#name);
    if (!this.#fromCache()) this.#iterate(this.#closest());
  }

  #fromCache(): boolean {
    const known = this.#tools.cache.get(this.#name, this.#type);
    if (known) {
      this.#finish(known.code, known.records, known.soa ? [known.soa] : []);
      return true;
    }
    const alias = this.#tools.cache.get(this.#name, dnsType.CNAME)?.records[0];
    if (alias?.data.is !== 'CNAME' || this.#type === dnsType.CNAME) return false;
    this.#follow([alias], alias.data.name);
    return true;
  }

  #finish(code: number, records: readonly DnsRecord[], authorities: readonly DnsRecord[] = []): void {
    this.#done({ code, answers: [...this.#chain, ...records], authorities });
  }

  #follow(records: readonly DnsRecord[], target: DnsName): void {
    this.#chain.push(...records);
    this.#name = canonicalDnsName(target);
    this.begin();
  }

  #closest(): Delegation {
    for (let zone: DnsName | null = this.#name; zone !== null; zone = parentOf(zone)) {
      const servers = (this.#tools.cache.get(zone, dnsType.NS)?.records ?? []).flatMap(({ data }) =>
        data.is === 'NS' ? [this.#withAddresses(data.name)] : [],
      );
      // Servers below the zone whose addresses have aged cannot be found through themselves.
      const reachable = servers.filter(({ name, addresses }) => addresses.length > 0 || !isWithin(name, zone ?? '.'));
      if (reachable.length > 0 && zone !== '.') return { zone, servers: reachable };
    }
    return { zone: '.', servers: [{ name: '.', addresses: this.#tools.roots }] };
  }

  #withAddresses(name: DnsName) {
    const records = this.#tools.cache.get(name, dnsType.A)?.records ?? [];
    return { name: canonicalDnsName(name), addresses: addressesIn(records, name) };
  }

  #iterate(delegation: Delegation): void {
    const addresses = delegation.servers.flatMap((server) => server.addresses);
    const nameless = delegation.servers.filter((server) => server.addresses.length === 0).map(({ name }) => name);
    this.#try(delegation.zone, addresses, nameless);
  }

  /** One server after the other; then those whose addresses have to be found first. */
  #try(zone: DnsName, addresses: readonly Ipv4[], nameless: readonly DnsName[]): void {
    const [server, ...others] = addresses;
    if (server === undefined) return this.#findServer(zone, nameless);
    if (this.#budget.left <= 0) return this.#done(failure);
    this.#budget.left -= 1;
    this.#tools.ask(server, this.#name, this.#type, (answer) => {
      if (typeof answer === 'string' || !this.#use(zone, answer)) this.#try(zone, others, nameless);
    });
  }

  #findServer(zone: DnsName, nameless: readonly DnsName[]): void {
    const [name, ...others] = nameless;
    if (name === undefined || this.#depth >= deepest) return this.#done(failure);
    const found = ({ answers }: Resolution) => {
      const addresses = answers.flatMap(({ data }) => (data.is === 'A' ? [data.address] : []));
      this.#try(zone, addresses, others);
    };
    const question = { name, type: dnsType.A };
    new Recursion(this.#tools, question, found, this.#budget, this.#depth + 1).begin();
  }

  /**
   * Servers of `zone` are believed about names in it and nothing else (RFC 5452 §6).
   * @returns false when the answer helps nobody: a failure, a server that is not responsible, a way back up
   */
  #use(zone: DnsName, answer: ReadDnsMessage): boolean {
    if (answer.code !== dnsCode.noError && answer.code !== dnsCode.nxDomain) return false;
    const inside = (record: DnsRecord): boolean => isWithin(canonicalDnsName(record.name), zone);
    const answers = answer.answers.filter(inside);
    const here = answers.filter((record) => canonicalDnsName(record.name) === this.#name);
    const found = this.#type === dnsType.ANY ? here : here.filter((record) => record.type === this.#type);
    if (found.length > 0) {
      this.#tools.cache.keep(answers);
      this.#finish(dnsCode.noError, found);
      return true;
    }
    const alias = here.find(({ type }) => type === dnsType.CNAME);
    if (alias?.data.is === 'CNAME') {
      this.#tools.cache.keep(answers);
      this.#follow([alias], alias.data.name);
      return true;
    }
    const authorities = answer.authorities.filter(inside);
    const soa = authorities.find(({ type }) => type === dnsType.SOA);
    if (soa || answer.code === dnsCode.nxDomain) {
      if (soa) this.#tools.cache.keepNo(this.#name, this.#type, answer.code, soa);
      this.#finish(answer.code, [], soa ? [soa] : []);
      return true;
    }
    return this.#descend(zone, authorities, answer.additionals.filter(inside));
  }

  /** A referral leads down, towards the name; one that does not would lead in circles. */
  #descend(zone: DnsName, authorities: readonly DnsRecord[], additionals: readonly DnsRecord[]): boolean {
    const servers = authorities.filter(({ type }) => type === dnsType.NS);
    const cut = servers[0] && canonicalDnsName(servers[0].name);
    if (cut === undefined || cut === zone || !isWithin(cut, zone) || !isWithin(this.#name, cut)) return false;
    const names = servers.flatMap(({ data }) => (data.is === 'NS' ? [canonicalDnsName(data.name)] : []));
    const glue = additionals.filter(({ name, type }) => type === dnsType.A && names.includes(canonicalDnsName(name)));
    this.#tools.cache.keep([...servers, ...glue]);
    const delegation = names.map((name) => {
      const addresses = addressesIn(glue, name);
      return addresses.length > 0 ? { name, addresses } : this.#withAddresses(name);
    });
    this.#iterate({ zone: cut, servers: delegation });
    return true;
  }
}
