import { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Recording } from '../../lab/scene/action.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import { type Lab, type LabState, type LessonPrograms, type OpenScene, usualPorts } from './lab-context.ts';
import type { TerminalView } from './terminal-view.ts';

/** What the lazily loaded part gives: shells on this computer and in virtual networks, each with its terminal. */
export interface Session {
  /** Terminals in which the page before left something: a half-typed line, a program. */
  readonly leftBehind: readonly string[];
  /** Makes the terminal if there is none of this name. */
  open(terminal: string): TerminalView;
  run(terminal: string, line: string): void;
  /** Ctrl-C. */
  interrupt(terminal: string): void;
  /** In a class: to the teacher, if there is a way. */
  tell(lesson: string, step: string): void;
  close(terminal: string): void;
  /** Builds a virtual network; the one before is closed first. @throws TopologyProblem */
  openScene(lab: string, topology: Topology, recording?: Recording): Promise<OpenScene>;
  dispose(): void;
}

/** What the session tells the page. */
export interface SessionEvents {
  state(state: LabState): void;
  ports(ports: Readonly<Record<string, number>>): void;
  seat(seat: number | null): void;
}

export interface LabStoreOptions {
  /** Loads shell, bridge and xterm.js. */
  load(log: EvidenceLog, events: SessionEvents): Promise<Session>;
  /** The network of a lab, or null where it has none. Loaded when it is needed. */
  topology(lab: string): Promise<Topology | null>;
  programs(): Promise<LessonPrograms>;
  /** Whether some lab of the page is on this computer: then terminal `a` is there from the beginning. */
  readonly real: boolean;
  /** Whether the first lab is: then a network that comes by itself leaves terminal `a` in front. */
  readonly realFirst: boolean;
  /** Milliseconds that only go forward. */
  now(): number;
  /** Calls back when the page draws next. */
  nextFrame(run: () => void): void;
  after(ms: number, run: () => void): void;
}

const names = ['a', 'b', 'c', 'd'] as const;
/** A long log is looked at so often at most, ms: every check of the lesson reads it. */
const longLogPause = 100;
const longLog = 4_000;
/** ms until a failed load is tried again: the server may be coming back. */
const loadAgain = 4_000;

/** A terminal on this computer; those of a network are named after its devices, which have longer names. */
export const isOnThisComputer = (terminal: string): boolean => names.some((name) => name === terminal);

/**
 * The state behind `LabContext`, without React: small, in the first load of a page, ready to take a prediction before
 * anything else is there. `snapshot` is a new object only when something changed.
 */
export class LabStore {
  readonly #options: LabStoreOptions;
  readonly #log: EvidenceLog;
  readonly #listeners = new Set<() => void>();
  #session: Session | null = null;
  #opening: Promise<void> | null = null;
  /** Counts up when the store is closed, so that a load that ends later knows it came too late. */
  #life = 0;
  #waiting: { terminal: string; line: string }[] = [];
  #sceneAsked: { readonly lab: string; readonly opened: Promise<OpenScene | null> } | null = null;
  #frameAsked = false;
  #views = new Map<string, TerminalView>();
  #lab: Lab;

  constructor(options: LabStoreOptions) {
    this.#options = options;
    const start = options.now();
    this.#log = new EvidenceLog(() => options.now() - start);
    this.#log.onChange(() => this.#evidenceChanged());
    const terminals = options.real ? ['a'] : [];
    this.#lab = {
      state: 'idle',
      evidence: this.#log.entries,
      ports: usualPorts,
      seat: null,
      tell: (lesson, step) => this.#session?.tell(lesson, step),
      scene: null,
      terminals,
      active: terminals[0] ?? '',
      open: () => void this.#open(),
      openScene: (lab, recording) => this.#openScene(lab, recording),
      offerScene: (lab) => void (this.#sceneAsked ?? this.#openScene(lab, undefined, options.realFirst)),
      run: (terminal, line, lab) => void this.#run(terminal, line, lab),
      interrupt: (terminal) => this.#session?.interrupt(terminal),
      programs: () => options.programs(),
      answer: (question, option) => void this.#log.append({ kind: 'answered', question, option }),
      activate: (terminal) => this.#activate(terminal),
      addTerminal: (device) => this.#add(device),
      closeTerminal: (terminal) => this.#closeTerminal(terminal),
      view: (terminal) => this.#views.get(terminal) ?? null,
    };
  }

  readonly snapshot = (): Lab => this.#lab;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends every program and connection of this page. The store can be opened again. */
  close(): void {
    this.#life += 1;
    this.#session?.dispose();
    this.#session = null;
    this.#opening = null;
    this.#sceneAsked = null;
    this.#waiting = [];
    this.#views.clear();
    const terminals = this.#lab.terminals.filter(isOnThisComputer);
    this.#change({ state: 'idle', scene: null, terminals, active: terminals[0] ?? '' });
  }

  #change(part: Partial<Lab>): void {
    this.#lab = { ...this.#lab, ...part };
    for (const listener of this.#listeners) listener();
  }

