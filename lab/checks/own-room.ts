import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { linesOf } from './lines-of.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

type Tested = Extract<Evidence, { kind: 'test.ended' }>;

/** The tester has been in a room at this port, to the end. */
export function testRan(port: number): Check {
  return (evidence) => {
    const runs = evidence.filter(
      (fact) => fact.kind === 'test.ended' && fact.subject === 'server' && fact.at.port === port,
    );
    if (runs.length > 0)
      return seen(
        'The tester has tried everything it could.',
        runs.map(({ seq }) => seq),
      );
    const began = evidence.some((fact) => fact.kind === 'test.began' && fact.at.port === port);
    return missing(began ? 'The tester is at it. Its last line says how many have passed.' : notTested(port));
  };
}

const notTested = (port: number): string => `The tester has not been in a room on port ${port} yet.`;

/** The tester was in a room at this port that is neither the lab server's nor served by this page: it has the lights. */
export function lightsOn(port: number, wanted: { readonly passed: number; readonly safety: number }): Check {
  return (evidence) => {
    const runs = evidence.filter(
      (fact): fact is Tested => fact.kind === 'test.ended' && fact.subject === 'server' && fact.at.port === port,
    );
    const last = runs.at(-1);
    if (!last) {
      const began = evidence.some(
        (fact) => fact.kind === 'test.began' && fact.subject === 'server' && fact.at.port === port,
      );
      return began
        ? missing('The tester is at it. Its last line says how many have passed.')
        : missing(notTested(port));
    }
    const witness = evidence.find((fact) => fact.kind === 'room.witness' && fact.port === port);
    if (witness) return missing(`The room on port ${port} is one of First Hop’s. Test one that you have written.`);
    const best = runs.findLast(
      ({ results }) => passedOf(results) >= wanted.passed && safetyOf(results) >= wanted.safety,
    );
    if (best)
      return seen(
        `${passedOf(best.results)} of ${best.results.length} lights, ${safetyOf(best.results)} of them about safety.`,
        [best.seq],
      );
    if (last.results.some(({ outcome }) => outcome === 'skipped'))
      return missing('The tester was given no password, so it did not ask for one. Your room wants --password.');
    const dark = wanted.safety - safetyOf(last.results);
    if (passedOf(last.results) >= wanted.passed)
      return missing(
        `${passedOf(last.results)} lights, and ${dark} about safety are dark. Those marked [safety] have to be on.`,
      );
    return missing(
      `${passedOf(last.results)} of ${last.results.length} lights. This step wants ${wanted.passed}; the first ✗ is where to begin.`,
    );
  };
}

const passedOf = (results: Tested['results']): number => results.filter(({ outcome }) => outcome === 'passed').length;
const safetyOf = (results: Tested['results']): number =>
  results.filter(({ outcome, safety }) => safety && outcome === 'passed').length;

/** Members at this port, as our own sockets saw them outside of the tests: who was told its nickname, and what it heard. */
function visits(evidence: readonly Evidence[], port: number) {
  const tests = testsOf(evidence);
  return socketsSeen(evidence).flatMap((socket) => {
    if (socket.role !== 'client' || socket.remote.port !== port) return [];
    if (tests.some(({ from, to }) => socket.opened > from && socket.opened < to)) return [];
    const lines = linesOf(socket.received);
    const nick = lines.flatMap(({ text }) => /^OK you=(\S+)$/.exec(text)?.[1] ?? [])[0];
    return nick === undefined ? [] : [{ socket, nick, lines }];
  });
}

function testsOf(evidence: readonly Evidence[]): readonly { from: number; to: number }[] {
  return evidence.flatMap((fact, index) => {
    if (fact.kind !== 'test.began') return [];
    const end = evidence.slice(index).find((later) => later.kind === 'test.ended');
    return [{ from: fact.seq, to: end?.seq ?? Number.POSITIVE_INFINITY }];
  });
}

/** Two people met in the learner's own room: one of ours heard itself, and somebody else. */
export function metIn(port: number): Check {
  return (evidence) => {
    const here = visits(evidence, port);
    const met = here.flatMap(({ nick, lines }) => {
      const own = lines.find(({ text }) => text.startsWith(`MSG ${nick} `));
      const other = lines.find(({ text }) => /^MSG \S+ /.test(text) && !text.startsWith(`MSG ${nick} `));
      return own && other ? [Math.max(own.seq, other.seq)] : [];
    });
    if (met.length > 0) return seen('Two people have heard each other in your room.', met);
    if (here.length === 0) return missing(`Nobody has joined the room on port ${port} with \`chat\` yet.`);
    const heardOwn = here.some(({ nick, lines }) => lines.some(({ text }) => text.startsWith(`MSG ${nick} `)));
    if (here.length === 1)
      return missing('One of two is in your room. Let somebody else join, from terminal c or with nc.');
    return heardOwn
      ? missing('You have heard yourself, and nobody else yet. Both have to say something.')
      : missing('Two are in your room, and nobody has said anything yet.');
  };
}

/** The learner's room has closed while somebody was in it, with a FIN and not with a reset. */
export function closedPolitely(port: number): Check {
  return (evidence) => {
    const ended = visits(evidence, port).flatMap(({ socket }) =>
      socket.closed === null ? [] : [{ socket, closed: socket.closed }],
    );
    const byRoom = ended.filter(({ socket, closed }) => closed.by === 'remote' && !saidBye(socket));
    const polite = byRoom.filter(({ closed }) => closed.how === 'fin');
    if (polite.length > 0)
      return seen(
        'Your room has closed, and who was in it saw a FIN.',
        polite.map(({ closed }) => closed.seq),
      );
    if (byRoom.some(({ closed }) => closed.how === 'rst'))
      return missing('Your room has ended, and who was in it saw a reset. Close each connection before you go.');
    if (ended.length > 0) return missing('They have left by themselves. Stay in the room, and stop the program.');
    return missing('Nobody in your room has seen it close yet. Stay in it, and stop the program with Ctrl-C.');
  };
}

const saidBye = ({ sent }: SeenSocket): boolean => linesOf(sent).some(({ text }) => /^bye\b/i.test(text));
