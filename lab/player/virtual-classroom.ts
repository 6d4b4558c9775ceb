import { second } from '../../network/time/clock.ts';
import type { EvidenceLog } from '../evidence/log.ts';
import type { FileStore } from '../files/file-store.ts';
import type { PythonRuntime } from '../python/runtime.ts';
import type { SceneAction } from '../scene/action.ts';
import type { Scene } from '../scene/scene.ts';
import { openTerminal } from '../scene/terminal.ts';
import type { ListedCommand } from '../shell/command.ts';
import type { Screen } from '../shell/display.ts';
import type { Shell } from '../shell/shell.ts';
import type { Classroom, PlayedScene, PlayedTerminal } from './play.ts';

export interface VirtualClassroomOptions {
  readonly scene: Scene;
  readonly log: EvidenceLog;
  readonly commands: readonly ListedCommand[];
  readonly ports?: Readonly<Record<string, number>>;
  readonly files?: FileStore;
  readonly python?: PythonRuntime;
}

/** How long a script waits for a text, virtual ns: longer than TCP tries to connect, and it costs next to nothing. */
const patience = 600 * second;

const screen: Screen = { columns: 80, rows: 24, write: () => {}, clear: () => {} };

/** A scene with a shell at every host that a script names, played as fast as possible. Freezes the scene's own pace. */
export class VirtualClassroom implements Classroom {
  readonly ports: Readonly<Record<string, number>>;
  readonly scene: PlayedScene;
  readonly #options: VirtualClassroomOptions;
  readonly #shells = new Map<string, Shell>();

  constructor(options: VirtualClassroomOptions) {
    const { scene } = options;
    this.#options = options;
    this.ports = options.ports ?? {};
    scene.pace = 0;
    this.scene = {
      settled: () => scene.settled(),
      wait: (holds) => scene.runUntil(holds, patience),
      pass: (seconds) => scene.runFor(seconds * second),
      act: (action: SceneAction) => scene.act(action),
    };
  }

  terminal(name: string): PlayedTerminal {
    const shell = this.shell(name);
    const { scene } = this.#options;
    return {
      type: (keys) => scene.type(name, keys),
      get transcript() {
        return shell.transcript;
      },
      onTranscript: (listener) => shell.onTranscript(listener),
    };
  }

  /** Opens it if it is not open yet. @param name `pc1`, `pc1.2` */
  shell(name: string): Shell {
    const known = this.#shells.get(name);
    if (known !== undefined) return known;
    const { scene, log, commands, files, python } = this.#options;
    const host = name.split('.')[0] ?? name;
    const transcripts = () => [...this.#shells].map(([terminal, each]) => ({ terminal, text: each.transcript }));
    const shell = openTerminal(scene, {
      name,
      host,
      log,
      screen,
      commands,
      transcripts,
      ...(files && { files }),
      ...(python && { python }),
    });
    this.#shells.set(name, shell);
    return shell;
  }

  /** Every terminal's text, for when something went wrong. */
  get shown(): string {
    return [...this.#shells].map(([name, { transcript }]) => `${name}:\n${transcript}`).join('\n');
  }

  write(file: string, source: string): void {
    if (!this.#options.files?.write(file, source)) throw new Error(`This lab has no program ${file}.`);
  }

  answer(question: string, option: string): void {
    this.#options.scene.answer(question, option);
  }
}
