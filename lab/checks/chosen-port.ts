import type { Evidence } from '../evidence/event.ts';
import type { Endpoint } from '../host.ts';
import type { Check } from './check.ts';
import { portOf } from './place.ts';
import { socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

type Kind = 'listener' | 'datagram socket';

/** The ports that a learner may ask for by number; the operating system chooses elsewhere. */
const lent = (port: number): boolean => (port >= 5_000 && port <= 5_999) || (port >= 7_000 && port <= 7_999);

const factOf = { listener: 'tcp.listening', 'datagram socket': 'udp.bound' } as const;

/** We got a listener, or a datagram socket, on a port that the operating system chose. */
export function chosenPort(kind: Kind): Check {
  return (evidence) => {
    const all = boundAs(kind, evidence);
    const chosen = all.filter(({ local }) => !lent(local.port));
    const last = chosen.at(-1);
    if (last)
      return seen(
        `You asked for any port, and your ${kind} got ${last.local.port}.`,
        chosen.map(({ seq }) => seq),
      );
    const named = all.at(-1);
    return missing(
      named
        ? `Your ${kind} sits on port ${named.local.port}, which you named yourself. Ask for port 0.`
        : `You hold no ${kind} yet.`,
    );
  };
}

/**
 * A listener, a datagram socket and a connection to room `room` were all open at one moment, with chosen ports. (The
 * log does not tell when a datagram socket is let go, so that one counts as held.)
 */
export function threeHeld(room: string): Check {
  return (evidence) => {
    for (const kind of ['listener', 'datagram socket'] as const) {
      const verdict = chosenPort(kind)(evidence);
      if (!verdict.passed) return verdict;
    }
    const port = portOf(room, evidence);
    const streams = socketsSeen(evidence).filter(({ role, remote }) => role === 'client' && remote.port === port);
    if (streams.length === 0) return missing(`None of your sockets is connected to room ${room} yet.`);
    const spans = {
      listeners: boundAs('listener', evidence).filter(({ local }) => !lent(local.port)),
      datagrams: boundAs('datagram socket', evidence).filter(({ local }) => !lent(local.port)),
      streams: streams.map(({ local, opened, closed }) => ({ local, seq: opened, until: closed?.seq ?? forever })),
    };
    for (const listener of spans.listeners)
      for (const datagrams of spans.datagrams)
        for (const stream of spans.streams) {
          const from = Math.max(listener.seq, datagrams.seq, stream.seq);
          if (from >= Math.min(listener.until, datagrams.until, stream.until)) continue;
          const ports = [listener, datagrams, stream].map(({ local }) => local.port);
          return seen(`All three at once, on ports ${ports[0]}, ${ports[1]} and ${ports[2]}.`, [from]);
        }
    return missing('You had all three kinds, but never all at the same time. Open again what you closed.');
  };
}

/** The table of the sockets that one holds was printed. */
export const socketsListed: Check = (evidence) => {
  const listed = evidence.flatMap((fact) => {
    if (fact.kind !== 'command.started' || !/^\s*socks(\s+(table|list))?\s*$/.test(fact.line)) return [];
    const end = evidence.find(
      (later) => later.kind === 'command.ended' && later.job === fact.job && later.terminal === fact.terminal,
    );
    return end?.kind === 'command.ended' && end.status === 0 ? [fact.seq] : [];
  });
  return listed.length > 0
    ? seen('You have looked at the sockets you hold.', listed)
    : missing('You have not looked at the sockets you hold yet. `socks table` prints them.');
};

const forever = Number.POSITIVE_INFINITY;

interface Span {
  readonly local: Endpoint;
  readonly seq: number;
  readonly until: number;
}

function boundAs(kind: Kind, evidence: readonly Evidence[]): readonly Span[] {
  return evidence.flatMap((fact) => {
    if (fact.kind !== factOf[kind]) return [];
    const end = evidence.find((later) => later.kind === 'listener.closed' && later.socket === fact.socket);
    return [{ local: fact.local, seq: fact.seq, until: end?.seq ?? forever }];
  });
}
