import { chains, type Firewall, type FirewallRow } from '../../network/device/firewall.ts';
import type { FirewallAction, FirewallChain, FirewallRule } from '../../network/device/firewall-rule.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { aligned } from './columns.ts';
import { readRule, ruleText } from './fw/rule-words.ts';
import { stations } from './places.ts';

const actions: readonly FirewallAction[] = ['accept', 'drop', 'reject'];

export const fw: Command = {
  name: 'fw',
  summary: 'shows and changes the rules of a firewall, with how often each was hit',
  where: stations,
  usage: [
    'fw',
    'fw add [at number] chain action [tcp|udp|icmp] [from prefix] [to prefix] …',
    'fw add … [dport port] [sport port] [in name] [out name] [state new,established]',
    'fw del number',
    'fw policy chain action',
  ],
  about: `
Every packet goes down a list of rules, and the first that fits decides: accept, drop (without a word) or reject (with
an answer that says so). If none fits, the chain's policy decides. input is for packets to this host, output for its
own, forward for those it passes on.

A firewall that knows states can say “established”: an answer to something that was let through before.`,
  examples: [
    { line: 'fw', says: 'the rules, and how many packets each has decided' },
    { line: 'fw add forward drop tcp to 192.168.1.20 dport 5001', says: 'nobody reaches that room' },
    { line: 'fw add at 1 forward accept state established,related', says: 'before all others: answers may pass' },
    { line: 'fw policy input drop', says: 'what no rule names is dropped' },
  ],
  complete: () => ['add', 'del', 'policy', ...chains, ...actions],
  async run(context) {
    const { firewall, name } = stationOf(doorOf(context, 'Your system has a firewall of its own.'));
    if (firewall === null) throw new NotHere(`${name} has no firewall: it lets everything pass.`);
    const [verb = 'show', ...words] = context.args;
    switch (verb) {
      case 'show':
        break;
      case 'add':
        add(firewall, words);
        return 0;
      case 'del': {
        const at = numberOf(words[0], firewall.rules.length);
        firewall.replace(firewall.rules.filter((_, index) => index !== at - 1));
        return 0;
      }
      case 'policy': {
        const [chain, action] = [chainOf(words[0]), actionOf(words[1])];
        firewall.setPolicy(chain, action);
        return 0;
      }
      default:
        throw new WrongUsage(`fw does not know “${verb}”. It knows show, add, del and policy.`);
    }
    const header = ['CHAIN', 'RULE', 'ACTION', 'WHAT', 'PACKETS', 'BYTES'];
    const [first = '', ...lines] = aligned([header, ...firewall.rows().map(cells)], [1, 4, 5]);
    await context.output.write(`${first}\n`, 'dim');
    for (const line of lines) await context.output.write(`${line}\n`);
    if (!firewall.stateful) await context.output.write('It remembers no flows: it judges each packet alone.\n', 'dim');
    return 0;
  },
};

const cells = ({ chain, number, rule, action, hits, bytes }: FirewallRow): string[] => [
  chain,
  rule === null ? '-' : String(number),
  action,
  rule === null ? 'policy: all the rest' : ruleText(rule),
  String(hits),
  String(bytes),
];

function add(firewall: Firewall, words: readonly string[]): void {
  const placed = words[0] === 'at';
  const [chain, action, ...rest] = placed ? words.slice(2) : words;
  const rule: FirewallRule = { chain: chainOf(chain), action: actionOf(action), ...readRule(rest) };
  if (rule.state !== undefined && !firewall.stateful)
    throw new NotHere('This firewall remembers no flows, so it cannot ask for a state.');
  const rules = [...firewall.rules];
  rules.splice(placed ? numberOf(words[1], rules.length + 1) - 1 : rules.length, 0, rule);
  const problem = firewall.replace(rules);
  if (problem !== null) throw new WrongUsage(problem.says);
}

function chainOf(word: string | undefined): FirewallChain {
  const chain = chains.find((each) => each === word?.toLowerCase());
  if (chain === undefined) throw new WrongUsage(`Say which chain: ${chains.join(', ')}.`);
  return chain;
}

function actionOf(word: string | undefined): FirewallAction {
  const action = actions.find((each) => each === word?.toLowerCase());
  if (action === undefined) throw new WrongUsage(`Say what to do: ${actions.join(', ')}.`);
  return action;
}

function numberOf(word: string | undefined, most: number): number {
  const number = Number(word);
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new WrongUsage(most === 0 ? 'There are no rules yet.' : `Say the number of a rule, from 1 to ${most}.`);
  return number;
}
