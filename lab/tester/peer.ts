import type { Stream } from '../host.ts';
import { type Ending, Failed } from './failed.ts';
import { glued } from './glued.ts';
import { knownMistake } from './known-mistakes.ts';
import { matchLine } from './pattern.ts';
import { shown } from './shown.ts';

/** Time as the tester sees it. */
export interface TesterClock {
  /** Milliseconds that only go forward. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface PeerOptions {
  readonly clock: TesterClock;
  /** How long it waits for a line, ms. */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** Messages of earlier checks: a room that repeats them fails one check, and not all that follow. */
  readonly stale?: ReadonlySet<string>;
}

const LF = 0x0a;
const text = new TextDecoder();
/** Bytes of one line after which the tester reads no further: no line of the protocol has as many. */
const LONGEST = 65_536;

const encoder = new TextEncoder();
const NOISE = /^(JOIN|LEFT) /;

/** What the mistake probably is: always the same, or by the line that came ('' when none did). */
type Because = string | ((came: string) => string | undefined);

/** One connection of the tester. It reads all the time, unless it was put to sleep. */
export class Peer {
  readonly stream: Stream;
  readonly #clock: TesterClock;
  readonly #patience: number;
  readonly #signal: AbortSignal;
  readonly #stale: ReadonlySet<string>;
  readonly #heard: string[] = [];
  readonly #joined = new Set<string>();
  #lines: Uint8Array[] = [];
  #partial: Uint8Array = new Uint8Array(0);
  #ending: Ending = 'open';
  #asleep = false;
  #wake: (() => void) | null = null;
  /** What was sent last, for the report. */
  sent = '(nothing)';
  /** Lines that are thrown away as they come. */
  ignores: (line: Uint8Array) => boolean = () => false;

  /** Reads at once. */
  constructor(stream: Stream, options: PeerOptions) {
    this.stream = stream;
    this.#clock = options.clock;
    this.#patience = options.patience;
    this.#signal = options.signal;
    this.#stale = options.stale ?? new Set();
    void this.#read();
  }

  /** The messages that came here. */
  get heard(): readonly string[] {
    return this.#heard;
  }

  /** Whether it was told that `nick` joins, taken or not. */
  toldOf(nick: string): boolean {
    return this.#joined.has(`JOIN ${nick}`);
  }

  /** Sends a line. */
  say(text: string): Promise<void> {
    return this.write(encoder.encode(`${text}\n`));
  }

  /** Sends bytes, in one write. @param as how the report should call them */
  async write(bytes: Uint8Array, as: string = shown(bytes)): Promise<void> {
    this.sent = as;
    const write = this.stream.write(bytes).catch(() => {
      // A peer that is gone shows in what comes from it, or does not.
    });
    await this.#within(write, this.#patience);
  }

  /** Sends each byte in a write of its own. */
  async dribble(text: string): Promise<void> {
    for (const byte of encoder.encode(text)) {
      await this.write(Uint8Array.of(byte));
      await this.#clock.sleep(1);
    }
    this.sent = `${shown(encoder.encode(text))}, one byte at a time`;
  }

  /** The next line, which has to be like `pattern`. Who comes and goes meanwhile is passed over. @throws Failed */
  async expect(pattern: string, because?: Because): Promise<Readonly<Record<string, string>>> {
    const cause = (came: string): string | undefined => (typeof because === 'function' ? because(came) : because);
    const line = await this.#next(pattern, (text) => NOISE.test(text) && !NOISE.test(pattern), cause(''));
    const match = matchLine(pattern, line);
    if (match.matched) return match.holes;
    throw this.#failed(pattern, line, match.wrongAt, knownMistake(pattern, line) ?? cause(text.decode(line)));
  }

  /** For a line that had the right form, and says something else than `expected`. */
  wrongLine(expected: string, came: string, because?: string): Failed {
    const line = encoder.encode(came);
    const match = matchLine(expected, line);
    return this.#failed(expected, line, match.matched ? line.length : match.wrongAt, because);
  }

  /** A line like `pattern`, whatever else comes before it. @throws Failed */
  async await(pattern: string, because?: string): Promise<Readonly<Record<string, string>>> {
    const passed: Uint8Array[] = [];
    for (;;) {
      const line = await this.#next(pattern, () => false, because, passed);
      const match = matchLine(pattern, line);
      if (match.matched) return match.holes;
      passed.push(line);
    }
  }

