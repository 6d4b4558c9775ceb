import type { Evidence } from '../evidence/event.ts';

/** Which commands run at a point of the log. A socket has no terminal of its own; the newest command opened it. */
export class RunningCommands {
  readonly #running: { readonly terminal: string; readonly job: number; readonly name: string }[] = [];

  take(fact: Evidence): void {
    if (fact.kind === 'command.started')
      this.#running.push({ terminal: fact.terminal, job: fact.job, name: fact.name });
    if (fact.kind !== 'command.ended') return;
    const at = this.#running.findLastIndex(({ terminal, job }) => terminal === fact.terminal && job === fact.job);
    if (at !== -1) this.#running.splice(at, 1);
  }

  /** The terminal of the command that started last and still runs. */
  get newest(): string | null {
    return this.#running.at(-1)?.terminal ?? null;
  }

  /** Its name. */
  get newestName(): string | null {
    return this.#running.at(-1)?.name ?? null;
  }
}
