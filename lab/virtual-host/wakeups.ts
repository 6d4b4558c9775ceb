/** Hears that a program will go on, so that virtual time waits for what it does now. */
export interface Activity {
  woke(): void;
}

/** Programs that wait for the network to do something. */
export class Wakeups {
  readonly #activity: Activity;
  #waiting: (() => void)[] = [];

  constructor(activity: Activity) {
    this.#activity = activity;
  }

  happened(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#activity.woke();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next change, or when the signal aborts: look again then. */
  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal?.removeEventListener('abort', done);
        resolve();
      };
      signal?.addEventListener('abort', done, { once: true });
      this.#waiting.push(done);
    });
  }
}