  /** That such a line comes, now or later. Takes none. @throws Failed */
  async arrives(pattern: string, because: string): Promise<void> {
    await this.#until(() => this.has(pattern) || this.#ending !== 'open');
    if (this.has(pattern)) return;
    const waited = this.#ending === 'open' ? { waited: this.#patience } : {};
    throw new Failed({ ...this.#facts(), ...waited, expected: `${pattern}\\n`, because });
  }

  /** Whether such a line has come and was not taken yet. */
  has(pattern: string): boolean {
    return this.#lines.some((line) => matchLine(pattern, line).matched);
  }

  /** The other side's FIN, after anything else. @throws Failed */
  async expectEnd(because?: string): Promise<void> {
    await this.#until(() => this.#ending !== 'open');
    if (this.#ending === 'fin') return;
    const waited = this.#ending === 'open' ? { waited: this.#patience } : {};
    throw new Failed({ ...this.#facts(), ...waited, expected: 'the end of the connection (FIN)', because });
  }

  /** BYE, or the other side's FIN, whichever comes first; a reset is neither. @throws Failed */
  async leaves(): Promise<void> {
    await this.#until(() => this.has('BYE') || this.#ending !== 'open');
    if (this.has('BYE') || this.#ending === 'fin') return;
    const waited = this.#ending === 'open' ? { waited: this.#patience } : {};
    throw new Failed({ ...this.#facts(), ...waited, expected: 'BYE\\n, or the end of the connection (FIN)' });
  }

  /** Reads nothing any more, as a program does that is busy with something else. */
  fallAsleep(): void {
    this.#asleep = true;
  }

  get ending(): Ending {
    return this.#ending;
  }

  /** What went wrong here, where a check saw something else than a wrong line. */
  failed(expected: string, because?: string): Failed {
    return new Failed({ ...this.#facts(), expected, because });
  }

  #facts() {
    const came = this.#ending === 'open' || this.#partial.length > 0 ? this.#partial : new Uint8Array(0);
    return { sent: this.sent, came, ending: this.#ending, wrongAt: null };
  }

  #failed(expected: string, came: Uint8Array, wrongAt: number, because: string | undefined): Failed {
    return new Failed({
      sent: this.sent,
      expected: `${expected}\\n`,
      came: ended(came),
      ending: 'open',
      wrongAt,
      because,
    });
  }

  async #next(
    pattern: string,
    skip: (text: string) => boolean,
    because?: string,
    passed: readonly Uint8Array[] = [],
  ): Promise<Uint8Array> {
    const until = this.#clock.now() + this.#patience;
    const decoder = new TextDecoder();
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) {
        if (!skip(decoder.decode(line))) return line;
        continue;
      }
      const left = until - this.#clock.now();
      if (left > 0 && this.#ending === 'open') {
        await this.#change(left);
        continue;
      }
      const came = glued([...passed.slice(-3).map(ended), this.#partial]);
      const halfLine = this.#partial.length > 0 && matchLine(pattern, this.#partial).matched;
      throw new Failed({
        sent: this.sent,
        expected: `${pattern}\\n`,
        came,
        ending: this.#ending,
        wrongAt: halfLine ? came.length : null,
        ...(this.#ending === 'open' ? { waited: this.#patience } : {}),
        because: halfLine ? 'The line has no end: every line ends with one \\n.' : because,
      });
    }
  }

  async #until(holds: () => boolean): Promise<void> {
    const until = this.#clock.now() + this.#patience;
    for (let left = this.#patience; !holds() && left > 0; left = until - this.#clock.now()) await this.#change(left);
  }

  /** Something came, or `ms` are over. @throws the signal's reason */
  async #change(ms: number): Promise<void> {
    const change = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await this.#within(change, ms);
    this.#wake = null;
  }

  async #within(what: Promise<void>, ms: number): Promise<void> {
    this.#signal.throwIfAborted();
    await Promise.race([what, this.#clock.sleep(ms)]);
    this.#signal.throwIfAborted();
  }

  async #read(): Promise<void> {
    try {
      while (!this.#asleep) {
        const bytes = await this.stream.read();
        if (bytes === null) {
          this.#end('fin');
          return;
        }
        this.#take(bytes);
      }
    } catch {
      // Reset, or the way there is lost: both show as the end of this connection.
      this.#end('rst');
    }
  }

  #take(bytes: Uint8Array): void {
    let start = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
      const line = glued([this.#partial, bytes.subarray(start, end)]);
      this.#partial = new Uint8Array(0);
      start = end + 1;
      if (this.ignores(line)) continue;
      const message = text.decode(line);
      if (this.#stale.has(message)) continue;
      if (message.startsWith('MSG ')) this.#heard.push(message);
      if (message.startsWith('JOIN ')) this.#joined.add(message);
      this.#lines.push(line);
    }
    this.#partial = glued([this.#partial, bytes.subarray(start)]);
    if (this.#partial.length > LONGEST) this.#partial = this.#partial.slice(0, LONGEST);
    this.#wake?.();
  }

  #end(how: Ending): void {
    this.#ending = how;
    this.#wake?.();
  }
}

const ended = (line: Uint8Array): Uint8Array => glued([line, Uint8Array.of(LF)]);
