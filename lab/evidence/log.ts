import type { Evidence, Fact } from './event.ts';

/**
 * The append-only log. `entries` is a stable snapshot: a new array only when something was appended, so that a view
 * can compare by identity.
 */
export class EvidenceLog {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #capacity: number;
  #entries: readonly Evidence[] = [];
  #pending: Evidence[] = [];
  #seq = 0;
  #telling = false;

  /** @param now milliseconds since the log was made; @param capacity how many entries are kept, oldest dropped first */
  constructor(now: () => number, capacity = 20_000) {
    this.#now = now;
    this.#capacity = capacity;
  }

  append(fact: Fact): Evidence {
    const evidence: Evidence = { ...fact, seq: this.#seq++, ms: this.#now() };
    this.#pending.push(evidence);
    if (this.#pending.length > this.#capacity) this.#fold();
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
    this.#entries = all.length > this.#capacity ? all.slice(all.length - this.#capacity) : all;
    this.#pending = [];
  }

  #tell(): void {
    this.#telling = false;
    for (const listener of this.#listeners) listener();
  }
}
