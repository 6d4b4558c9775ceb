import type { Action } from '../lesson.ts';
import { fill } from './fill.ts';

/** What a player needs of a terminal; `Shell` is one. */
export interface PlayedTerminal {
  /** Keys as a keyboard sends them. */
  type(data: string): void;
  /** All that was shown, without escape sequences. */
  readonly transcript: string;
  onTranscript(listener: () => void): () => void;
}

/** The page as a learner has it before them. */
export interface Classroom {
  terminal(name: string): PlayedTerminal;
  answer(question: string, option: string): void;
  /** What `{blue}`, `{lobby}` … stand for in a line. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The script waited for a text that did not come. */
export class Stuck extends Error {
  constructor(action: string, terminal: string, shown: string) {
    super(`${action} did not happen in terminal ${terminal}. It shows:\n${shown === '' ? '(nothing)' : shown}`);
    this.name = 'Stuck';
  }
}

const keys = { 'ctrl-c': '\x03', 'ctrl-d': '\x04' };

/**
 * Plays what hands do at a lesson, one action after another. Named groups of a `see` may be used in later lines:
 * after `see: /port (?<hidden>\d+)/`, `type: 'nc 127.0.0.1 {hidden}'`.
 * @param patience how long to wait for a text, in ms
 * @throws Stuck with what the terminal shows
 */
export async function play(script: readonly Action[], classroom: Classroom, patience = 10_000): Promise<void> {
  const names: Record<string, number | string> = { ...classroom.ports };
  const marks = new Map<string, number>();
  for (const action of script) {
    if ('choose' in action) {
      classroom.answer(action.question, action.choose);
      continue;
    }
    const name = action.in ?? 'a';
    const terminal = classroom.terminal(name);
    if ('see' in action) {
      const wanted = typeof action.see === 'string' ? fill(action.see, names) : action.see;
      Object.assign(names, await seen(terminal, name, wanted, marks.get(name) ?? 0, patience));
      continue;
    }
    terminal.type('press' in action ? keys[action.press] : `${fill(action.type, names)}\r`);
    // The echo of what was typed is not yet an answer.
    marks.set(name, terminal.transcript.length);
  }
}

/** @returns the named groups of the match */
async function seen(
  terminal: PlayedTerminal,
  name: string,
  wanted: string | RegExp,
  from: number,
  patience: number,
): Promise<Record<string, string>> {
  const found = (): Record<string, string> | null => {
    const text = terminal.transcript.slice(from);
    if (typeof wanted === 'string') return text.includes(wanted) ? {} : null;
    const match = text.match(new RegExp(wanted.source, wanted.flags.replace('g', '')));
    return match ? { ...match.groups } : null;
  };
  return new Promise((resolve, reject) => {
    const stop = terminal.onTranscript(() => look());
    const timer = setTimeout(() => {
      stop();
      const text = typeof wanted === 'string' ? `“${wanted}”` : String(wanted);
      reject(new Stuck(`Seeing ${text}`, name, terminal.transcript.slice(from)));
    }, patience);
    const look = (): void => {
      const groups = found();
      if (!groups) return;
      stop();
      clearTimeout(timer);
      resolve(groups);
    };
    look();
  });
}
