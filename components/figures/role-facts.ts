import type { Evidence } from '../../lab/evidence/event.ts';
import type { Endpoint } from '../../lab/host.ts';

/** A conversation of this computer that is under way, as one of its ends sees it. */
export interface Conversation {
  readonly socket: number;
  readonly role: 'client' | 'server';
  readonly local: Endpoint;
  readonly remote: Endpoint;
}

export interface RoleFacts {
  /** Where programs of this page wait. */
  readonly waiting: readonly Endpoint[];
  readonly talking: readonly Conversation[];
}

/** Who waits and who talks now, of the sockets that this page opened on this computer. */
export function roleFacts(evidence: readonly Evidence[]): RoleFacts {
  const waiting = new Map<number, Endpoint>();
  const talking = new Map<number, Conversation>();
  for (const fact of evidence) {
    if (fact.kind === 'host.lost') {
      waiting.clear();
      talking.clear();
    }
    if (!('socket' in fact) || fact.host !== undefined) continue;
    if (fact.kind === 'tcp.listening') waiting.set(fact.socket, fact.local);
    if (fact.kind === 'listener.closed') waiting.delete(fact.socket);
    if (fact.kind === 'tcp.opened') {
      const { socket, role, local, remote } = fact;
      talking.set(socket, { socket, role, local, remote });
    }
    if (fact.kind === 'tcp.closed') talking.delete(fact.socket);
  }
  return { waiting: [...waiting.values()], talking: [...talking.values()] };
}

export type Badge = 'neither' | 'server' | 'client' | 'both';

/** Waiting makes a server of a program, even while nobody has come. */
export function badgeOf({ waiting, talking }: RoleFacts): Badge {
  const serves = waiting.length > 0 || talking.some(({ role }) => role === 'server');
  const asks = talking.some(({ role }) => role === 'client');
  if (serves) return asks ? 'both' : 'server';
  return asks ? 'client' : 'neither';
}
