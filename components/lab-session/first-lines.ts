/** ms: a terminal that is folded away is never seen, and its lines run all the same. */
const LONGEST = 600;

/** Said instead of running a line where a password is being asked for. */
export const passwordFirst =
  'A password is being asked for, and Run types none. Answer here first, then press Run again.';

/** Lines that Run gives to a terminal that is only being drawn: they wait until it has its width, which output is wrapped at. */
export class FirstLines {
  readonly #enter: (line: string) => void;
  readonly #after: (ms: number, run: () => void) => void;
  #waiting: string[] | null = [];

  constructor(enter: (line: string) => void, after: (ms: number, run: () => void) => void = later) {
    this.#enter = enter;
    this.#after = after;
  }

  enter(line: string): void {
    if (this.#waiting === null) return this.#enter(line);
    if (this.#waiting.push(line) === 1) this.#after(LONGEST, () => this.seen());
  }

  /** The terminal stands in the page with its size. */
  seen(): void {
    const lines = this.#waiting ?? [];
    this.#waiting = null;
    for (const line of lines) this.#enter(line);
  }
}

const later = (ms: number, run: () => void): void => void setTimeout(run, ms);
