import { parseFilter } from '../../lab/capture/filter.ts';
import { commands } from '../../lab/commands/index.ts';
import type { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Files } from '../../lab/files/file-store.ts';
import type { PythonRuntime } from '../../lab/python/runtime.ts';
import type { Recording } from '../../lab/scene/action.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { openTerminal } from '../../lab/scene/terminal.ts';
import { realWall } from '../../lab/scene/wall.ts';
import type { HistoryStore } from '../../lab/shell/history.ts';
import type { Shell } from '../../lab/shell/shell.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import type { XtermView } from '../terminal/xterm-view.ts';
import { FirstLines, passwordFirst } from './first-lines.ts';
import type { DrawTerminal } from './session.ts';

interface SceneDesk {
  readonly shell: Shell;
  readonly view: XtermView;
  /** What Run gives it. */
  readonly lines: FirstLines;
}

/** The line editor's keys for: to the end of the line, and delete all before it. */
const clearLine = '\x05\x15';

const compile = (text: string): ((bytes: Uint8Array) => boolean) => {
  const filter = parseFilter(text);
  return 'problem' in filter ? () => false : filter.matches;
};

/** A virtual network with terminals at its devices. Everything typed goes through the scene, which records it. */
export class SceneDesks {
  readonly scene: Scene;
  readonly #log: EvidenceLog;
  readonly #history: HistoryStore;
  readonly #draw: DrawTerminal;
  readonly #programs: { readonly files: Files; readonly python: PythonRuntime };
  readonly #desks = new Map<string, SceneDesk>();

  constructor(
    topology: Topology,
    log: EvidenceLog,
    history: HistoryStore,
    draw: DrawTerminal,
    programs: { readonly files: Files; readonly python: PythonRuntime },
    recording?: Recording,
  ) {
    this.#log = log;
    // What a link or file typed is not what this person typed.
    this.#history = recording ? { load: () => [], save: () => undefined } : history;
    this.#draw = draw;
    this.#programs = programs;
    const wall = realWall();
    this.scene = recording
      ? Scene.replay(recording, topology.id, topology, log, wall, compile)
      : new Scene(topology.id, topology, log, wall, compile);
    // The keys of a recording go to terminals that are there: open them in the same turn.
    for (const { what } of recording?.inputs ?? []) if ('keys' in what) this.open(what.terminal);
    // A run that was recorded is there at once, up to where it was left; the timeline shows how it went.
    if (recording) void this.scene.replayed().then(() => this.scene.watch());
    else this.scene.watch();
  }

  open(terminal: string): XtermView {
    const known = this.#desks.get(terminal);
    if (known) return known.view;
    const view = this.#draw(terminal, () => lines.seen());
    const lines = new FirstLines((line) => {
      if (shell.asksSecret) shell.notice(passwordFirst);
      else this.scene.type(terminal, `${clearLine}${line}\r`);
    });
    const host = terminal.split('.')[0] ?? terminal;
    const shell = openTerminal(this.scene, {
      name: terminal,
      host,
      log: this.#log,
      screen: view,
      commands,
      history: this.#history,
      ...this.#programs,
      transcripts: () => [...this.#desks].map(([name, { shell: of }]) => ({ terminal: name, text: of.transcript })),
    });
    view.connect({
      type: (keys) => this.scene.type(terminal, keys),
      resize: () => shell.resize(),
      get transcript() {
        return shell.transcript;
      },
      onTranscript: (listener) => shell.onTranscript(listener),
    });
    this.#desks.set(terminal, { shell, view, lines });
    return view;
  }

  run(terminal: string, line: string): void {
    this.open(terminal);
    this.#desks.get(terminal)?.lines.enter(line);
  }

  /** Ctrl-C, recorded like any other key. */
  interrupt(terminal: string): void {
    this.scene.type(terminal, '\x03');
  }

  close(terminal: string): void {
    const desk = this.#desks.get(terminal);
    this.#desks.delete(terminal);
    desk?.shell.close();
    desk?.view.dispose();
  }

  dispose(): void {
    for (const terminal of [...this.#desks.keys()]) this.close(terminal);
    this.scene.close();
  }
}
