import type { Evidence, Fact } from './event.ts';

/** How many facts a log keeps, each kind by itself: a storm on a cable or a socket must not push out what a learner did. */
export interface LogLimits {
  /** What programs, sockets and people did. */
  readonly facts: number;
  /** Bytes that crossed sockets, up to 2 kB each, and lines that rooms delivered. */
  readonly traffic: number;
  /** Events of virtual networks: about 20,000 frames through a switch, or 20 MB of TCP. */
  readonly network: number;
}

export const logLimits: LogLimits = { facts: 20_000, traffic: 20_000, network: 100_000 };

type Class = keyof LogLimits;

const classOf = (fact: Fact): Class => {
  switch (fact.kind) {
    case 'network':
      return 'network';
    case 'tcp.sent':
    case 'tcp.received':
    case 'udp.sent':
    case 'udp.received':
      return 'traffic';
    case 'room.witness':
      return fact.what.event === 'delivered' ? 'traffic' : 'facts';
    default:
      return 'facts';
  }
};

/**
 * The append-only log. `entries` is a stable snapshot: a new array only when something was appended, so that a view
 * can compare by identity.
 */
export class EvidenceLog {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #limits: LogLimits;
  #entries: readonly Evidence[] = [];
  #pending: Evidence[] = [];
  /** How many of each kind, pending ones included. */
  readonly #counts = { facts: 0, traffic: 0, network: 0 };
  #seq = 0;
  #telling = false;

  /**
   * @param now milliseconds since the log was made
   * @param limits how much is kept, oldest of its kind dropped first; a number is that of `facts`
   */
  constructor(now: () => number, limits: number | Partial<LogLimits> = {}) {
    this.#now = now;
    this.#limits = { ...logLimits, ...(typeof limits === 'number' ? { facts: limits } : limits) };
  }

  append(fact: Fact): Evidence {
    const evidence: Evidence = { ...fact, seq: this.#seq++, ms: this.#now() };
    this.#pending.push(evidence);
    this.#counts[classOf(fact)] += 1;
    if (this.#pending.length > this.#limits.facts) this.#fold();
    if (!this.#telling) {
      this.#telling = true;
      queueMicrotask(() => this.#tell());
    }
    return evidence;
  }

  get entries(): readonly Evidence[] {
    if (this.#pending.length > 0) this.#fold();
    return this.#entries;
  }

  /** Called at most once a microtask turn, after appends. @returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #fold(): void {
    const all = this.#entries.concat(this.#pending);
    this.#pending = [];
    const old = { facts: 0, traffic: 0, network: 0 };
    for (const each of ['facts', 'traffic', 'network'] as const) {
      old[each] = Math.max(0, this.#counts[each] - this.#limits[each]);
      this.#counts[each] -= old[each];
    }
    const isOver = old.facts + old.traffic + old.network > 0;
    this.#entries = isOver ? all.filter((entry) => old[classOf(entry)]-- <= 0) : all;
  }

  #tell(): void {
    this.#telling = false;
    for (const listener of this.#listeners) listener();
  }
}
