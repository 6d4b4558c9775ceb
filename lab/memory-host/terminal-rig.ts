import type { Evidence } from '../evidence/event.ts';
import { EvidenceLog } from '../evidence/log.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Host } from '../host.ts';
import type { PythonRuntime } from '../python/runtime.ts';
import type { ListedCommand } from '../shell/command.ts';
import type { Screen } from '../shell/display.ts';
import type { HistoryStore } from '../shell/history.ts';
import { Shell, type World } from '../shell/shell.ts';
import { MemoryHost } from './memory-host.ts';
import { testWorld } from './test-world.ts';

export interface RigOptions {
  readonly commands: readonly ListedCommand[];
  readonly world?: World;
  readonly host?: Host;
  readonly log?: EvidenceLog;
  readonly terminal?: string;
  readonly history?: HistoryStore;
  readonly columns?: number;
  readonly rows?: number;
  readonly files?: FileStore;
  readonly python?: PythonRuntime;
}

/** A terminal for tests: hands to type with, eyes to wait for what appears. Nothing in it waits by the clock. */
export class TerminalRig {
  readonly shell: Shell;
  readonly log: EvidenceLog;
  readonly host: Host;
  /** Everything written to the screen, escape sequences included. */
  written = '';
  #seenUpTo = 0;

  constructor(options: RigOptions) {
    const world = options.world ?? testWorld;
    this.log = options.log ?? new EvidenceLog(() => world.now());
    this.host = options.host ?? new MemoryHost({ log: this.log });
    const screen: Screen = {
      columns: options.columns ?? 80,
      rows: options.rows ?? 24,
      write: (data) => {
        this.written += data;
      },
      clear: () => {
        this.written = '';
      },
    };
    this.shell = new Shell({
      terminal: options.terminal ?? 'a',
      host: this.host,
      log: this.log,
      screen,
      world,
      history: options.history ?? { load: () => [], save: () => {} },
      commands: options.commands,
      ...(options.files && { files: options.files }),
      ...(options.python && { python: options.python }),
      transcripts: () => [{ terminal: options.terminal ?? 'a', text: this.shell.transcript }],
    });
    this.shell.start();
  }

  /** Presses keys. What `see` waits for from here on must appear after this. */
  type(data: string): void {
    this.#seenUpTo = this.shell.transcript.length;
    this.shell.type(data);
  }

  /** A line and Enter. */
  line(text: string): void {
    this.type(`${text}\r`);
  }

  /** What appeared since the last `type`. */
  get seen(): string {
    return this.shell.transcript.slice(this.#seenUpTo);
  }

  /** Resolves when what appeared since the last `type` holds the text; the test's own time limit is the patience. */
  see(what: string | RegExp): Promise<string> {
    const holds = () => (typeof what === 'string' ? this.seen.includes(what) : what.test(this.seen));
    if (holds()) return Promise.resolve(this.seen);
    return new Promise((resolve) => {
      const stop = this.shell.onTranscript(() => {
        if (!holds()) return;
        stop();
        resolve(this.seen);
      });
    });
  }

  /** Resolves when the evidence holds such a fact. */
  happens(holds: (fact: Evidence) => boolean): Promise<void> {
    if (this.log.entries.some(holds)) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.log.onChange(() => {
        if (!this.log.entries.some(holds)) return;
        stop();
        resolve();
      });
    });
  }

  /** Resolves when a command of that name has begun to run. */
  starts(name: string): Promise<void> {
    return this.happens((fact) => fact.kind === 'command.started' && fact.name === name);
  }

  /** Runs a line to its end. @returns what it printed */
  async run(line: string): Promise<string> {
    this.line(line);
    await turn();
    await this.atPrompt();
    return this.seen.replace(/^lab\$ .*\n/, '');
  }

  /** Resolves when no program has the terminal any more. */
  async atPrompt(): Promise<void> {
    while (this.shell.foreground !== null) await turn();
  }
}

/** One turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
