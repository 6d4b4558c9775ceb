import type { Random } from '../time/random.ts';
import type { Ipv4 } from '../wire/address.ts';
import { type DnsRecord, dnsCode, type ReadDnsMessage } from '../wire/dns.ts';
import { canonicalDnsName, type DnsName } from '../wire/dns-name.ts';
import { askServer } from './dns-exchange.ts';
import type { DnsHost } from './dns-service.ts';

/** What a program hears of its question. */
export type StubAnswer =
  | {
      readonly kind: 'answer';
      /** NOERROR or NXDOMAIN, with everything the server said. */
      readonly message: ReadDnsMessage;
      readonly server: Ipv4;
    }
  | {
      readonly kind: 'problem';
      /** Nobody to ask; no answer in time; every server said that it cannot. */
      readonly code: 'no-servers' | 'timeout' | 'server-failure';
      readonly says: string;
    };

export interface StubOptions {
  /** Rounds through all servers; 2 unless said, as in resolv.conf(5). */
  readonly attempts?: number;
  /** ns to wait for one server; 5 s unless said, as in resolv.conf(5) */
  readonly timeout?: number;
}

/** The resolver in every host: asks its name servers in turn and lets them do the work. RFC 1034 §5.3.1. */
export class StubResolver {
  /** Changed by DHCP. */
  servers: readonly Ipv4[];
  readonly #host: DnsHost;
  readonly #options: StubOptions;
  readonly #random: Random;

  constructor(host: DnsHost, servers: readonly Ipv4[], options: StubOptions = {}) {
    this.#host = host;
    this.servers = servers;
    this.#options = options;
    this.#random = host.world.random.branch(`${host.name}/dns-stub`);
  }

  /**
   * @param done called once, never before this returns, and not after `cancel`
   * @returns cancel
   */
  ask(name: DnsName, type: number, done: (answer: StubAnswer) => void): () => void {
    const { attempts = 2 } = this.#options;
    const rounds = Array.from({ length: attempts }, () => this.servers).flat();
    let heard: 'timeout' | 'server-failure' = 'timeout';
    let cancel: () => void = () => undefined;
    const next = (index: number): void => {
      const server = rounds[index];
      if (server === undefined) return done(problem(name, rounds.length === 0 ? 'no-servers' : heard));
      cancel = askServer(this.#host, this.#random, server, name, type, this.#asking, (answer) => {
        if (typeof answer !== 'string' && isUseful(answer)) return done({ kind: 'answer', message: answer, server });
        if (answer !== 'timeout') heard = 'server-failure';
        next(index + 1);
      });
    };
    const begin = this.#host.world.clock.after(0, () => next(0));
    return () => {
      begin.cancel();
      cancel();
    };
  }

  get #asking() {
    const { timeout } = this.#options;
    return { recursionDesired: true, ...(timeout === undefined ? {} : { timeout }) };
  }
}

const isUseful = ({ code }: ReadDnsMessage): boolean => code === dnsCode.noError || code === dnsCode.nxDomain;

function problem(name: DnsName, code: 'no-servers' | 'timeout' | 'server-failure'): StubAnswer {
  const why = {
    'no-servers': 'This host knows no name server. Set one, or ask DHCP for one.',
    timeout: 'No name server answered in time.',
    'server-failure': 'No name server could answer.',
  } as const;
  return { kind: 'problem', code, says: `${name}: ${why[code]}` };
}

/** Follows CNAMEs through an answer to the records of `type`. @returns the name at the end of the chain, and its records */
export function followAliases(
  records: readonly DnsRecord[],
  name: DnsName,
  type: number,
): { name: DnsName; records: readonly DnsRecord[] } {
  let at = canonicalDnsName(name);
  for (let step = 0; step <= records.length; step += 1) {
    const here = records.filter((record) => canonicalDnsName(record.name) === at);
    const found = here.filter((record) => record.type === type);
    const alias = here.find(({ data }) => data.is === 'CNAME');
    if (found.length > 0 || alias?.data.is !== 'CNAME') return { name: at, records: found };
    at = canonicalDnsName(alias.data.name);
  }
  return { name: at, records: [] };
}
