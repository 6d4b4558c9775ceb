import { useOf as blockUse } from '../special-blocks.ts';
import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/**
 * The rooms of this computer were called at each of its addresses (`rooms --lan`), and it was seen what a neighbour gets:
 * a refusal, an answer where the lab server was opened to the network, or nothing, where there is no network.
 */
export function doorsTried(room: string): Check {
  return (evidence) => {
    const readings = evidence.flatMap((fact) =>
      fact.kind === 'doors.tried' && fact.doors.some((door) => door.room === room) ? [fact] : [],
    );
    const last = readings.at(-1);
    if (!last)
      return missing('Nobody has called the rooms at the addresses of this computer yet. `rooms --lan` does it.');
    const outside = last.doors.filter((door) => door.room === room && blockUse(door.address) !== 'loopback');
    const seqs = readings.map(({ seq }) => seq);
    const [first] = outside;
    if (!first) return seen('This computer is in no network now, so nobody outside could call it.', seqs);
    const open = outside.find(({ answer }) => answer === 'open');
    if (open) return seen(`At ${open.address} room ${room} answers: this lab server was opened to the network.`, seqs);
    return seen(`At ${first.address} there was no room: ${first.answer}. At 127.0.0.1 there is one.`, seqs);
  };
}
