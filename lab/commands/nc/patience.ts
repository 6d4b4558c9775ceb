import type { Context } from '../../shell/command.ts';

/** -w: aborts its signal once nothing has happened for so many milliseconds. Without a number it waits for ever. */
export class Patience {
  readonly #controller = new AbortController();
  readonly #context: Pick<Context, 'now' | 'sleep'>;
  readonly #ms: number;
  #last: number;

  constructor(ms: number | null, context: Pick<Context, 'now' | 'sleep'>) {
    this.#ms = ms ?? 0;
    this.#context = context;
    this.#last = context.now();
    if (ms !== null) void this.#watch();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  renew(): void {
    this.#last = this.#context.now();
  }

  stop(): void {
    this.#controller.abort(new Error('over'));
  }

  async #watch(): Promise<void> {
    for (;;) {
      const left = this.#last + this.#ms - this.#context.now();
      if (left <= 0 || this.signal.aborted) break;
      await this.#context.sleep(left);
    }
    this.#controller.abort(new Error('nothing happened for as long as -w allows'));
  }
}
