import type { ParsedJob } from './parser.ts';

/** A command line that runs, in front or in the background. */
export interface Job {
  /** For the evidence: counts what began to run in this terminal, from 1. 0 before that. */
  id: number;
  readonly parsed: ParsedJob;
  readonly controller: AbortController;
  /** Its exit status. Never rejects. */
  done: Promise<number>;
  /** `1` in `[1]`; null for a job that began in front. */
  number: number | null;
  /** The first command of the pipeline that runs now. */
  name: string;
  waitsForTerminal: boolean;
}

/** The jobs of one terminal: which has the terminal, which run behind it. */
export class Jobs {
  readonly #behind = new Set<Job>();
  #front: Job | null = null;
  #lastId = 0;
  #frontChanged: (() => void)[] = [];

  create(parsed: ParsedJob): Job {
    return {
      id: 0,
      parsed,
      controller: new AbortController(),
      done: Promise.resolve(0),
      number: null,
      name: /^[^\s;|&]*/.exec(parsed.source)?.[0] ?? '',
      waitsForTerminal: false,
    };
  }

  /** Gives it its place in the evidence. */
  begin(job: Job): void {
    this.#lastId += 1;
    job.id = this.#lastId;
  }

  get front(): Job | null {
    return this.#front;
  }

  set front(job: Job | null) {
    this.#front = job;
    const waiting = this.#frontChanged;
    this.#frontChanged = [];
    for (const wake of waiting) wake();
  }

  /** Numbers it one above the highest in use, as shells do. */
  putBehind(job: Job): number {
    const number = Math.max(0, ...this.list().map((other) => other.number ?? 0)) + 1;
    job.number = number;
    this.#behind.add(job);
    return number;
  }

  remove(job: Job): void {
    this.#behind.delete(job);
  }

  list(): readonly Job[] {
    return [...this.#behind];
  }

  /** Resolves when `job` has the terminal. Rejects with the signal's reason. */
  async inFront(job: Job, signal: AbortSignal): Promise<void> {
    while (this.#front !== job) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        const done = () => {
          signal.removeEventListener('abort', done);
          resolve();
        };
        signal.addEventListener('abort', done, { once: true });
        this.#frontChanged.push(done);
      });
    }
  }
}
