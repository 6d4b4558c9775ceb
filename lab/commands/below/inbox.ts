import type { Clock } from '../../../network/time/clock.ts';
import type { DeviceDoor } from '../../scene/device-door.ts';

/** What the network tells a command, one thing after the other; virtual time waits for whoever takes them. */
export class Inbox<T> {
  readonly #door: DeviceDoor;
  readonly #clock: Clock | null;
  readonly #items: T[] = [];
  #wake: (() => void) | null = null;

  /** @param clock for time limits; without one there are none */
  constructor(door: DeviceDoor, clock: Clock | null = null) {
    this.#door = door;
    this.#clock = clock;
  }

  put(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** The next thing, or null when none came until then. @param until virtual ns. Rejects when the signal aborts */
  async next(until: number, signal: AbortSignal): Promise<T | null> {
    const first = this.#items.shift();
    if (first !== undefined) return first;
    await this.#door.awaited<void>((resolve) => {
      const timer = Number.isFinite(until) ? this.#clock?.at(until, () => end()) : null;
      const end = (): void => {
        timer?.cancel();
        this.#wake = null;
        resolve();
      };
      this.#wake = end;
      return () => {
        timer?.cancel();
        this.#wake = null;
      };
    }, signal);
    return this.#items.shift() ?? null;
  }
}
