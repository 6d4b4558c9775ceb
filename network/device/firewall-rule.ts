import { maskOf, parseIpv4 } from '../wire/address.ts';
import { type Heading, protocolOf, type Transport } from './conntrack-heading.ts';

export type FirewallChain = 'input' | 'forward' | 'output';
export type FirewallAction = 'accept' | 'drop' | 'reject';

/**
 * What connection tracking says of one packet. `new`: it begins a flow, or the other side has not answered yet;
 * `established`: both sides were heard; `related`: an ICMP error about a known flow; `invalid`: none of these.
 */
export type PacketState = 'new' | 'established' | 'related' | 'invalid';

/** One rule, as plain data. What is left out matches everything. */
export interface FirewallRule {
  readonly chain: FirewallChain;
  readonly action: FirewallAction;
  /** Interface labels. */
  readonly in?: string;
  readonly out?: string;
  /** `192.168.1.0/24`, or one address. */
  readonly source?: string;
  readonly destination?: string;
  /** A name, or an IANA number. */
  readonly protocol?: Transport | number;
  /** First and last port, both included. */
  readonly sourcePorts?: readonly [number, number];
  readonly destinationPorts?: readonly [number, number];
  readonly icmpType?: number;
  readonly state?: readonly PacketState[];
}

/** A rule in the form in which it is asked for every packet. */
export interface CompiledRule {
  readonly rule: FirewallRule;
  /** As people count: from 1. */
  readonly number: number;
  readonly protocol: number;
  readonly sourceNet: number;
  readonly sourceMask: number;
  readonly destinationNet: number;
  readonly destinationMask: number;
  hits: number;
  bytes: number;
}

export interface RuleProblem {
  readonly code: 'bad-prefix' | 'bad-ports' | 'bad-protocol' | 'bad-icmp-type';
  /** Which rule, from 1. */
  readonly rule: number;
  readonly says: string;
}

export function compileRule(rule: FirewallRule, number: number): CompiledRule | RuleProblem {
  const problem = (code: RuleProblem['code'], says: string): RuleProblem => ({ code, rule: number, says });
  const source = parsePrefix(rule.source);
  if (!source) return problem('bad-prefix', prefixSays(number, rule.source));
  const destination = parsePrefix(rule.destination);
  if (!destination) return problem('bad-prefix', prefixSays(number, rule.destination));
  const protocol = typeof rule.protocol === 'string' ? protocolOf[rule.protocol] : (rule.protocol ?? -1);
  if (rule.protocol !== undefined && !(Number.isInteger(protocol) && protocol >= 0 && protocol <= 255))
    return problem(
      'bad-protocol',
      `Rule ${number}: ${rule.protocol} is no IP protocol. Use tcp, udp, icmp or 0 to 255.`,
    );
  if (rule.icmpType !== undefined && protocol !== protocolOf.icmp)
    return problem('bad-icmp-type', `Rule ${number} asks for an ICMP type. Add the protocol icmp.`);
  if (!isRange(rule.sourcePorts) || !isRange(rule.destinationPorts))
    return problem('bad-ports', `Rule ${number}: ports go from 0 to 65535, the lower one first.`);
  const ported = protocol === protocolOf.tcp || protocol === protocolOf.udp;
  if ((rule.sourcePorts || rule.destinationPorts) && !ported)
    return problem(
      'bad-ports',
      `Rule ${number} names ports, which only TCP and UDP have. Add the protocol tcp or udp.`,
    );
  return {
    rule,
    number,
    protocol,
    sourceNet: source.net,
    sourceMask: source.mask,
    destinationNet: destination.net,
    destinationMask: destination.mask,
    hits: 0,
    bytes: 0,
  };
}

/** @param state of the packet; null in a stateless firewall, where rules about states match nothing */
export function matches(
  compiled: CompiledRule,
  packet: Heading,
  from: string | null,
  to: string | null,
  state: PacketState | null,
): boolean {
  const { rule } = compiled;
  if (compiled.protocol !== -1 && compiled.protocol !== packet.protocol) return false;
  if ((packet.source & compiled.sourceMask) !== compiled.sourceNet) return false;
  if ((packet.destination & compiled.destinationMask) !== compiled.destinationNet) return false;
  if (rule.in !== undefined && rule.in !== from) return false;
  if (rule.out !== undefined && rule.out !== to) return false;
  if (rule.sourcePorts && !inRange(packet.sourcePort, rule.sourcePorts)) return false;
  if (rule.destinationPorts && !inRange(packet.destinationPort, rule.destinationPorts)) return false;
  if (rule.icmpType !== undefined && rule.icmpType !== packet.icmpType) return false;
  return rule.state === undefined || (state !== null && rule.state.includes(state));
}

const inRange = (port: number, range: readonly [number, number]): boolean => port >= range[0] && port <= range[1];

const isRange = (range: readonly [number, number] | undefined): boolean =>
  range === undefined ||
  (range.every((port) => Number.isInteger(port) && port >= 0 && port <= 65_535) && range[0] <= range[1]);

/** Net and mask as signed 32-bit words, the way `&` gives them back. */
function parsePrefix(text: string | undefined): { net: number; mask: number } | null {
  if (text === undefined) return { net: 0, mask: 0 };
  const [addressText = '', lengthText = '32', ...rest] = text.split('/');
  const address = parseIpv4(addressText);
  const length = /^\d{1,2}$/.test(lengthText) ? Number(lengthText) : 33;
  if (address === null || length > 32 || rest.length > 0) return null;
  const mask = maskOf(length) | 0;
  return { net: address & mask, mask };
}

const prefixSays = (number: number, text: string | undefined): string =>
  `Rule ${number}: ${text} is no prefix. Write it like 192.168.1.0/24, or one address.`;
