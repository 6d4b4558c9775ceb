import type { Action } from '../lesson.ts';
import type { SceneAction } from '../scene/action.ts';
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
  /** Puts a program's text into a file, as the editor does; missing where there is none. */
  write?(file: string, source: string): void;
  /** What `{blue}`, `{lobby}` … stand for in a line. */
  readonly ports: Readonly<Record<string, number>>;
  /** The hands and the time of a scene; missing where there is none. */
  readonly scene?: PlayedScene;
}

export interface PlayedScene {
  /** Resolves once no program is in the middle of something. */
  settled(): Promise<void>;
  /** Lets time pass as fast as can be until it holds. @returns false when it did not within a patience of its own */
  wait(holds: () => boolean): Promise<boolean>;
  /** @param seconds of virtual time */
  pass(seconds: number): Promise<void>;
  act(action: SceneAction): void;
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
 * @param whenStuck what to do when one does not come; unless it throws, the script goes on
 * @throws Stuck with what the terminal shows
 */
export async function play(
  script: readonly Action[],
  classroom: Classroom,
  patience = 10_000,
  whenStuck: (problem: Stuck) => void = (problem) => {
    throw problem;
  },
): Promise<void> {
  const names: Record<string, number | string> = { ...classroom.ports };
  const marks = new Map<string, number>();
  for (const action of script) {
    await classroom.scene?.settled();
    if ('choose' in action) {
      classroom.answer(action.question, action.choose);
      continue;
    }
    if ('write' in action) {
      if (!classroom.write) throw new Error('This script writes a file, and the classroom has none.');
      classroom.write(action.write, action.source);
      continue;
    }
    if ('act' in action || 'pass' in action) {
      if (!classroom.scene) throw new Error('This script needs a scene, and the classroom has none.');
      if ('act' in action) classroom.scene.act(action.act);
      else await classroom.scene.pass(action.pass);
      continue;
    }
    const name = action.in ?? 'a';
    const terminal = classroom.terminal(name);
    if ('see' in action) {
      const limit = action.within === undefined ? patience : action.within * 1_000;
      const wanted = typeof action.see === 'string' ? fill(action.see, names) : action.see;
      const found = seen(terminal, name, wanted, marks.get(name) ?? 0, limit, classroom.scene);
      Object.assign(
        names,
        await found.catch((problem: unknown) => {
          if (problem instanceof Stuck) whenStuck(problem);
          else throw problem;
        }),
      );
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
  scene?: PlayedScene,
): Promise<Record<string, string>> {
  const found = (): Record<string, string> | null => {
    const text = terminal.transcript.slice(from);
    if (typeof wanted === 'string') return text.includes(wanted) ? {} : null;
    const match = text.match(new RegExp(wanted.source, wanted.flags.replace('g', '')));
    return match ? { ...match.groups } : null;
  };
  const failed = (): Stuck => {
    const text = typeof wanted === 'string' ? `“${wanted}”` : String(wanted);
    return new Stuck(`Seeing ${text}`, name, terminal.transcript.slice(from));
  };
  if (scene !== undefined) {
    let looked = -1;
    let held = false;
    const holds = (): boolean => {
      if (terminal.transcript.length === looked) return held;
      looked = terminal.transcript.length;
      held = found() !== null;
      return held;
    };
    await scene.wait(holds);
    const groups = found();
    if (groups === null) throw failed();
    return groups;
  }
  return new Promise((resolve, reject) => {
    const stop = terminal.onTranscript(() => look());
    const timer = setTimeout(() => {
      stop();
      reject(failed());
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
