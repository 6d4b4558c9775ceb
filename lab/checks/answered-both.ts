import type { Evidence } from '../evidence/event.ts';
import { endpointText } from '../host.ts';
import type { Check } from './check.ts';
import { isOf, openerOf, programRuns } from './program-runs.ts';
import { missing, seen } from './verdict.ts';

type Bound = Extract<Evidence, { kind: 'udp.bound' }>;

const boundBy = (evidence: readonly Evidence[], file: string): readonly Bound[] =>
  evidence.flatMap((fact) => {
    if (fact.kind !== 'udp.bound' || fact.host !== undefined) return [];
    const run = openerOf(evidence, fact.socket);
    return run && isOf(run, file) ? [fact] : [];
  });

/** One datagram socket of the program heard two different peers, and sent each of them an answer of its own. */
export function answeredBoth(file: string): Check {
  return (evidence) => {
    const bound = boundBy(evidence, file);
    const last = bound.at(-1);
    if (!last) {
      if (programRuns(evidence, file).length === 0) return missing(`\`${file}\` has not run yet: \`python ${file}\`.`);
      return missing(`\`${file}\` has run, and has no datagram socket with a port. The terminal says where it ended.`);
    }
    const right: number[] = [];
    for (const { socket } of bound) {
      const peers = new Set<string>();
      for (const fact of evidence) {
        if (fact.kind !== 'udp.sent' || fact.socket !== socket) continue;
        const to = endpointText(fact.to);
        if (heardFrom(evidence, socket, fact.seq).has(to)) peers.add(to);
        if (peers.size === 2) {
          right.push(fact.seq);
          break;
        }
      }
    }
    if (right.length > 0) return seen('One socket, two peers, and each got an answer of its own.', right);
    const heard = heardFrom(evidence, last.socket, Number.POSITIVE_INFINITY);
    const own = endpointText(last.local);
    if (heard.has(own))
      return missing(`Your program answered ${own}, which is itself. The name to answer is what recvfrom gave back.`);
    if (heard.size === 0) return missing(`Your program waits at ${own}, and nobody has written to it yet.`);
    const sent = evidence.flatMap((fact) =>
      fact.kind === 'udp.sent' && fact.socket === last.socket ? [endpointText(fact.to)] : [],
    );
    if (sent.length === 0) {
      const run = openerOf(evidence, last.socket);
      if (run?.ended && run.ended.status !== 0)
        return missing(
          'Somebody wrote to your program, and it ended before it had answered. The message in its terminal names the line. Mend it, run it, and write again.',
        );
      return missing('Somebody has written to your program, and it has sent no answer yet.');
    }
    if (heard.size === 1 && sent.length > 1)
      return missing('Both datagrams came from one port, so it was one peer twice. Write from another terminal, too.');
    if (sent.length > 1) return missing(`Both answers went to ${sent[0]}. Each has to go to the one who asked.`);
    return missing('One peer has its answer. Write from another terminal, which is another peer.');
  };
}

function heardFrom(evidence: readonly Evidence[], socket: number, until: number): ReadonlySet<string> {
  return new Set(
    evidence.flatMap((fact) =>
      fact.kind === 'udp.received' && fact.socket === socket && fact.seq < until ? [endpointText(fact.from)] : [],
    ),
  );
}
