import { second } from '../time/clock.ts';
import type { Ipv4 } from '../wire/address.ts';
import { dnsCode } from '../wire/dns.ts';
import type { DnsName } from '../wire/dns-name.ts';
import { DnsCache } from './dns-cache.ts';
import { askServer } from './dns-exchange.ts';
import { newBudget, Recursion, type Resolution } from './dns-recursion.ts';
import { type DnsHost, DnsService } from './dns-service.ts';

export interface RecursiveOptions {
  /** Addresses of the root servers: all it knows at the beginning. RFC 8109. */
  readonly roots: readonly Ipv4[];
  /** ns to wait for one server before the next is asked; 1.5 s unless said. */
  readonly timeout?: number;
}

/** A name server that finds answers for others, beginning at the root, and remembers them. RFC 1034 §5.3. */
export class RecursiveServer {
  readonly cache: DnsCache;
  readonly #service: DnsService;
  readonly #resolve: (name: DnsName, type: number, done: (resolution: Resolution) => void) => void;

  constructor(host: DnsHost, options: RecursiveOptions) {
    const random = host.world.random.branch(`${host.name}/dns-recursive`);
    const asking = { recursionDesired: false, timeout: options.timeout ?? 1.5 * second };
    this.cache = new DnsCache(host.world, host.name);
    const tools = {
      cache: this.cache,
      roots: options.roots,
      ask: (server, name, type, done) => {
        askServer(host, random, server, name, type, asking, done);
      },
    } satisfies ConstructorParameters<typeof Recursion>[0];
    this.#resolve = (name, type, done) => new Recursion(tools, { name, type }, done, newBudget()).begin();
    this.#service = new DnsService(host, (query, reply) => {
      const question = query.questions[0];
      if (!question || !query.recursionDesired) return reply({ code: dnsCode.refused, recursionAvailable: true });
      this.#resolve(question.name, question.type, ({ code, answers, authorities }) =>
        reply({ code, recursionAvailable: true, answers, authorities }),
      );
    });
  }

  /** The same work for a program on this host. @param done called once, at once when the answer is known */
  resolve(name: DnsName, type: number, done: (resolution: Resolution) => void): void {
    this.#resolve(name, type, done);
  }

  close(): void {
    this.#service.close();
  }
}
