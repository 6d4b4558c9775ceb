import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { macKind, macReason } from './mac-kind.ts';
import { missing, seen } from './verdict.ts';

/** This computer's interfaces were listed. */
export const interfacesRead: Check = (evidence) => {
  const readings = evidence.filter((fact) => fact.kind === 'interfaces.read');
  if (readings.length === 0)
    return missing('Your interfaces have not been listed yet. `ip link` lists them, and so does `ifconfig`.');
  return seen(
    'Your interfaces are listed.',
    readings.map(({ seq }) => seq),
  );
};

/** What the learner says of the interface in row `row` (from 1) is an answer to this question. */
export const macQuestion = (row: number): string => `2.1a-mac-${row}`;

/** The last list of interfaces, for the figure and the check alike. */
export function lastInterfaces(evidence: readonly Evidence[]) {
  const last = evidence.findLast((fact) => fact.kind === 'interfaces.read');
  return last?.kind === 'interfaces.read' ? last : null;
}

/**
 * The learner said of the addresses in the last list what they are. It begins to hold with the first; what is wrong
 * must be mended, and what was not looked at yet is said.
 */
export const macsClassified: Check = (evidence) => {
  const list = lastInterfaces(evidence);
  if (list === null) return missing('List your interfaces first, then say what each address is.');
  let right = 0;
  let at = 0;
  for (const [index, { name, mac }] of list.rows.entries()) {
    const answer = evidence.findLast((fact) => fact.kind === 'answered' && fact.question === macQuestion(index + 1));
    if (answer?.kind !== 'answered') continue;
    if (answer.option !== macKind(mac))
      return missing(`Look at the address of \`${name}\` once more. ${macReason(mac)}`);
    right += 1;
    at = Math.max(at, answer.seq);
  }
  const { length } = list.rows;
  if (right === 0) return missing('Say in the figure below the lab what your first address is.');
  const rest = length - right;
  return seen(
    rest === 0
      ? `${length === 1 ? 'The one address is' : length === 2 ? 'Both addresses are' : `All ${length} addresses are`} right.`
      : `Right so far; ${rest} of ${length} to go.`,
    [at],
  );
};
