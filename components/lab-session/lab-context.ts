'use client';

import { createContext, useContext } from 'react';
import type { Evidence } from '../../lab/evidence/event.ts';
import type { FileStore } from '../../lab/files/file-store.ts';
import type { Program } from '../../lab/lesson.ts';
import type { Recording } from '../../lab/scene/action.ts';
import type { Scene } from '../../lab/scene/scene.ts';
import type { TerminalView } from './terminal-view.ts';

/**
 * Where the laboratory of this page stands. `idle`: not loaded yet. `loading`: on its way, or connecting for the first
 * time. `online`: the lab server answers. `offline`: it answered once, or should, and does not now; reconnecting.
 * `static`: this copy of the site has no lab server at all.
 */
export type LabState = 'idle' | 'loading' | 'online' | 'offline' | 'static';

/** A virtual network that is open in this page. */
export interface OpenScene {
  /** The lab it belongs to: `2.3b`. */
  readonly lab: string;
  readonly scene: Scene;
}

/** What the labs of a lesson let people write, and where they write it. */
export interface LessonPrograms {
  readonly programs: readonly Program[];
  readonly files: FileStore;
}

/** The page's laboratory, as every part of the page sees it. */
export interface Lab {
  readonly state: LabState;
  /** Everything that happened so far; a new array only when something did, at most once a frame. */
  readonly evidence: readonly Evidence[];
  /** Where the services listen: `lobby`, `blue`, `green`, `echo`, `web` … The usual ports until the lab server has told. */
  readonly ports: Readonly<Record<string, number>>;
  /** In a class: the number of this browser's seat; null on the machine itself, and before the lab server has told. */
  readonly seat: number | null;
  /** In a class: tells the teacher the lesson and the step; '' and '' ends it. */
  tell(lesson: string, step: string): void;
  /** Starts the laboratory if it is not running. Safe to call often. */
  open(): void;
  /** Types `line` at the prompt of `terminal` and presses Enter; opens the laboratory, the network of `lab` and the terminal if needed. */
  run(terminal: string, line: string, lab?: string): void;
  /** Ctrl-C in `terminal`. */
  interrupt(terminal: string): void;
  /** The programs of this lesson, fetched when they are first asked for. */
  programs(): Promise<LessonPrograms>;
  /** Commits a prediction, or what the learner saw. Works before anything is loaded. */
  answer(question: string, option: string): void;
  /** The virtual network that is open; at most one. */
  readonly scene: OpenScene | null;
  /**
   * Opens the network of a lab, and puts away the one of another lab; with a recording, as it was recorded.
   * Safe to call often. Null where the lab has no network, or the recording is not of it.
   */
  openScene(lab: string, recording?: Recording): Promise<OpenScene | null>;
  /** Opens the network of a lab, unless one is open or on its way: whoever pressed Run in another lab comes first. */
  offerScene(lab: string): void;
  /** The names of the terminals: on this computer `a`, `b`, at most four; in a network those of its devices. */
  readonly terminals: readonly string[];
  readonly active: string;
  activate(terminal: string): void;
  /** Opens another terminal on this computer, or at a device of the open network, and makes it the active one. */
  addTerminal(device?: string): void;
  /** Ends what runs in `terminal` and removes it. The first one, `a`, stays. */
  closeTerminal(terminal: string): void;
  /** What draws `terminal`, or null while the laboratory is not loaded. */
  view(terminal: string): TerminalView | null;
}

/** The ports that a lab server uses unless it was told otherwise. */
export const usualPorts: Readonly<Record<string, number>> = {
  ...{ lobby: 4999, blue: 5001, green: 5002 },
  ...{ echo: 7007, discard: 7009, daytime: 7013, chargen: 7019, web: 7080 },
};

const nothing = (): void => undefined;

/** A page without a `LabProvider`, or before it is mounted: nothing happened and nothing will. */
export const noLab: Lab = {
  state: 'idle',
  evidence: [],
  ports: usualPorts,
  seat: null,
  tell: nothing,
  open: nothing,
  run: nothing,
  interrupt: nothing,
  programs: () => new Promise(nothing),
  scene: null,
  openScene: async () => null,
  offerScene: nothing,
  answer: nothing,
  terminals: ['a'],
  active: 'a',
  activate: nothing,
  addTerminal: nothing,
  closeTerminal: nothing,
  view: () => null,
};

export const LabContext = createContext<Lab>(noLab);

export const useLab = (): Lab => useContext(LabContext);
