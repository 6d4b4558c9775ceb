import type { Evidence, Fact } from './event.ts';

/** How many facts a log keeps, each kind by itself: a storm on a virtual cable must not push out what a learner did. */
export interface LogLimits {
  /** What programs, sockets and people did. */
  readonly facts: number;
  /** Events of virtual networks: about 20,000 frames through a switch, or 20 MB of TCP. */
  readonly network: number;
}

export const logLimits: LogLimits = { facts: 20_000, network: 100_000 };

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
  /** Of them events of virtual networks, pending ones included. */
  #network = 0;
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
    if (fact.kind === 'network') this.#network += 1;
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
    let oldNetwork = this.#network - this.#limits.network;
    let oldFacts = all.length - this.#network - this.#limits.facts;
    if (oldNetwork <= 0 && oldFacts <= 0) {
      this.#entries = all;
      return;
    }
    this.#network = Math.min(this.#network, this.#limits.network);
    this.#entries = all.filter((entry) => (entry.kind === 'network' ? oldNetwork-- <= 0 : oldFacts-- <= 0));
  }

  #tell(): void {
    this.#telling = false;
    for (const listener of this.#listeners) listener();
  }
}
