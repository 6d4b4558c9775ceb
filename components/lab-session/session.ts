import { channelOf } from '../../lab/bridge/websocket-channel.ts';
import { commands } from '../../lab/commands/index.ts';
import type { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Files } from '../../lab/files/file-store.ts';
import type { Machines } from '../../lab/python/runtime.ts';
import type { Recording } from '../../lab/scene/action.ts';
import { Shell } from '../../lab/shell/shell.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import { pagePython } from '../python/page-python.ts';
import type { XtermView } from '../terminal/xterm-view.ts';
import { browserWorld } from './browser-world.ts';
import { isShutOut, seatNotice, shutOutNotice } from './class-notices.ts';
import { FirstLines, passwordFirst } from './first-lines.ts';
import { historyStore, storageOf } from './history-store.ts';
import type { OpenScene } from './lab-context.ts';
import { hasLabServer } from './lab-server-presence.ts';
import { isOnThisComputer, type Session, type SessionEvents } from './lab-store.ts';
import { type LeftBehind, leave, takeLeftBehind } from './left-behind.ts';
import { portsHere } from './ports-here.ts';
import type { SceneDesks } from './scene-desks.ts';
import type { TerminalView } from './terminal-view.ts';

/** One terminal: the shell that reads and prints, and what draws it. */
interface Desk {
  readonly shell: Shell;
  readonly view: XtermView;
  /** What Run gives it. */
  readonly lines: FirstLines;
  /** The shell prints its greeting when the terminal has a size, or when the first line is run. */
  started: boolean;
}

const greeting = 'Type help for a list of commands.';

/** Makes a terminal; `whenSeen` is called once it stands in the page with a size. */
export type DrawTerminal = (terminal: string, whenSeen: () => void) => XtermView;

/** Shells on this computer: the part of the laboratory that is loaded when it is needed. */
export function openSession(log: EvidenceLog, events: SessionEvents, files: Files, draw: DrawTerminal): Session {
  return new LabSession(log, events, files, draw);
}

class LabSession implements Session {
  readonly #log: EvidenceLog;
  readonly #events: SessionEvents;
  readonly #draw: DrawTerminal;
  readonly #files: Files;
  readonly #python: Machines;
  readonly #computer: ThisComputer;
  readonly #desks = new Map<string, Desk>();
  readonly #stop = new AbortController();
  readonly #path = location.pathname;
  readonly #left: Readonly<Record<string, LeftBehind>>;
  readonly leftBehind: readonly string[];
  #network: SceneDesks | null = null;
  #wasOnline = false;
  #gone = false;
  /** What to know about a seat in a class, or about ports that were moved; told once, in the first terminal. */
  #first: string | null = null;

