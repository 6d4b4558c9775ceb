import { parseIpv4 } from '../../network/wire/address.ts';
import type { Evidence } from '../evidence/event.ts';
import { type AddressUse, addressUse } from '../special-blocks.ts';
import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/** What lesson 3.2 lays before the learner. The tenth is an address of their own. */
export const addressesToSort: readonly string[] = [
  '192.168.1.7',
  '172.31.0.1',
  '172.32.0.1',
  '10.255.0.1',
  '100.64.1.1',
  '169.254.9.9',
  '127.0.0.2',
  '192.169.1.1',
  '203.0.113.9',
];

/** What can be said of them. */
export const usesToChoose: readonly AddressUse[] = [
  'private',
  'public',
  'shared',
  'link-local',
  'loopback',
  'documentation',
];

/** The name under which an answer is kept: `3.2b.192.168.1.7`, and `3.2b.own`. */
export const sortingQuestion = (lab: string, address: string): string => `${lab}.${address}`;
const own = 'own';

export interface Sorted {
  readonly address: string;
  readonly said: AddressUse;
  readonly right: boolean;
  readonly seq: number;
}

/** The last word on each address, by its question: `192.168.1.7`, `own`. For the learner's own the option is `address use`. */
export function sortedSoFar(evidence: readonly Evidence[], lab: string): ReadonlyMap<string, Sorted> {
  const found = new Map<string, Sorted>();
  for (const fact of evidence) {
    if (fact.kind !== 'answered' || !fact.question.startsWith(`${lab}.`)) continue;
    const which = fact.question.slice(lab.length + 1);
    if (which !== own && !addressesToSort.includes(which)) continue;
    const [address = '', said = ''] = which === own ? fact.option.split(' ') : [which, fact.option];
    const number = parseIpv4(address);
    if (number === null) continue;
    const right = addressUse(number) === said;
    found.set(which, { address, said: said as AddressUse, right, seq: fact.seq });
  }
  return found;
}

/** The nine given addresses are each in the right block of RFC 6890's table. */
export function addressesSorted(lab: string): Check {
  return (evidence) => {
    const sorted = sortedSoFar(evidence, lab);
    const given = addressesToSort.map((address) => sorted.get(address));
    const right = given.filter((each) => each?.right);
    const wrong = given.find((each) => each !== undefined && !each.right);
    if (right.length === addressesToSort.length)
      return seen(`All ${addressesToSort.length} are where they belong.`, [
        Math.max(...right.map((each) => each?.seq ?? 0)),
      ]);
    if (wrong !== undefined)
      return missing(
        `${wrong.address} is not ${wordsFor(wrong.said)}. Compare its first bits with the table of blocks.`,
      );
    return missing(
      `Of ${addressesToSort.length} addresses ${right.length} are sorted so far, in the figure of this lesson.`,
    );
  };
}

/** The learner has sorted an address of their own computer rightly. */
export function ownAddressSorted(lab: string): Check {
  return (evidence) => {
    const mine = sortedSoFar(evidence, lab).get(own);
    if (mine === undefined) return missing('Your own address is not sorted yet: the last row of the figure takes it.');
    if (mine.right) return seen(`Your own ${mine.address} is ${wordsFor(mine.said)}.`, [mine.seq]);
    return missing(`${mine.address} is not ${wordsFor(mine.said)}. Compare its first bits with the table of blocks.`);
  };
}

/** `a private address` */
export const wordsFor = (use: string): string => {
  switch (use) {
    case 'shared':
      return 'shared inside a provider';
    case 'documentation':
      return 'an address for documentation';
    case 'link-local':
    case 'loopback':
    case 'private':
    case 'public':
      return `a ${use} address`;
    default:
      return use === '' ? 'anything yet' : use;
  }
};
