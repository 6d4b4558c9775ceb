import type { Endpoint } from '../../host.ts';

/** `serial`: one member after the other. `threads`: somebody for each. `loop`: one for all, in the order of what comes. */
export const architectures = ['serial', 'threads', 'loop'] as const;
export type Architecture = (typeof architectures)[number];

/** What a room has to do for somebody. */
export interface Task {
  readonly peer: Endpoint;
  readonly what: 'greet' | 'lines' | 'goodbye';
  /** How long the program computes for it before it is done, ms. */
  readonly ms: number;
  run(): void;
}

/** What the queues look like at a moment: who is served, and who waits. */
export interface QueueView {
  readonly working: Endpoint | null;
  readonly waiting: readonly { readonly peer: Endpoint; readonly what: Task['what'] }[];
}

/**
 * The hands of a server: queues of tasks. One queue for all (`serial`, `loop`), or one for each member (`threads`). A
 * task that computes keeps its queue waiting; nothing really computes, since the page has to go on.
 */
export class Workers {
  readonly #arch: Architecture;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #changed: (queues: readonly QueueView[]) => void;
  readonly #queues = new Map<string, { working: Task | null; waiting: Task[] }>();

  /** @param changed called whenever somebody begins to wait, or to be served for a while */
  constructor(
    arch: Architecture,
    sleep: (ms: number) => Promise<void>,
    changed: (queues: readonly QueueView[]) => void,
  ) {
    this.#arch = arch;
    this.#sleep = sleep;
    this.#changed = changed;
  }

  /** Done at once if nothing is before it and it takes no time. */
  add(task: Task): void {
    const key = this.#arch === 'threads' ? `${task.peer.address}:${task.peer.port}` : '';
    const queue = this.#queues.get(key) ?? { working: null, waiting: [] };
    if (queue.working === null && task.ms === 0) return task.run();
    this.#queues.set(key, queue);
    queue.waiting.push(task);
    if (queue.working === null) void this.#work(key, queue);
    else this.#tell();
  }

  async #work(key: string, queue: { working: Task | null; waiting: Task[] }): Promise<void> {
    for (let task = queue.waiting.shift(); task !== undefined; task = queue.waiting.shift()) {
      if (task.ms > 0) {
        queue.working = task;
        this.#tell();
        await this.#sleep(task.ms);
      }
      task.run();
    }
    queue.working = null;
    this.#queues.delete(key);
    this.#tell();
  }

  #tell(): void {
    this.#changed(
      [...this.#queues.values()].map(({ working, waiting }) => ({
        working: working?.peer ?? null,
        waiting: waiting.map(({ peer, what }) => ({ peer, what })),
      })),
    );
  }
}
