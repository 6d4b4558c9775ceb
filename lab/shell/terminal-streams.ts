import type { Input, Output, Style } from './command.ts';
import type { Display } from './display.ts';
import type { Job, Jobs } from './job.ts';
import type { LineDiscipline, LineRequest } from './line-discipline.ts';

/** Characters printed before the page gets a turn to draw: a fast program must not freeze it. */
const CHARACTERS_A_TURN = 32_768;

/** The screen as an output. */
export class TerminalOutput implements Output {
  readonly #display: Display;
  readonly #world: { sleep(ms: number): Promise<void> };
  #sinceTurn = 0;

  constructor(display: Display, world: { sleep(ms: number): Promise<void> }) {
    this.#display = display;
    this.#world = world;
  }

  async write(text: string, style: Style = 'plain'): Promise<void> {
    this.#display.print(text, style);
    this.#sinceTurn += text.length;
    if (this.#sinceTurn < CHARACTERS_A_TURN) return;
    this.#sinceTurn = 0;
    await this.#world.sleep(0);
  }
}

/** The keyboard as the input of one job. A job in the background waits for `fg` (as SIGTTIN would stop it). */
export class TerminalInput implements Input {
  readonly interactive = true;
  readonly #job: Job;
  readonly #jobs: Jobs;
  readonly #terminal: LineDiscipline;
  readonly #tell: (text: string) => void;

  constructor(job: Job, jobs: Jobs, terminal: LineDiscipline, tell: (text: string) => void) {
    this.#job = job;
    this.#jobs = jobs;
    this.#terminal = terminal;
    this.#tell = tell;
  }

  readLine(signal?: AbortSignal): Promise<string | null> {
    return this.#read({ prompt: '', promptStyle: 'plain', secret: false, shell: false }, signal);
  }

  ask(prompt: string, options?: { secret?: boolean }, signal?: AbortSignal): Promise<string | null> {
    return this.#read({ prompt, promptStyle: 'bold', secret: options?.secret ?? false, shell: false }, signal);
  }

  async #read(request: LineRequest, signal?: AbortSignal): Promise<string | null> {
    const own = this.#job.controller.signal;
    const either = signal === undefined ? own : AbortSignal.any([own, signal]);
    either.throwIfAborted();
    if (this.#jobs.front !== this.#job) {
      if (!this.#job.waitsForTerminal) {
        this.#job.waitsForTerminal = true;
        this.#tell(
          `[${this.#job.number}] reads from the terminal and waits: \`fg %${this.#job.number}\` hands it over.`,
        );
      }
      await this.#jobs.inFront(this.#job, either);
    }
    return this.#terminal.readLine(request, either);
  }
}
