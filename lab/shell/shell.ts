import type { EvidenceLog } from '../evidence/log.ts';
import { type Files, noFiles } from '../files/file-store.ts';
import type { Host } from '../host.ts';
import type { PythonRuntime } from '../python/runtime.ts';
import { columnsOf } from './cells.ts';
import type { ListedCommand, Style } from './command.ts';
import { Display, type Screen } from './display.ts';
import { History, type HistoryStore } from './history.ts';
import { type Job, Jobs } from './job.ts';
import { LineDiscipline } from './line-discipline.ts';
import { parseLine } from './parser.ts';
import { type JobWorld, runJob } from './run-job.ts';
import { TabKey } from './tab-key.ts';
import { TerminalInput, TerminalOutput } from './terminal-streams.ts';
import { wordWrap } from './word-wrap.ts';

/** Time and chance, which differ between a page and a test. */
export interface World {
  /** Milliseconds that only go forward. */
  now(): number;
  sleep(ms: number): Promise<void>;
  randomBytes(count: number): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104). */
  hmac(key: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
}

export interface ShellOptions {
  /** 'a', 'b' … */
  readonly terminal: string;
  readonly host: Host;
  readonly log: EvidenceLog;
  readonly screen: Screen;
  readonly world: World;
  readonly history: HistoryStore;
  readonly commands: readonly ListedCommand[];
  transcripts(): readonly { terminal: string; text: string }[];
  /** The programs of the lesson; none unless said. */
  readonly files?: Files;
  readonly python?: PythonRuntime;
  readonly greeting?: string;
  /** `pc1$ `; that of this computer unless said. */
  readonly prompt?: string;
}

export const PROMPT = 'lab$ ';

