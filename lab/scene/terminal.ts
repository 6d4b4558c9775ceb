import type { EvidenceLog } from '../evidence/log.ts';
import type { Files } from '../files/file-store.ts';
import type { PythonRuntime } from '../python/runtime.ts';
import type { ListedCommand } from '../shell/command.ts';
import type { Screen } from '../shell/display.ts';
import type { HistoryStore } from '../shell/history.ts';
import { Shell } from '../shell/shell.ts';
import type { Scene } from './scene.ts';

export interface VirtualTerminalOptions {
  /** `pc1`, or `pc1.2` for a second one there. Keys go to it with `scene.type(name, keys)`. */
  readonly name: string;
  /** The device it stands at: a host, a router, or the console of a switch. */
  readonly host: string;
  readonly log: EvidenceLog;
  readonly screen: Screen;
  readonly commands: readonly ListedCommand[];
  readonly history?: HistoryStore;
  readonly greeting?: string;
  readonly files?: Files;
  readonly python?: PythonRuntime;
  transcripts?(): readonly { terminal: string; text: string }[];
}

/** Opens a shell at a device of a scene, in the scene's time. Give it its keys by `scene.type`, so that they are recorded. */
export function openTerminal(scene: Scene, options: VirtualTerminalOptions): Shell {
  const { name, host, log, screen, commands, greeting, files, python } = options;
  const kind = scene.network.device(host).kind;
  const shell: Shell = new Shell({
    terminal: name,
    host: scene.host(host),
    log,
    screen,
    world: scene.worldFor(name),
    history: options.history ?? { load: () => [], save: () => {} },
    // Fetching a command is no part of the run: virtual time waits for it.
    commands: commands.map((command) => ({
      ...command,
      load: () => {
        const arrived = scene.hold();
        return command.load().finally(arrived);
      },
    })),
    transcripts: () => options.transcripts?.() ?? [{ terminal: name, text: shell.transcript }],
    prompt: kind === 'host' ? `${host}$ ` : `${host}# `,
    ...(greeting === undefined ? {} : { greeting }),
    ...(files && { files }),
    ...(python && { python }),
  });
  scene.attach(name, shell);
  shell.start();
  return shell;
}
