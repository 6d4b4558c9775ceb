import type { FirewallRule, PacketState } from '../../../network/device/firewall-rule.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

type Match = Omit<FirewallRule, 'chain' | 'action'>;

const transports = ['tcp', 'udp', 'icmp'] as const;
const states: readonly PacketState[] = ['new', 'established', 'related', 'invalid'];

/** Reads what a rule asks for: `tcp from 192.168.1.0/24 to 10.0.0.1 dport 80`. @throws WrongUsage */
export function readRule(words: readonly string[]): Match {
  let rule: Match = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const transport = transports.find((each) => each === word);
    if (transport !== undefined) {
      rule = { ...rule, protocol: transport };
      continue;
    }
    const value = words[++at];
    if (value === undefined) throw new WrongUsage(`“${word}” needs a value behind it, or is not understood here.`);
    rule = { ...rule, ...pair(word, value) };
  }
  return rule;
}

function pair(word: string, value: string): Match {
  switch (word) {
    case 'from':
      return value === 'any' ? {} : { source: value };
    case 'to':
      return value === 'any' ? {} : { destination: value };
    case 'dport':
      return { destinationPorts: portsOf(value) };
    case 'sport':
      return { sourcePorts: portsOf(value) };
    case 'in':
      return { in: value };
    case 'out':
      return { out: value };
    case 'type':
      return { icmpType: Number(value) };
    case 'state':
      return { state: value.split(',').map(stateOf) };
    default:
      throw new WrongUsage(
        `“${word}” is not understood here. Words that are: tcp, udp, icmp, from, to, dport, sport, in, out, type, state.`,
      );
  }
}

function portsOf(text: string): readonly [number, number] {
  const [first = '', last = first] = text.split('-');
  return [Number(first || 'x'), Number(last || 'x')];
}

function stateOf(word: string): PacketState {
  const state = states.find((each) => each === word);
  if (state === undefined) throw new WrongUsage(`${word} is no state. States are ${states.join(', ')}.`);
  return state;
}

/** The words that `readRule` would read. */
export function ruleText(rule: FirewallRule): string {
  const ports = ([first, last]: readonly [number, number]): string =>
    first === last ? `${first}` : `${first}-${last}`;
  const words = [
    rule.protocol === undefined ? '' : String(rule.protocol),
    rule.icmpType === undefined ? '' : `type ${rule.icmpType}`,
    rule.source === undefined ? '' : `from ${rule.source}`,
    rule.sourcePorts === undefined ? '' : `sport ${ports(rule.sourcePorts)}`,
    rule.destination === undefined ? '' : `to ${rule.destination}`,
    rule.destinationPorts === undefined ? '' : `dport ${ports(rule.destinationPorts)}`,
    rule.in === undefined ? '' : `in ${rule.in}`,
    rule.out === undefined ? '' : `out ${rule.out}`,
    rule.state === undefined ? '' : `state ${rule.state.join(',')}`,
  ].filter((each) => each !== '');
  return words.length === 0 ? 'all' : words.join(' ');
}
