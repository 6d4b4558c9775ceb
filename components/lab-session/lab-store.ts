import { EvidenceLog } from '../../lab/evidence/log.ts';
import { type Lab, type LabState, usualPorts } from './lab-context.ts';
import type { TerminalView } from './terminal-view.ts';

/** What the lazily loaded part gives: shells on this computer, each with its terminal. See session.ts. */
export interface Session {
  /** Terminals in which the page before left something: a half-typed line, a program. */
  readonly leftBehind: readonly string[];
  /** Makes the terminal if there is none of this name. */
  open(terminal: string): TerminalView;
  run(terminal: string, line: string): void;
  close(terminal: string): void;
  dispose(): void;
}

/** What the session tells the page. */
export interface SessionEvents {
  state(state: LabState): void;
  ports(ports: Readonly<Record<string, number>>): void;
}

export interface LabStoreOptions {
  /** Loads shell, bridge and xterm.js. */
  load(log: EvidenceLog, events: SessionEvents): Promise<Session>;
  /** Milliseconds that only go forward. */
  now(): number;
  /** Calls back when the page draws next. */
  nextFrame(run: () => void): void;
  after(ms: number, run: () => void): void;
}

const names = ['a', 'b', 'c', 'd'] as const;
/** ms until a failed load is tried again: the server may be coming back. */
const loadAgain = 4_000;

/**
 * The state behind `LabContext`, without React: small, in the first load of a page, ready to take a prediction before
 * anything else is there. `snapshot` is a new object only when something changed.
 */
export class LabStore {
  readonly #options: LabStoreOptions;
  readonly #log: EvidenceLog;
  readonly #listeners = new Set<() => void>();
  #session: Session | null = null;
  #opening = false;
  /** Counts up when the store is closed, so that a load that ends later knows it came too late. */
  #life = 0;
  #waiting: { terminal: string; line: string }[] = [];
  #frameAsked = false;
  #views = new Map<string, TerminalView>();
  #lab: Lab;

  constructor(options: LabStoreOptions) {
    this.#options = options;
    const start = options.now();
    this.#log = new EvidenceLog(() => options.now() - start);
    this.#log.onChange(() => this.#evidenceChanged());
    this.#lab = {
      state: 'idle',
      evidence: this.#log.entries,
      ports: usualPorts,
      terminals: ['a'],
      active: 'a',
      open: () => this.#open(),
      run: (terminal, line) => this.#run(terminal, line),
      answer: (question, option) => void this.#log.append({ kind: 'answered', question, option }),
      activate: (terminal) => this.#activate(terminal),
      addTerminal: () => this.#add(),
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
    this.#opening = false;
    this.#waiting = [];
    this.#views.clear();
    this.#change({ state: 'idle' });
  }

  #change(part: Partial<Lab>): void {
    this.#lab = { ...this.#lab, ...part };
    for (const listener of this.#listeners) listener();
  }

  #evidenceChanged(): void {
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    this.#options.nextFrame(() => {
      this.#frameAsked = false;
      this.#change({ evidence: this.#log.entries });
    });
  }

  #open(): void {
    if (this.#opening) return;
    this.#opening = true;
    const life = this.#life;
    if (this.#lab.state === 'idle') this.#change({ state: 'loading' });
    const events: SessionEvents = {
      state: (state) => life === this.#life && this.#change({ state }),
      ports: (ports) => life === this.#life && this.#change({ ports: { ...usualPorts, ...ports } }),
    };
    this.#options.load(this.#log, events).then(
      (session) => {
        if (life !== this.#life) session.dispose();
        else this.#opened(session);
      },
      () => {
        // The scripts themselves did not come: whoever serves the page does not answer.
        if (life !== this.#life) return;
        this.#opening = false;
        this.#change({ state: 'offline' });
        this.#options.after(loadAgain, () => life === this.#life && this.#open());
      },
    );
  }

  #opened(session: Session): void {
    this.#session = session;
    const terminals = [...new Set([...this.#lab.terminals, ...session.leftBehind])].sort();
    for (const terminal of terminals) this.#views.set(terminal, session.open(terminal));
    this.#change({ terminals });
    for (const { terminal, line } of this.#waiting.splice(0)) session.run(terminal, line);
  }

  #run(terminal: string, line: string): void {
    this.#ensure(terminal);
    this.#activate(terminal);
    if (this.#session) this.#session.run(terminal, line);
    else this.#waiting.push({ terminal, line });
    this.#open();
  }

  #ensure(terminal: string): void {
    if (this.#lab.terminals.includes(terminal)) return;
    if (this.#session) this.#views.set(terminal, this.#session.open(terminal));
    this.#change({ terminals: [...this.#lab.terminals, terminal].sort() });
  }

  #activate(terminal: string): void {
    if (terminal !== this.#lab.active && this.#lab.terminals.includes(terminal)) this.#change({ active: terminal });
  }

  #add(): void {
    const free = names.find((name) => !this.#lab.terminals.includes(name));
    if (!free) return;
    this.#ensure(free);
    this.#activate(free);
    this.#views.get(free)?.focus();
    this.#open();
  }

  #closeTerminal(terminal: string): void {
    if (terminal === 'a' || !this.#lab.terminals.includes(terminal)) return;
    this.#session?.close(terminal);
    this.#views.delete(terminal);
    const terminals = this.#lab.terminals.filter((name) => name !== terminal);
    this.#change({ terminals, ...(this.#lab.active === terminal ? { active: terminals.at(-1) ?? 'a' } : {}) });
  }
}
