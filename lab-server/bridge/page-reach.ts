import type { Endpoint } from '../../lab/host.ts';
import { endpointText } from '../../lab/host.ts';
import { isService, type Judgement, judgeDestination, judgeLocal, type Standing } from './reach.ts';
import type { Seat } from './seat.ts';

/** What one page may reach, and how it names what the system has. Judgements hold the system's addresses. */
export interface PageReach {
  destination(transport: 'tcp' | 'udp', to: Endpoint): Judgement;
  local(transport: 'tcp' | 'udp', at: Endpoint): Judgement;
  /** The source of a connection whose program named none; undefined lets the system choose. */
  readonly source: string | undefined;
  /** Whether a program outside the lab that wrote to a UDP socket may be answered. */
  readonly answersStrangers: boolean;
  shown(at: Endpoint): Endpoint;
}

/** A page on the machine itself: all of the lab's ports on every loopback address, whoever listens there. */
export const reachOfThisComputer = (standing: Standing): PageReach => ({
  destination: (transport, to) => judgeDestination(transport, to, standing),
  local: (_transport, at) => judgeLocal(at, standing),
  source: undefined,
  answersStrangers: true,
  shown: (at) => at,
});

/**
 * A page at a seat: what its own pages opened, and the lab's services. Nothing else is ever dialled, not even to be
 * refused: a program that listens on every address of the machine would answer at the seat's address too. So where
 * nothing of the seat listens, the lab server itself gives the answer that the seat's own computer would have given.
 * @param standing `holds` tells of this seat's sockets only, by the system's addresses
 */
export const reachOfSeat = (seat: Seat, standing: Standing): PageReach => {
  const { loopback } = seat;
  const mapped = ({ address, port }: Endpoint): Endpoint | null => {
    const real = loopback.real(address);
    return real === null ? null : { address: real, port };
  };
  const named: Standing = {
    services: standing.services,
    ...(standing.wasGiven ? { wasGiven: standing.wasGiven } : {}),
    holds: (transport, at) => {
      const real = mapped(at);
      return real !== null && standing.holds(transport, real);
    },
    ...(standing.wasGiven && { wasGiven: standing.wasGiven }),
  };
  return {
    destination(transport, to) {
      const verdict = judgeDestination(transport, to, named);
      if (!verdict.allowed) return verdict;
      const own = mapped(verdict.endpoint);
      if (own === null) return notYours(to.address);
      if (standing.holds(transport, own)) return { allowed: true, endpoint: own };
      if (isService(transport, verdict.endpoint, standing)) return verdict;
      return {
        allowed: false,
        code: 'ECONNREFUSED',
        why: `Nothing of your seat listens on ${endpointText(to)}, so the answer is a refusal. \`ss -ltun\` shows what does.`,
      };
    },
    local(transport, at) {
      const verdict = judgeLocal(at, named);
      if (!verdict.allowed) return verdict;
      if (isService(transport, verdict.endpoint, standing)) {
        const why = `${endpointText(at)} is taken: another program listens there. \`ss -ltun\` shows which ports are in use.`;
        return { allowed: false, code: 'EADDRINUSE', why };
      }
      const own = mapped(verdict.endpoint);
      return own === null ? notYours(at.address) : { allowed: true, endpoint: own };
    },
    source: loopback.real('127.0.0.1') ?? undefined,
    answersStrangers: false,
    shown: ({ address, port }) => ({ address: loopback.shown(address), port }),
  };
};

const notYours = (address: string): Judgement => ({
  allowed: false,
  why: `${address} is not your seat's. In a class each seat has 127.0.0.0 to 127.0.255.255 for itself: use 127.0.0.1.`,
});
