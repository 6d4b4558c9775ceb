import type { Endpoint, Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** ms without a byte after which a server has said all it has to say. */
const SILENCE_MS = 1_500;

export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** One conversation with a server of lines: what was sent, and the whole lines that came back. */
export class Talk {
  readonly #stream: Stream;
  readonly #context: Context;
  #lines: string[] = [];
  #partial = '';
  #over = false;
  #news: (() => void) | null = null;

  private constructor(stream: Stream, context: Context) {
    this.#stream = stream;
    this.#context = context;
    void this.#listen();
  }

  /** @throws SocketError */
  static async open(at: Endpoint, context: Context): Promise<Talk> {
    return new Talk(held(context.host, await context.host.connect(at, { signal: context.signal })), context);
  }

  /** @throws SocketError when the server has closed or reset */
  async send(piece: Uint8Array): Promise<void> {
    await this.#stream.write(piece);
  }

  /** Says that nothing more will come; the server may still answer. */
  end(): void {
    this.#stream.end();
  }

  close(): void {
    this.#stream.close();
  }

  /** The server has closed its side. */
  get over(): boolean {
    return this.#over;
  }

  /** The lines that came, at least `count` unless the server is silent or has closed. Takes them away. */
  async answers(count: number): Promise<readonly string[]> {
    const { signal, now, sleep } = this.#context;
    let since = now();
    let had = -1;
    while (this.#lines.length < count && !this.#over) {
      signal.throwIfAborted();
      if (this.#lines.length !== had) {
        had = this.#lines.length;
        since = now();
      } else if (now() - since >= SILENCE_MS) break;
      await Promise.race([sleep(100), new Promise<void>((resolve) => (this.#news = resolve))]);
    }
    return this.#lines.splice(0);
  }

  async #listen(): Promise<void> {
    try {
      for (let bytes = await this.#stream.read(); bytes !== null; bytes = await this.#stream.read()) {
        const parts = (this.#partial + decoder.decode(bytes)).split('\n');
        this.#partial = parts.pop() ?? '';
        this.#lines.push(...parts);
        this.#news?.();
      }
    } catch {
      // A server that resets has said all it will say; `send` tells whoever goes on.
    }
    this.#over = true;
    this.#news?.();
  }
}
