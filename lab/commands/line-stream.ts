import { SocketError, type Stream } from '../host.ts';
import { LineSplitter } from '../services/lines.ts';

/** Longest line a client takes, in bytes: chat/1 and lobby/1 send at most 1,024. */
const LINE_BYTES = 8192;

/** A connection that speaks lines of UTF-8. */
export class LineStream {
  readonly stream: Stream;
  readonly #splitter = new LineSplitter(LINE_BYTES);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  readonly #lines: string[] = [];
  #finished = false;
  #problem: SocketError | null = null;

  constructor(stream: Stream) {
    this.stream = stream;
  }

  /** The next line without its end, or null once the peer has finished. @throws SocketError */
  async next(signal: AbortSignal): Promise<string | null> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#problem !== null) throw this.#problem;
      if (this.#finished) return null;
      await this.#take(signal);
    }
  }

  /** Resolves when the peer has finished or broken off, keeping its lines for `next`; or when the signal aborts. */
  async ended(signal: AbortSignal): Promise<void> {
    try {
      while (!this.#finished) await this.#take(signal);
    } catch (error) {
      if (!(error instanceof SocketError) && !signal.aborted) throw error;
      if (error instanceof SocketError) this.#problem = error;
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    const bytes = await this.stream.read(signal);
    if (bytes === null) this.#finished = true;
    else for (const part of this.#splitter.push(bytes)) this.#lines.push(this.#decoder.decode(part.bytes));
  }

  send(line: string): Promise<void> {
    return this.stream.write(this.#encoder.encode(`${line}\n`));
  }
}
