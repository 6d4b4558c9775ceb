import { MAX_ANSWER } from './answer.ts';

const EMPTY = 0;
const FULL = 1;
const STATE = 0;
const LENGTH = 1;
const HEADER_BYTES = 8;

/**
 * Memory that the page and an interpreter share: the interpreter sleeps on it (Atomics.wait) until the page has put an
 * answer in. Browsers give such memory only to pages that are a secure context and cross-origin isolated.
 */
export interface AnswerBox {
  readonly answer: SharedArrayBuffer;
  /** One byte; 2 (SIGINT) asks the interpreter to stop, also while it computes. */
  readonly interrupt: SharedArrayBuffer;
}

export const makeAnswerBox = (): AnswerBox => ({
  answer: new SharedArrayBuffer(HEADER_BYTES + MAX_ANSWER),
  interrupt: new SharedArrayBuffer(1),
});

/** For the page: the answer to the call that waits. */
export function putAnswer(box: AnswerBox, answer: Uint8Array): void {
  const state = new Int32Array(box.answer, 0, 2);
  new Uint8Array(box.answer, HEADER_BYTES).set(answer);
  state[LENGTH] = answer.length;
  Atomics.store(state, STATE, FULL);
  Atomics.notify(state, STATE);
}

/** For the interpreter: sleeps until there is an answer, and takes it out. */
export function takeAnswer(box: AnswerBox): Uint8Array {
  const state = new Int32Array(box.answer, 0, 2);
  Atomics.wait(state, STATE, EMPTY);
  const bytes = new Uint8Array(box.answer, HEADER_BYTES, state[LENGTH]).slice();
  Atomics.store(state, STATE, EMPTY);
  return bytes;
}
