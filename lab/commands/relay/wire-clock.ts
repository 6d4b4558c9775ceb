import type { Context } from '../../shell/command.ts';

/** ms: less cannot be slept, and a virtual clock, which counts whole nanoseconds, would never get there. */
const NEAR_MS = 0.001;

/** A clock for what is on a wire. It stands still while the wire is frozen, and everything on the wire with it. */
export class WireClock {
  readonly #world: Pick<Context, 'now' | 'sleep'>;
  /** Milliseconds it has stood still so far. */
  #stood = 0;
  #frozenAt: number | null = null;
  #ended = false;
  #waiting: (() => void)[] = [];

  constructor(world: Pick<Context, 'now' | 'sleep'>) {
    this.#world = world;
  }

  /** Milliseconds that only go forward. */
  get now(): number {
    return (this.#frozenAt ?? this.#world.now()) - this.#stood;
  }

  get frozen(): boolean {
    return this.#frozenAt !== null;
  }

  /** The wire is gone: nobody waits any more. */
  get ended(): boolean {
    return this.#ended;
  }

  freeze(): void {
    this.#frozenAt ??= this.#world.now();
  }

  thaw(): void {
    if (this.#frozenAt === null) return;
    this.#stood += this.#world.now() - this.#frozenAt;
    this.#frozenAt = null;
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves when it runs: at once unless frozen. */
  async running(): Promise<void> {
    while (this.frozen && !this.#ended) await this.#change();
  }

  /** Resolves at `time` of this clock. */
  async until(time: number): Promise<void> {
    while (!this.#ended) {
      if (this.frozen) await this.#change();
      else if (time - this.now < NEAR_MS) return;
      else await Promise.race([this.#world.sleep(time - this.now), this.#change()]);
    }
  }

  /** Resolves when it goes on after a freeze, or ends. */
  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}