/** A shell as people know it, in a page: it reads lines, runs commands on a host, and shows what they print. */
export class Shell {
  readonly #options: ShellOptions;
  readonly #display: Display;
  readonly #terminal: LineDiscipline;
  readonly #history: History;
  readonly #jobs = new Jobs();
  readonly #world: JobWorld;
  readonly #closed = new AbortController();
  #status = 0;
  #notices: string[] = [];

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#display = new Display(options.screen);
    this.#history = new History(options.history);
    const tab = new TabKey(options.commands, options.host, this.#display, () => this.#terminal, options.screen);
    this.#terminal = new LineDiscipline(this.#display, {
      history: () => this.#history.lines,
      interrupt: () => this.interrupt(),
      complete: (state) => tab.press(state),
      lineTaken: (line) => {
        this.#jobs.front = this.#jobs.create({ source: line.trim(), steps: [], background: false });
      },
      suspend: () =>
        this.notice(
          'Ctrl-Z cannot pause a program here. Start it with & to keep the prompt, or open a second terminal.',
        ),
      endOfInputAtPrompt: () =>
        this.notice('Ctrl-D ends the input of a program; none is running. Press Esc, then Tab, to leave the terminal.'),
    });
    this.#world = this.#jobWorld();
  }

  /** Prints the greeting and the prompt. */
  start(): void {
    // Bracketed paste: pasted lines arrive marked as such.
    this.#options.screen.write('\x1b[?2004h');
    const { greeting } = this.#options;
    if (greeting !== undefined && greeting !== '')
      this.#display.print(wordWrap(greeting.endsWith('\n') ? greeting : `${greeting}\n`, this.#options.screen.columns));
    void this.#readLines();
  }

  /** What the terminal delivers: keys and pastes. */
  type(data: string): void {
    if (!this.#closed.signal.aborted) this.#terminal.type(data);
  }

  /** Types a line and presses Enter. If a program is reading, the line is its input. */
  enter(line: string): void {
    if (!this.#closed.signal.aborted) this.#terminal.enter(line);
  }

  /** Ctrl-C. */
  interrupt(): void {
    if (this.#closed.signal.aborted) return;
    const dropped = this.#terminal.flush();
    if (dropped > 0)
      this.notice(dropped === 1 ? 'One line typed ahead was dropped.' : `${dropped} lines typed ahead were dropped.`);
    this.#jobs.front?.controller.abort(new Error('interrupted by Ctrl-C'));
  }

  resize(): void {
    this.#display.redraw();
  }

  /** A line from outside, shown above the line being edited. */
  notice(text: string, style: Style = 'dim'): void {
    this.#display.freshRow();
    this.#display.print(`${text}\n`, style);
  }

  /** The command that has the terminal, or null at the prompt. */
  get foreground(): string | null {
    return this.#jobs.front?.name ?? null;
  }

  /** A password is being asked for: only the person's own fingers should answer. */
  get asksSecret(): boolean {
    return this.#terminal.asksSecret;
  }

  /** What is half typed, so that a page can keep it across a reload. Nothing of a password. */
  get unfinished(): string {
    return this.#terminal.unfinished;
  }

  get transcript(): string {
    return this.#display.transcript.text;
  }

  /** @returns the way to stop. */
  onTranscript(listener: (added: string) => void): () => void {
    return this.#display.transcript.onAdded(listener);
  }

  /** Aborts all jobs and reads no more. */
  close(): void {
    const reason = new Error('the terminal was closed');
    this.#closed.abort(reason);
    this.#jobs.front?.controller.abort(reason);
    for (const job of this.#jobs.list()) job.controller.abort(reason);
  }

  async #readLines(): Promise<void> {
    const { signal } = this.#closed;
    const prompt = this.#options.prompt ?? PROMPT;
    const request = { prompt, promptStyle: 'bold', secret: false, shell: true } as const;
    while (!signal.aborted) {
      for (const notice of this.#notices.splice(0)) this.notice(notice);
      // Rejects only when the terminal is closed.
      const line = await this.#terminal.readLine(request, signal).catch(() => null);
      if (line !== null && !signal.aborted) await this.#run(line);
    }
    this.#jobs.front = null;
  }

  async #run(line: string): Promise<void> {
    this.#history.add(line);
    // Ctrl-C may have come with the same keys as Enter.
    const interrupted = this.#jobs.front?.controller.signal.aborted === true;
    if (!interrupted) await this.#runJobs(line);
    this.#terminal.dropEndOfInput();
    this.#jobs.front = null;
  }

  async #runJobs(line: string): Promise<void> {
    const parsed = parseLine(line);
    if ('problem' in parsed) {
      const { at, saying } = parsed.problem;
      this.#display.print(`${line}\n${' '.repeat(columnsOf(line.slice(0, at)))}^\n`, 'dim');
      this.#display.print(`${saying}.\n`, 'error');
      this.#status = 2;
      return;
    }
    for (const part of parsed.jobs) {
      const job = this.#jobs.create(part);
      this.#jobs.begin(job);
      if (part.background) {
        this.#startBehind(job);
        continue;
      }
      this.#jobs.front = job;
      this.#status = await runJob(job, this.#status, this.#world);
      if (job.controller.signal.aborted) return;
    }
  }

  #startBehind(job: Job): void {
    const number = this.#jobs.putBehind(job);
    this.notice(`[${number}] ${job.parsed.source} &`);
    job.done = runJob(job, this.#status, this.#world).then((status) => {
      this.#jobs.remove(job);
      // Brought to the front by `fg`, it ends there, in front of everybody's eyes.
      if (this.#jobs.front !== job) this.#report(`[${number}] ${ending(status)}  ${job.parsed.source}`);
      return status;
    });
  }

  #report(text: string): void {
    if (this.#terminal.atPrompt) this.notice(text);
    else this.#notices.push(text);
  }

  async #bringToFront(number: number): Promise<number | null> {
    const job = this.#jobs.list().find((each) => each.number === number);
    if (job === undefined) return null;
    const before = this.#jobs.front;
    this.#display.print(`${job.parsed.source}\n`, 'dim');
    job.waitsForTerminal = false;
    this.#jobs.front = job;
    const status = await job.done;
    this.#jobs.front = before;
    return status;
  }

  #jobWorld(): JobWorld {
    const { commands, host, log, terminal, world, screen } = this.#options;
    const output = new TerminalOutput(this.#display, world);
    const control = {
      list: () =>
        this.#jobs.list().map((job) => ({
          number: job.number ?? 0,
          line: job.parsed.source,
          waitsForTerminal: job.waitsForTerminal,
        })),
      foreground: (number: number) => this.#bringToFront(number),
    };
    return {
      terminal,
      log,
      names: commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]),
      find: (name) => commands.find((command) => command.name === name || command.aliases?.includes(name)),
      input: (job) => new TerminalInput(job, this.#jobs, this.#terminal, (text) => this.#report(text)),
      output: () => output,
      context: (job) => ({
        error: output,
        host,
        log,
        terminal,
        columns: screen.columns,
        history: this.#history.lines,
        forgetHistory: () => this.#history.clear(),
        background: job.parsed.background,
        commands,
        jobs: control,
        files: this.#options.files ?? noFiles,
        python: this.#options.python ?? null,
        transcripts: () => this.#options.transcripts(),
        clearScreen: () => this.#display.clear(),
        now: () => world.now(),
        sleep: (ms) => world.sleep(ms),
        randomBytes: (count) => world.randomBytes(count),
        hmac: (key, message) => world.hmac(key, message),
      }),
    };
  }
}

const ending = (status: number): string => (status === 0 ? 'Done' : `Ended with status ${status}`);
