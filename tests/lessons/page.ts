import { createHmac, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { channelOf, type WebSocketLike } from '../../lab/bridge/websocket-channel.ts';
import type { Check, Verdict } from '../../lab/checks/check.ts';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Classroom, PlayedTerminal } from '../../lab/player/play.ts';
import { Shell } from '../../lab/shell/shell.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import type { RunningLab } from '../../lab-server/lab.ts';
import { Recorder } from './recorder.ts';

const world = {
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
  hmac: async (key: Uint8Array, message: Uint8Array) =>
    new Uint8Array(createHmac('sha256', key).update(message).digest()),
};

/** Where the page comes from, and what the lab server there serves. */
export type LabAt = Pick<RunningLab, 'url' | 'services'>;

/** A lesson's page without a browser: shells on this computer, over a real WebSocket to a real lab server. */
export class Page implements Classroom {
  readonly log = new EvidenceLog(() => performance.now());
  readonly ports: Record<string, number>;
  readonly #host: ThisComputer;
  readonly #terminals = new Map<string, { shell: Shell; screen: Recorder }>();

  private constructor(lab: LabAt, cookie?: string) {
    this.ports = Object.fromEntries(lab.services().map(({ name, port }) => [name, port]));
    const headers = cookie === undefined ? {} : { cookie };
    const origin = lab.url.replace(/\/$/, '');
    const connect = () =>
      channelOf(new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { origin, headers }) as WebSocketLike);
    this.#host = new ThisComputer({ connect, log: this.log, world });
  }

  /** @param cookie of a seat, in a class */
  static async open(lab: LabAt, cookie?: string): Promise<Page> {
    const page = new Page(lab, cookie);
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
      commands,
      transcripts: () => [...this.#terminals].map(([terminal, { shell }]) => ({ terminal, text: shell.transcript })),
    });
    screen.attach((data) => shell.type(data));
    this.#terminals.set(name, { shell, screen });
    shell.start();
    return screen;
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

  /** Every terminal's text, for when something went wrong. */
  get shown(): string {
    return [...this.#terminals].map(([name, { shell }]) => `terminal ${name}:\n${shell.transcript}`).join('\n');
  }

  close(): void {
    for (const { shell } of this.#terminals.values()) shell.close();
    this.#host.close();
  }
}
