import { type Host, SocketError, type Stream } from '../../host.ts';
import { LineSplitter } from '../../services/lines.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LONGEST = 8_192;

/** A member that a program holds. It counts what it hears. */
export class Bot {
  readonly deaf: boolean;
  /** ms from its connection to its greeting, or null while there was none. */
  greetedMs: number | null = null;
  nick: string | null = null;
  /** Messages that it has read. */
  heard = 0;
  /** What the room refused with ERR, last. */
  refused: string | null = null;
  over = false;
  readonly #stream: Stream;
  readonly #now: () => number;
  readonly #connectedAt: number;
  readonly #splitter = new LineSplitter(LONGEST);
  readonly #password: string | undefined;

  private constructor(stream: Stream, deaf: boolean, now: () => number, password: string | undefined) {
    this.#stream = stream;
    this.deaf = deaf;
    this.#now = now;
    this.#password = password;
    this.#connectedAt = now();
    void this.#read();
  }

  /** @throws SocketError */
  static async connect(
    host: Host,
    at: { address: string; port: number },
    options: { deaf: boolean; password: string | undefined },
    { now, signal }: Pick<Context, 'now' | 'signal'>,
  ): Promise<Bot> {
    const stream = held(host, await host.connect(at, { signal }));
    return new Bot(stream, options.deaf, now, options.password);
  }

  /** Resolves when the room has taken it, or is no longer there. */
  async say(lines: string): Promise<void> {
    await this.#stream.write(encoder.encode(lines)).catch((problem: unknown) => this.#lost(problem));
  }

  leave(): void {
    if (this.deaf) this.#stream.reset();
    else this.#stream.close();
  }

  async #read(): Promise<void> {
    try {
      // Once it is in, a deaf one never reads again: whatever comes waits in the system, and then in the room.
      while (!(this.deaf && this.nick !== null)) {
        const bytes = await this.#stream.read();
        if (bytes === null) break;
        for (const line of this.#splitter.push(bytes)) await this.#line(line.bytes);
      }
      this.over = !this.deaf;
    } catch (problem) {
      this.#lost(problem);
    }
  }

  async #line(bytes: Uint8Array): Promise<void> {
    // MSG
    if (bytes[0] === 0x4d) {
      this.heard += 1;
      return;
    }
    const line = decoder.decode(bytes);
    if (line.startsWith('HELLO ')) {
      this.greetedMs = this.#now() - this.#connectedAt;
      if (this.#password !== undefined) await this.say(`PASS ${this.#password}\n`);
    } else if (line.startsWith('OK you=')) this.nick = line.slice('OK you='.length);
    else if (/^(ERR|NO) /.test(line)) this.refused = line;
  }

  #lost(problem: unknown): void {
    this.over = true;
    if (!(problem instanceof SocketError)) throw problem;
  }
}
