import { createHmac, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { channelOf, type WebSocketLike } from '../../lab/bridge/websocket-channel.ts';
import type { Check, Verdict } from '../../lab/checks/check.ts';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { FileStore } from '../../lab/files/file-store.ts';
import type { Lab } from '../../lab/lesson.ts';
import type { Classroom, PlayedTerminal } from '../../lab/player/play.ts';
import type { ListedCommand } from '../../lab/shell/command.ts';
import { Shell } from '../../lab/shell/shell.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import type { RunningLab } from '../../lab-server/lab.ts';
import { nodePython } from '../python/node-python.ts';
import { Recorder } from './recorder.ts';

const world = {
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
  hmac: async (key: Uint8Array, message: Uint8Array) =>
    new Uint8Array(createHmac('sha256', key).update(message).digest()),
};

/** Started when the first program runs, and kept for the next. */
const python = nodePython();

export interface PageOptions {
  readonly commands?: readonly ListedCommand[];
  /** What `{blue}` stands for, where it is not the room itself. */
  readonly ports?: Record<string, number>;
  /** Of a seat, in a class. */
  readonly cookie?: string;
}

/** Where the page comes from, and what the lab server there serves. */
export type LabAt = Pick<RunningLab, 'url' | 'services'>;

/** A lesson's page without a browser: shells on this computer, over a real WebSocket to a real lab server. */
export class Page implements Classroom {
  readonly log = new EvidenceLog(() => performance.now());
  readonly ports: Record<string, number>;
  readonly #host: ThisComputer;
  readonly #commands: readonly ListedCommand[];
  #files = new FileStore([]);
  readonly #terminals = new Map<string, { shell: Shell; screen: Recorder }>();

  private constructor(lab: LabAt, { commands: own = commands, ports, cookie }: PageOptions) {
    this.#commands = own;
    this.ports = ports ?? Object.fromEntries(lab.services().map(({ name, port }) => [name, port]));
    const headers = cookie === undefined ? {} : { cookie };
    const origin = lab.url.replace(/\/$/, '');
    const connect = () =>
      channelOf(new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { origin, headers }) as WebSocketLike);
    this.#host = new ThisComputer({ connect, log: this.log, world });
  }

  static async open(lab: LabAt, options: PageOptions = {}): Promise<Page> {
    const page = new Page(lab, options);
    await page.#host.ready();
    return page;
  }

  terminal(name: string): PlayedTerminal {
    const known = this.#terminals.get(name);
    if (known) return known.screen;
    const lines: string[] = [];
    const screen = new Recorder();
    const shell = new Shell({
      terminal: name,
      host: this.#host,
      log: this.log,
      screen,
      world,
      history: { load: () => lines, save: () => undefined },
      commands: this.#commands,
      files: this.#files,
      python,
      transcripts: () => [...this.#terminals].map(([terminal, { shell }]) => ({ terminal, text: shell.transcript })),
    });
    screen.attach((data) => shell.type(data));
    this.#terminals.set(name, { shell, screen });
    shell.start();
    return screen;
  }

  /** From here on its terminals know the programs of this lab, as they are at first. */
  async takeUp(lab: Lab): Promise<void> {
    this.#files = new FileStore(lab.programs ?? []);
    // A busy machine takes longer to start it than a script waits for a text.
    if (lab.programs) await python.warm();
  }

  write(file: string, source: string): void {
    if (!this.#files.write(file, source)) throw new Error(`This lab has no program ${file}.`);
  }

  answer(question: string, option: string): void {
    this.log.append({ kind: 'answered', question, option });
  }

  /**
   * The verdict once it is as wished, or as it stands when `patience` ms are over: what happened on the socket and what
   * the room says of it come in their own time.
   */
  verdict(check: Check, wished: (verdict: Verdict) => boolean, patience: number): Promise<Verdict> {
    return new Promise((resolve) => {
      const stop = this.log.onChange(() => look());
      const end = setTimeout(() => settle(check(this.log.entries)), patience);
      const settle = (verdict: Verdict): void => {
        stop();
        clearTimeout(end);
        resolve(verdict);
      };
      const look = (): void => {
        const verdict = check(this.log.entries);
        if (wished(verdict)) settle(verdict);
      };
      look();
    });
  }

  /** Resolves when nothing runs in any terminal, or when `patience` ms are over. */
  async quiet(patience: number): Promise<void> {
    const end = performance.now() + patience;
    const busy = (): boolean => [...this.#terminals.values()].some(({ shell }) => shell.foreground !== null);
    while (busy() && performance.now() < end) await world.sleep(20);
  }

  /** Every terminal's text, for when something went wrong. */
  get shown(): string {
    return [...this.#terminals].map(([name, { shell }]) => `terminal ${name}:\n${shell.transcript}`).join('\n');
  }

  close(): void {
    for (const { shell } of this.#terminals.values()) shell.close();
    this.#host.close();
  }
}
