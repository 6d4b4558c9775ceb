import { type Input, type Output, PipeClosed } from './command.ts';

/** Characters a pipe holds before its writer waits; as a Linux pipe (pipe(7): 65,536 bytes). */
export const PIPE_CAPACITY = 65_536;

/** What `|` makes: text from one command's output to the next one's input, paced by the reader. */
export class Pipe implements Input, Output {
  readonly interactive = false;
  #text = '';
  #ended = false;
  #broken = false;
  #wake: (() => void)[] = [];

  async write(text: string): Promise<void> {
    if (this.#broken) throw new PipeClosed();
    this.#text += text;
    this.#changed();
    while (this.#text.length > PIPE_CAPACITY && !this.#broken) await this.#change();
    if (this.#broken) throw new PipeClosed();
  }

  async readLine(signal?: AbortSignal): Promise<string | null> {
    let searched = 0;
    for (;;) {
      signal?.throwIfAborted();
      const end = this.#text.indexOf('\n', searched);
      if (end >= 0) return this.#take(end + 1).slice(0, -1);
      // A line longer than the pipe is handed over in pieces: the writer waits for room and would never finish it.
      if (this.#text.length > PIPE_CAPACITY) return this.#take(PIPE_CAPACITY);
      if (this.#ended) return this.#text === '' ? null : this.#take(this.#text.length);
      searched = this.#text.length;
      await this.#change(signal);
    }
  }

  ask(_prompt: string, _options?: { secret?: boolean }, signal?: AbortSignal): Promise<string | null> {
    return this.readLine(signal);
  }

  /** The writer is done. */
  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** The reader is gone: the next write throws PipeClosed. */
  break(): void {
    this.#broken = true;
    this.#text = '';
    this.#changed();
  }

  #take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#changed();
    return taken;
  }

  #changed(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  #change(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal?.removeEventListener('abort', done);
        resolve();
      };
      signal?.addEventListener('abort', done, { once: true });
      this.#wake.push(done);
    });
  }
}
