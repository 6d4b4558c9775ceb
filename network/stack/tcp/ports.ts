import type { Random } from '../../time/random.ts';

/** The dynamic range: RFC 6335 §6. */
const first = 49_152;
const count = 16_384;

/** Chooses ports for those who do not ask for one: somewhere, and then one after the other (RFC 6056 §3.3.1). */
export class Ports {
  #next: number;

  constructor(random: Random) {
    this.#next = random.below(count);
  }

  /** @returns null when every port is taken */
  choose(isTaken: (port: number) => boolean): number | null {
    for (let tries = 0; tries < count; tries += 1) {
      const port = first + this.#next;
      this.#next = (this.#next + 1) % count;
      if (!isTaken(port)) return port;
    }
    return null;
  }
}

export const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;
