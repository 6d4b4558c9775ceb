import type { Answer } from './answer.ts';
import { encodeAnswer } from './answer.ts';
import { type AnswerBox, putAnswer } from './answer-box.ts';
import type { Program, PythonMessage, RunMessage } from './messages.ts';

/** A thread with an interpreter in it, as whoever made it sees it: a Web Worker, or one of Node's. */
export interface PythonThread {
  say(message: RunMessage): void;
  /** Set by whoever uses it. */
  onmessage: ((message: PythonMessage) => void) | null;
  /** It ended by itself, which it never should: why. */
  onfailure: ((saying: string) => void) | null;
  terminate(): void;
  /** How answers reach it while it stands still. */
  readonly way: AnswerWay;
}

/** Shared memory, or another way that `putAnswer` stands for. */
export type AnswerWay = AnswerBox | { put(number: number, answer: Uint8Array<ArrayBuffer>): void };

const SIGINT = 2;

/** An interpreter that runs one program at a time. */
export class Machine {
  readonly #thread: PythonThread;
  readonly #interrupt: Uint8Array | null;
  /** Where there is no shared byte: asked to stop, and nobody has told it yet. */
  #unheard = false;
  #dead = false;

  constructor(thread: PythonThread) {
    this.#thread = thread;
    this.#interrupt = 'interrupt' in thread.way ? new Uint8Array(thread.way.interrupt) : null;
  }

  /** It was terminated, or broke. */
  get dead(): boolean {
    return this.#dead;
  }

  listen(heard: (message: PythonMessage) => void, failed: (saying: string) => void): void {
    this.#thread.onmessage = heard;
    this.#thread.onfailure = (saying) => {
      this.#dead = true;
      failed(saying);
    };
  }

  run(program: Program): void {
    this.#unheard = false;
    if (this.#interrupt) this.#interrupt[0] = 0;
    this.#thread.say({ type: 'run', program });
  }

  answer(number: number, answer: Answer): void {
    const { way } = this.#thread;
    const bytes = encodeAnswer(answer);
    if ('put' in way) way.put(number, bytes);
    else putAnswer(way, bytes);
  }

  /** Ctrl-C for a program that computes. Without shared memory it hears of it at its next call. */
  interrupt(): void {
    this.#unheard = true;
    if (this.#interrupt) Atomics.store(this.#interrupt, 0, SIGINT);
  }

  /** Whether Ctrl-C came and the program has not heard of it. Asked at a call, whose answer then says so. */
  takeInterrupt(): boolean {
    const wanted = this.#interrupt ? Atomics.exchange(this.#interrupt, 0, 0) === SIGINT : this.#unheard;
    this.#unheard = false;
    return wanted;
  }

  terminate(): void {
    this.#dead = true;
    this.#thread.terminate();
  }
}
