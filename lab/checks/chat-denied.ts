import type { Check } from './check.ts';
import { heard, membershipsIn, told } from './memberships.ts';
import { missing, seen } from './verdict.ts';

/** The room refused a password of ours: it says so itself, and our socket received its `NO`. */
export function chatDenied(room: string): Check {
  return (evidence) => {
    const memberships = membershipsIn(room, evidence).filter(({ socket }) => socket);
    const denials = memberships.flatMap((membership) => {
      const noes = heard(membership).filter(({ text }) => text.startsWith('NO '));
      return told('denied', membership).flatMap(({ seq }, nth) => {
        const no = noes[nth];
        return no ? [Math.max(seq, no.seq)] : [];
      });
    });
    if (denials.length > 0) return seen(`Room ${room} refused your password.`, denials);
    const last = memberships.at(-1);
    if (!last) return missing(`You have no connection to room ${room} yet, so it cannot refuse you.`);
    if (told('joined', last).length > 0)
      return missing(`Room ${room} let you in. This step wants a password it refuses.`);
    if (last.socket?.closed)
      return missing(
        `Your connection to room ${room} ended before you offered it a password. Connect to its port again, then send PASS and a word.`,
      );
    return missing(`Room ${room} has your connection and waits for a password. Offer it a wrong one.`);
  };
}
