import type { Input } from '../shell/command.ts';
import type { Bell } from './bell.ts';

/** The lines a program reads. One may have come that `select` has asked for and nobody has read yet. */
export class StandardInput {
  readonly #input: Input;
  readonly #bell: Bell;
  readonly #over: AbortController = new AbortController();
  #line: { readonly text: string | null } | null = null;
  #problem: unknown = null;
  #asking = false;

  constructor(input: Input, bell: Bell) {
    this.#input = input;
    this.#bell = bell;
  }

  /** Whether a line, or the end, is there. Asks for it, and rings when it is. */
  get readable(): boolean {
    if (this.#line !== null || this.#problem !== null) return true;
    if (!this.#asking) {
      this.#asking = true;
      this.#input
        .readLine(this.#over.signal)
        .then(
          (text) => {
            this.#line = { text };
          },
          (problem: unknown) => {
            this.#problem = problem;
          },
        )
        .finally(() => {
          this.#asking = false;
          this.#bell.ring();
        });
    }
    return false;
  }

  /** The line that is there; null at the end (Ctrl-D). */
  take(): string | null {
    if (this.#problem !== null) throw this.#problem;
    const text = this.#line?.text ?? null;
    this.#line = null;
    return text;
  }

  /** The program is gone and reads no more. */
  close(): void {
    this.#over.abort(new Error('the program has ended'));
  }
}