  constructor(log: EvidenceLog, events: SessionEvents, files: Files, draw: DrawTerminal) {
    this.#log = log;
    this.#events = events;
    this.#draw = draw;
    this.#files = files;
    this.#left = takeLeftBehind(storageOf('sessionStorage'), this.#path);
    this.leftBehind = Object.keys(this.#left);
    this.#computer = new ThisComputer({
      connect: () => channelOf(new WebSocket(bridgeUrl(location))),
      log,
      world: browserWorld,
    });
    this.#python = pagePython(this.#computer);
    this.#computer.onState((state) => {
      if (state === 'online') this.#online();
      if (state === 'offline') void this.#offline();
    });
    this.#watchThePage();
  }

  open(terminal: string): TerminalView {
    return this.#inNetwork(terminal)?.open(terminal) ?? this.#desk(terminal).view;
  }

  run(terminal: string, line: string): void {
    const network = this.#inNetwork(terminal);
    if (network) {
      network.run(terminal, line);
      return this.#focusAfterRun(network.open(terminal));
    }
    const desk = this.#desk(terminal);
    desk.lines.enter(line);
    this.#focusAfterRun(desk.view);
  }

  /** Pressed with a mouse: the next thing is often an answer to the program, so the keyboard goes to it. */
  #focusAfterRun(view: XtermView): void {
    if (document.activeElement?.matches(':focus-visible') || matchMedia('(pointer: coarse)').matches) return;
    view.focus();
  }

  tell(lesson: string, step: string): void {
    this.#computer.tell(lesson, step);
  }

  #inNetwork(terminal: string): SceneDesks | null {
    return isOnThisComputer(terminal) ? null : this.#network;
  }

  async openScene(lab: string, topology: Topology, recording?: Recording): Promise<OpenScene> {
    const { SceneDesks } = await import('./scene-desks.ts');
    this.#network?.dispose();
    const history = historyStore(storageOf('localStorage'));
    this.#network = new SceneDesks(
      topology,
      this.#log,
      history,
      this.#draw,
      { files: this.#files, python: this.#python },
      recording,
    );
    return { lab, scene: this.#network.scene };
  }

  interrupt(terminal: string): void {
    this.#inNetwork(terminal)?.interrupt(terminal);
    this.#desks.get(terminal)?.shell.interrupt();
  }

  close(terminal: string): void {
    this.#inNetwork(terminal)?.close(terminal);
    const desk = this.#desks.get(terminal);
    this.#desks.delete(terminal);
    desk?.shell.close();
    desk?.view.dispose();
  }

  dispose(): void {
    if (this.#stop.signal.aborted) return;
    this.#remember();
    this.#stop.abort();
    for (const terminal of [...this.#desks.keys()]) this.close(terminal);
    this.#network?.dispose();
    this.#python.close();
    this.#computer.close();
  }

  #desk(terminal: string): Desk {
    const known = this.#desks.get(terminal);
    if (known) return known;
    const view = this.#draw(terminal, () => {
      this.#start(terminal, desk);
      lines.seen();
    });
    const lines = new FirstLines((line) => {
      this.#start(terminal, desk);
      if (shell.asksSecret) shell.notice(passwordFirst);
      else shell.enter(line);
    });
    const shell = new Shell({
      terminal,
      host: this.#computer,
      log: this.#log,
      screen: view,
      world: browserWorld,
      history: historyStore(storageOf('localStorage')),
      commands,
      files: this.#files,
      python: this.#python,
      transcripts: () => [...this.#desks].map(([name, { shell: of }]) => ({ terminal: name, text: of.transcript })),
      ...(terminal === 'a' ? { greeting } : {}),
    });
    const desk: Desk = { shell, view, lines, started: false };
    view.connect(shell);
    this.#desks.set(terminal, desk);
    return desk;
  }

  #start(terminal: string, desk: Desk): void {
    if (desk.started) return;
    desk.started = true;
    desk.shell.start();
    if (terminal === 'a' && this.#first !== null) desk.shell.notice(this.#first);
    const left = this.#left[terminal];
    if (!left) return;
    if (left.running !== null)
      desk.shell.notice(
        `The page was loaded again. ${left.running} was running here; it ended, and its connections were closed.`,
      );
    if (left.line !== '') desk.shell.type(left.line);
  }

  #online(): void {
    const services = this.#computer.hello?.services ?? [];
    const ports = Object.fromEntries(services.map(({ name, port }) => [name, port]));
    const seat = this.#computer.hello?.seat ?? null;
    this.#events.ports(ports);
    this.#events.seat(seat);
    this.#events.state('online');
    if (this.#wasOnline)
      this.#tellAll('The lab server is back. Run again what you need; connections from before are gone.');
    else {
      const seatTold = seat === null ? null : seatNotice(seat, location.hostname, ports);
      this.#first = [seatTold, portsHere(ports)].filter((text) => text !== null).join(' ') || null;
      if (this.#first !== null) this.#tellAll(this.#first);
    }
    this.#wasOnline = true;
  }

  async #offline(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    if (this.#wasOnline) {
      this.#events.state('offline');
      this.#tellAll(
        this.#computer.trouble ?? 'The lab server stopped answering. Open connections are lost; reconnecting.',
      );
      if (this.#computer.hello?.seat !== undefined && (await isShutOut(fetch))) {
        this.#tellAll(shutOutNotice);
        this.#computer.close();
      }
      return;
    }
    const present = await hasLabServer(fetch);
    if (this.#stop.signal.aborted || this.#wasOnline) return;
    this.#events.state(present ? 'offline' : 'static');
    // Nobody will ever answer: no use in knocking every five seconds.
    if (!present) this.#computer.close();
  }

  #tellAll(text: string): void {
    for (const { shell, started } of this.#desks.values()) if (started) shell.notice(text);
  }

  #watchThePage(): void {
    const { signal } = this.#stop;
    const look = (): void => {
      if (document.hidden) return;
      this.#computer.wake();
      void this.#computer.check();
    };
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('online', look, { signal });
    addEventListener('pagehide', () => this.#leave(), { signal });
    // A page that comes back from the browser's cache has given up its sockets: it starts as after a reload.
    addEventListener('pageshow', ({ persisted }) => (persisted ? location.reload() : look()), { signal });
  }

  /** A browser may keep a page that was left, and its WebSocket with it. The sockets must not outlive the visit. */
  #leave(): void {
    // The reload on coming back leaves once more, and nothing runs any longer then.
    if (this.#gone) return;
    this.#gone = true;
    this.#remember();
    this.#computer.close();
  }

  #remember(): void {
    const terminals = [...this.#desks].map(([name, { shell }]): [string, LeftBehind] => [
      name,
      { line: shell.unfinished, running: shell.foreground },
    ]);
    leave(storageOf('sessionStorage'), this.#path, Object.fromEntries(terminals));
  }
}

/** The bridge of the server that this page came from. */
function bridgeUrl(page: { readonly protocol: string; readonly host: string }): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/bridge`;
}
