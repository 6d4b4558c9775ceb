import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

interface Visit {
  readonly nick: string;
  readonly address: string;
  readonly from: number;
  /** Infinity while the guest is still there. */
  readonly until: number;
}

/** A guest was in the room on `port` and has left it. */
export function visitEnded(port: number): Check {
  return (evidence) => {
    const visits = visitsOf(evidence, port);
    const over = visits.filter(({ until }) => until !== Number.POSITIVE_INFINITY);
    const last = over.at(-1);
    if (last)
      return seen(
        `${last.nick} has left. That name will not be given out again while the room runs.`,
        over.map(({ until }) => until),
      );
    const here = visits.at(-1);
    return missing(here ? `${here.nick} is still in the room. BYE leaves.` : nobodyYet(evidence, port));
  };
}

/** One address visited the room on `port` twice, one visit after the other, and was given two names. */
export function linkedNames(port: number): Check {
  return (evidence) => {
    const visits = visitsOf(evidence, port);
    for (const later of visits) {
      const before = visits.find((one) => one.address === later.address && one.until < later.from);
      if (before) return seen(`${before.nick} and ${later.nick} are two names for ${later.address}.`, [later.from]);
    }
    return missing(missingLink(evidence, visits, port));
  };
}

/** Two names of one address were linked, and a third guest came to the room on `port` from another address. */
export function anotherAddress(port: number): Check {
  return (evidence) => {
    const linked = linkedNames(port)(evidence);
    if (!linked.passed) return linked;
    const visits = visitsOf(evidence, port);
    const first = visits[0];
    const other = visits.find((one) => one.address !== first?.address);
    return other
      ? seen(`${other.nick} came from ${other.address}. The room cannot know that it is you again.`, [other.from])
      : missing(`All visits so far came from ${first?.address}. Come once from another address.`);
  };
}

function visitsOf(evidence: readonly Evidence[], port: number): readonly Visit[] {
  const visits: Visit[] = [];
  for (const fact of evidence) {
    if (fact.kind !== 'room.witness' || fact.port !== port || fact.what.event !== 'joined') continue;
    const { peer } = fact;
    const left = evidence.find(
      (later) =>
        later.seq > fact.seq &&
        later.kind === 'room.witness' &&
        later.port === port &&
        later.what.event === 'left' &&
        later.peer.port === peer.port &&
        later.peer.address === peer.address,
    );
    visits.push({
      nick: fact.what.nick,
      address: peer.address,
      from: fact.seq,
      until: left?.seq ?? Number.POSITIVE_INFINITY,
    });
  }
  return visits;
}

function missingLink(evidence: readonly Evidence[], visits: readonly Visit[], port: number): string {
  const [first, second] = visits;
  if (!first) return nobodyYet(evidence, port);
  if (!second) {
    const here = first.until === Number.POSITIVE_INFINITY;
    return `One visit so far: ${first.nick} from ${first.address}. ${here ? 'Leave with BYE and come' : 'Come'} again.`;
  }
  const same = visits.some((one) => visits.some((other) => other !== one && other.address === one.address));
  return same
    ? `Two guests from ${first.address} were in the room at the same time. Let one leave, then come back.`
    : `${visits.length} visits so far, each from another address. Come twice from the same one.`;
}

function nobodyYet(evidence: readonly Evidence[], port: number): string {
  const open = evidence.some((fact) => fact.kind === 'tcp.listening' && fact.local.port === port);
  return open
    ? `Your room on port ${port} is open, and nobody has come in yet.`
    : `No room listens on port ${port} yet.`;
}