  #evidenceChanged(): void {
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    const { after, nextFrame } = this.#options;
    const soon = this.#lab.evidence.length > longLog ? (run: () => void) => after(longLogPause, run) : nextFrame;
    soon(() => {
      this.#frameAsked = false;
      this.#change({ evidence: this.#log.entries });
    });
  }

  /** Resolves once the session is there. */
  #open(): Promise<void> {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  async #load(): Promise<void> {
    const life = this.#life;
    if (this.#lab.state === 'idle') this.#change({ state: 'loading' });
    const events: SessionEvents = {
      state: (state) => life === this.#life && this.#change({ state }),
      ports: (ports) => life === this.#life && this.#change({ ports: { ...usualPorts, ...ports } }),
      seat: (seat) => life === this.#life && this.#change({ seat }),
    };
    for (;;) {
      try {
        const session = await this.#options.load(this.#log, events);
        if (life === this.#life) this.#opened(session);
        else session.dispose();
        return;
      } catch {
        // The scripts themselves did not come: whoever serves the page does not answer.
        if (life !== this.#life) return;
        this.#change({ state: 'offline' });
        await new Promise<void>((resolve) => this.#options.after(loadAgain, resolve));
        if (life !== this.#life) return;
      }
    }
  }

  #opened(session: Session): void {
    this.#session = session;
    const left = this.#options.real ? session.leftBehind : [];
    const terminals = [...new Set([...this.#lab.terminals, ...left])].sort();
    for (const terminal of terminals) this.#views.set(terminal, session.open(terminal));
    this.#change({ terminals });
    for (const { terminal, line } of this.#waiting.splice(0)) session.run(terminal, line);
  }

  async #run(terminal: string, line: string, lab?: string): Promise<void> {
    if (!isOnThisComputer(terminal)) {
      if (lab !== undefined && !(await this.#openScene(lab))) return;
      this.#ensure(terminal);
      this.#activate(terminal);
      this.#session?.run(terminal, line);
      return;
    }
    this.#ensure(terminal);
    this.#activate(terminal);
    if (this.#session) this.#session.run(terminal, line);
    else this.#waiting.push({ terminal, line });
    void this.#open();
  }

  /** One after the other: asked for the one that is open or on its way, it is that one. */
  #openScene(lab: string, recording?: Recording, behind = false): Promise<OpenScene | null> {
    if (recording === undefined && this.#sceneAsked?.lab === lab) return this.#sceneAsked.opened;
    const before = this.#sceneAsked?.opened;
    const opened = (async () => {
      await before;
      try {
        return await this.#buildScene(lab, recording, behind);
      } catch (problem) {
        // A recording of another network, or names in it that this one does not have: it came from outside.
        if (recording === undefined) throw problem;
        this.#sceneAsked = null;
        return null;
      }
    })();
    this.#sceneAsked = { lab, opened };
    return opened;
  }

  async #buildScene(lab: string, recording: Recording | undefined, behind: boolean): Promise<OpenScene | null> {
    const life = this.#life;
    const [topology] = await Promise.all([this.#options.topology(lab), this.#open()]);
    if (!topology || !this.#session || life !== this.#life) return null;
    for (const terminal of this.#lab.terminals.filter((each) => !isOnThisComputer(each))) this.#drop(terminal);
    this.#change({ scene: null });
    const isAtWork = this.#log.entries.some(({ kind }) => kind === 'answered' || kind === 'command.started');
    const scene = await this.#session.openScene(lab, topology, recording);
    if (life !== this.#life) return null;
    this.#change({ scene });
    const first = topology.devices.find(({ kind }) => kind === 'host')?.name;
    if (first !== undefined) {
      this.#ensure(first);
      // Who is at work in a terminal of this computer keeps it in front; a line run in the network brings it forward.
      if (!isOnThisComputer(this.#lab.active) || !(isAtWork || behind)) this.#activate(first);
    }
    return scene;
  }

  #ensure(terminal: string): void {
    if (this.#lab.terminals.includes(terminal)) return;
    if (this.#session) this.#views.set(terminal, this.#session.open(terminal));
    const all = [...this.#lab.terminals, terminal];
    // Those of this computer in their order, then those of the network as they were opened.
    this.#change({
      terminals: [...all.filter(isOnThisComputer).sort(), ...all.filter((each) => !isOnThisComputer(each))],
    });
  }

  #activate(terminal: string): void {
    if (terminal !== this.#lab.active && this.#lab.terminals.includes(terminal)) this.#change({ active: terminal });
  }

  #add(device?: string): void {
    const wanted = device ?? names.find((name) => !this.#lab.terminals.includes(name));
    if (wanted === undefined) return;
    this.#ensure(wanted);
    this.#activate(wanted);
    this.#views.get(wanted)?.focus();
    void this.#open();
  }

  #closeTerminal(terminal: string): void {
    if (terminal === 'a' || !this.#lab.terminals.includes(terminal)) return;
    this.#drop(terminal);
  }

  #drop(terminal: string): void {
    this.#session?.close(terminal);
    this.#views.delete(terminal);
    const terminals = this.#lab.terminals.filter((name) => name !== terminal);
    this.#change({ terminals, ...(this.#lab.active === terminal ? { active: terminals.at(-1) ?? '' } : {}) });
  }
}
