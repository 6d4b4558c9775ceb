import { type Clock, millisecond } from '../../network/time/clock.ts';
import { Random } from '../../network/time/random.ts';
import { hmacSha256 } from '../hmac-sha-256.ts';
import type { ServiceWorld } from './services.ts';

/** Told when an event made a program go on. */
interface Woken {
  woke(): void;
}

/** Virtual time and seeded chance as the programs of a scene see them: `sleep` and `now` in ms. */
export class ProgramTime {
  readonly #clock: () => Clock;
  readonly #driver: Woken;
  readonly #seed: string;
  #randoms = new Map<string, Random>();
  readonly #sleepers = new Set<() => void>();
  #over = false;

  /** @param clock of the run under way: a reset begins with a new one */
  constructor(clock: () => Clock, driver: Woken, seed: string) {
    this.#clock = clock;
    this.#driver = driver;
    this.#seed = seed;
  }

  /** @param name of the terminal or service: each has its own chance */
  worldFor(name: string): ServiceWorld {
    return {
      now: () => this.#clock().now / millisecond,
      sleep: (ms) => this.#sleep(ms),
      schedule: (run, ms) => {
        const timer = this.#clock().after(ms * millisecond, () => {
          this.#driver.woke();
          run();
        });
        return () => timer.cancel();
      },
      randomBytes: (count) => {
        const random = this.#randoms.get(name) ?? new Random(`${this.#seed}/program/${name}`);
        this.#randoms.set(name, random);
        return Uint8Array.from({ length: count }, () => random.below(256));
      },
      hmac: async (key, message) => hmacSha256(key, message),
    };
  }

  /** The network is gone: whoever sleeps wakes now, and nobody sleeps any more. */
  end(): void {
    this.#over = true;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** From the beginning, with the same chance. */
  restart(): void {
    this.#over = false;
    this.#randoms = new Map();
  }

  #sleep(ms: number): Promise<void> {
    if (this.#over) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        this.#driver.woke();
        resolve();
      };
      this.#sleepers.add(wake);
      this.#clock().after(ms * millisecond, wake);
    });
  }
}

/** See `DeviceDoor.awaited`. */
export function awaited<T>(
  driver: Woken,
  begin: (resolve: (value: T) => void) => () => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const cancel = begin((value) => {
      signal?.removeEventListener('abort', aborted);
      driver.woke();
      resolve(value);
    });
    const aborted = (): void => {
      cancel();
      driver.woke();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
