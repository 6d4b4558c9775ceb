import type { Evidence } from '../evidence/event.ts';
import { headersOf } from '../views/hops.ts';
import type { Check } from './check.ts';
import { type FrameTest, simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** A header field that the learner chooses a value for; the choice is the answer to `question`. */
export interface Foretold {
  readonly question: string;
  readonly field: 'source MAC' | 'destination MAC' | 'TTL';
}

const lastChoice = (evidence: readonly Evidence[], question: string) =>
  evidence.findLast((fact) => fact.kind === 'answered' && fact.question === question);

const optionOf = (fact: Evidence | undefined): string | null => (fact?.kind === 'answered' ? fact.option : null);

/** Something is chosen for every field. */
export function chosen(foretold: readonly Foretold[]): Check {
  return (evidence) => {
    const facts = foretold.map(({ question }) => lastChoice(evidence, question));
    const open = foretold[facts.indexOf(undefined)];
    if (open !== undefined) return missing(`Nothing is chosen yet for the ${open.field}.`);
    return seen(
      `You have chosen: ${foretold.map(({ field }, at) => `${field} ${optionOf(facts[at])}`).join(', ')}.`,
      facts.map((fact) => fact?.seq ?? 0),
    );
  };
}

interface ForetoldFrame {
  /** The point that sends it: `r2:eth1`. */
  readonly from: string;
  readonly test: FrameTest;
  readonly foretold: readonly Foretold[];
}

/** What the learner chose last for each field stands in the last such frame that was sent. */
export function simForetold(scene: string, { from, test, foretold }: ForetoldFrame): Check {
  return (evidence) => {
    const frame = simEvents(evidence, scene, 'frame.sent').findLast((sent) => sent.from === from && test(sent.bytes));
    const headers = frame === undefined ? null : headersOf(frame.bytes);
    if (frame === undefined || headers === null) return missing(`No such frame has left ${from} yet.`);
    const places = [frame.seq];
    for (const { question, field } of foretold) {
      const fact = lastChoice(evidence, question);
      const option = optionOf(fact);
      const real = {
        'source MAC': headers.sourceMac,
        'destination MAC': headers.destinationMac,
        TTL: `${headers.ttl}`,
      };
      if (fact === undefined || option === null) return missing(`Nothing is chosen yet for the ${field}.`);
      if (option !== real[field])
        return missing(`You chose ${option} as the ${field}. The frame carries ${real[field]}. Correct your choice.`);
      places.push(fact.seq);
    }
    return seen('The frame carries what you chose, in every field.', [Math.max(...places)]);
  };
}
