import type { World } from '../link/world.ts';
import type { HookVerdict, PacketHooks, PassingPacket } from '../stack/hooks.ts';
import { FlowTable, type FlowTimeouts, mayBegin } from './conntrack.ts';
import { FragmentTracker } from './conntrack-fragments.ts';
import { emptyHeading, type Heading, readHeading } from './conntrack-heading.ts';
import {
  type CompiledRule,
  compileRule,
  type FirewallAction,
  type FirewallChain,
  type FirewallRule,
  matches,
  type PacketState,
  type RuleProblem,
} from './firewall-rule.ts';

/** What a firewall needs of the host it stands in; `Stack` has it. */
export interface FirewallHost {
  readonly world: World;
  readonly name: string;
  readonly hooks: PacketHooks;
}

export interface FirewallOptions {
  /** Remembers flows, so that rules can ask for a packet's state. On unless said. */
  readonly stateful?: boolean;
  /** What happens to a packet that no rule matched; `accept` unless said. */
  readonly policy?: Partial<Record<FirewallChain, FirewallAction>>;
  readonly rules?: readonly FirewallRule[];
  readonly timeouts?: Partial<FlowTimeouts>;
}

/** A line of the console's table. `number` 0 is the chain's policy. */
export interface FirewallRow {
  readonly chain: FirewallChain;
  readonly number: number;
  readonly rule: FirewallRule | null;
  readonly action: FirewallAction;
  readonly hits: number;
  readonly bytes: number;
}

export const chains: readonly FirewallChain[] = ['input', 'forward', 'output'];

interface Chain {
  readonly name: FirewallChain;
  rules: CompiledRule[];
  policy: FirewallAction;
  hits: number;
  bytes: number;
}

/** A packet filter on a host or router: the first rule that matches decides (RFC 2979 has the words). */
export class Firewall {
  readonly #host: FirewallHost;
  readonly #flows: FlowTable<null> | null;
  readonly #fragments: FragmentTracker;
  readonly #heading = emptyHeading();
  readonly #quoted = emptyHeading();
  readonly #chains: Record<FirewallChain, Chain>;
  #rules: readonly FirewallRule[] = [];

  /** A rule that makes no sense throws here; `replace` reports it instead, for rules that people type. */
  constructor(host: FirewallHost, options: FirewallOptions = {}) {
    this.#host = host;
    this.#fragments = new FragmentTracker(host.world);
    const tracking = options.timeouts ? { timeouts: options.timeouts } : {};
    this.#flows = (options.stateful ?? true) ? new FlowTable<null>(host.world, tracking) : null;
    const chain = (name: FirewallChain): Chain => ({
      name,
      rules: [],
      policy: options.policy?.[name] ?? 'accept',
      hits: 0,
      bytes: 0,
    });
    this.#chains = { input: chain('input'), forward: chain('forward'), output: chain('output') };
    for (const name of chains) host.hooks[name].push((packet) => this.#judge(this.#chains[name], packet));
    const problem = this.replace(options.rules ?? []);
    if (problem) throw new Error(problem.says);
  }

  get stateful(): boolean {
    return this.#flows !== null;
  }

  get rules(): readonly FirewallRule[] {
    return this.#rules;
  }

  /** Flows it remembers, for the console; empty when it is stateless. */
  get flows(): FlowTable<null> | null {
    return this.#flows;
  }

  /** Puts these rules in place of all there were. @returns what is wrong with one of them, and then nothing changed */
  replace(rules: readonly FirewallRule[]): RuleProblem | null {
    const compiled: CompiledRule[] = [];
    for (const [index, rule] of rules.entries()) {
      const made = compileRule(rule, index + 1);
      if ('code' in made) return made;
      const old = this.#rules.indexOf(rule);
      const before = old === -1 ? undefined : this.#chains[rule.chain].rules.find((other) => other.rule === rule);
      made.hits = before?.hits ?? 0;
      made.bytes = before?.bytes ?? 0;
      compiled.push(made);
    }
    this.#rules = [...rules];
    for (const name of chains) this.#chains[name].rules = compiled.filter(({ rule }) => rule.chain === name);
    return null;
  }

  setPolicy(chain: FirewallChain, policy: FirewallAction): void {
    this.#chains[chain].policy = policy;
  }

  rows(): FirewallRow[] {
    return chains.flatMap((name) => {
      const { rules, policy, hits, bytes } = this.#chains[name];
      const rows: FirewallRow[] = rules.map((compiled) => ({
        chain: name,
        number: compiled.number,
        rule: compiled.rule,
        action: compiled.rule.action,
        hits: compiled.hits,
        bytes: compiled.bytes,
      }));
      return [...rows, { chain: name, number: 0, rule: null, action: policy, hits, bytes }];
    });
  }

  #judge(chain: Chain, packet: PassingPacket): HookVerdict {
    if (packet.in === 'lo' || packet.out === 'lo') return 'accept';
    const heading = this.#heading;
    const readable = readHeading(packet.bytes, packet.ip, packet.end, heading) && this.#fragments.follow(heading);
    const state = this.#flows ? (readable ? this.#stateOf(this.#flows, packet, heading) : 'invalid') : null;
    const length = packet.end - packet.ip;
    for (const compiled of chain.rules) {
      if (!matches(compiled, heading, packet.in, packet.out, state)) continue;
      compiled.hits += 1;
      compiled.bytes += length;
      return this.#decide(compiled.rule.action, compiled.number, compiled.hits, readable);
    }
    chain.hits += 1;
    chain.bytes += length;
    return this.#decide(chain.policy, 0, chain.hits, readable);
  }

  #decide(verdict: FirewallAction, rule: number, hits: number, readable: boolean): HookVerdict {
    const { world, name } = this.#host;
    world.trace?.({ at: world.clock.now, kind: 'firewall.hit', device: name, rule, verdict, hits });
    if (verdict === 'accept' && readable) this.#remember();
    return verdict;
  }

  #stateOf(flows: FlowTable<null>, packet: PassingPacket, heading: Heading): PacketState {
    if (heading.quote !== -1) {
      // A quote holds at least the IP header and 8 bytes (RFC 792): ports, not TCP's flags.
      const quoted = this.#quoted;
      readHeading(packet.bytes, heading.quote, packet.end, quoted);
      return quoted.sourcePort !== -1 && flows.find(quoted) ? 'related' : 'invalid';
    }
    const flow = heading.sourcePort === -1 ? null : flows.find(heading);
    if (flow?.replied) return this.#reopens(heading) && flow.state === 'closing' ? 'new' : 'established';
    if (flow) return flow.isOriginal(heading) ? 'new' : 'established';
    return mayBegin(heading.protocol, heading.tcpFlags, heading.icmpType) ? 'new' : 'invalid';
  }

  #reopens(heading: Heading): boolean {
    return heading.icmpType === -1 && mayBegin(heading.protocol, heading.tcpFlags, -1);
  }

  /** Only what was let through becomes a flow: a dropped SYN must not open the way for its answer. */
  #remember(): void {
    const flows = this.#flows;
    const heading = this.#heading;
    if (!flows || heading.sourcePort === -1) return;
    const flow =
      flows.find(heading) ??
      (mayBegin(heading.protocol, heading.tcpFlags, heading.icmpType) ? flows.add(heading, null) : null);
    if (flow) flows.saw(flow, heading, heading.tcpFlags);
  }
}
