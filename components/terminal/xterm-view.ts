import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalView } from '../lab-session/terminal-view.ts';
import { copyText } from './copy-text.ts';
import { keyMeaning } from './keys.ts';
import { paletteOf } from './palette.ts';
import { restrictModes, silenceReplies } from './quiet-replies.ts';

/** The shell, as its terminal sees it. */
export interface Typist {
  type(data: string): void;
  resize(): void;
  readonly transcript: string;
  onTranscript(listener: (added: string) => void): () => void;
}

/** Lines that can be scrolled back to; the plain text keeps its own length. */
const scrollback = 2_000;
/** The size that the shell is told before the terminal has one. */
const usual = { columns: 80, rows: 24 };

/**
 * xterm.js as the shell's screen and the page's terminal. It is made when it first stands in the page with a size, in
 * steps with pauses between, because each step is long enough for a slow computer to feel. What is written before waits.
 */
export class XtermView implements TerminalView {
  readonly terminal: string;
  readonly element: HTMLElement = document.createElement('div');
  readonly #fit = new FitAddon();
  #xterm: Terminal | null = null;
  #typist: Typist | null = null;
  #life: 'unseen' | 'opening' | 'open' | 'disposed' = 'unseen';
  #armed = false;
  #focusWanted = false;
  #description = '';
  #waiting: string[] = [];
  readonly #whenSeen: () => void;

  /** @param whenSeen called once, when the terminal stands in the page and has its size */
  constructor(terminal: string, whenSeen: () => void) {
    this.terminal = terminal;
    this.#whenSeen = whenSeen;
    this.element.className = 'terminal-xterm';
  }

  connect(typist: Typist): void {
    this.#typist = typist;
  }

  get columns(): number {
    return this.#xterm?.cols ?? usual.columns;
  }

  get rows(): number {
    return this.#xterm?.rows ?? usual.rows;
  }

  /** Joins what one turn writes: one pass of the parser and one drawing instead of many. */
  write(data: string): void {
    this.#waiting.push(data);
    if (this.#waiting.length === 1 && this.#life === 'open') queueMicrotask(() => this.#flush());
  }

  /** In the order of what is written, which a call of xterm.js's own `clear` would overtake. */
  clear(): void {
    this.write('\x1b[H\x1b[2J\x1b[3J');
  }

  fit(): void {
    if (this.element.clientWidth === 0 || this.element.clientHeight === 0) return;
    if (this.#life === 'unseen') void this.#bringUp();
    if (this.#life !== 'open' || !this.#xterm) return;
    const { fontSize } = getComputedStyle(this.element);
    if (this.#xterm.options.fontSize !== Number.parseFloat(fontSize))
      this.#xterm.options.fontSize = Number.parseFloat(fontSize);
    this.#fit.fit();
  }

  focus(): void {
    this.#focusWanted = this.#life !== 'open';
    this.#xterm?.focus();
  }

  restyle(): void {
    if (this.#xterm) this.#xterm.options.theme = paletteOf(this.element);
  }

  describe(ids: string): void {
    this.#description = ids;
    this.#xterm?.textarea?.setAttribute('aria-describedby', ids);
  }

  press(data: string): void {
    this.#typist?.type(data);
  }

  get transcript(): string {
    return this.#typist?.transcript ?? '';
  }

  onTranscript(listener: (added: string) => void): () => void {
    return this.#typist?.onTranscript(listener) ?? (() => undefined);
  }

  dispose(): void {
    this.#life = 'disposed';
    this.#xterm?.dispose();
    this.element.remove();
  }

  async #bringUp(): Promise<void> {
    this.#life = 'opening';
    const { fontFamily, fontSize } = getComputedStyle(this.element);
    const xterm = new Terminal({
      scrollback,
      fontFamily,
      fontSize: Number.parseFloat(fontSize),
      lineHeight: 1.3,
      fontWeightBold: 700,
      cursorInactiveStyle: 'outline',
      logLevel: 'off',
      linkHandler: null,
      theme: paletteOf(this.element),
    });
    silenceReplies(xterm.parser);
    restrictModes(xterm.parser);
    xterm.loadAddon(this.#fit);
    xterm.attachCustomKeyEventHandler((event) => this.#key(event, xterm));
    xterm.onData((data) => this.#typist?.type(data));
    xterm.onResize(() => this.#typist?.resize());
    await aTurn();
    if (this.#gone()) return xterm.dispose();
    xterm.open(this.element);
    this.#xterm = xterm;
    xterm.textarea?.setAttribute('aria-label', `Terminal ${this.terminal}`);
    this.describe(this.#description);
    await aTurn();
    if (this.#gone()) return;
    this.#life = 'open';
    this.fit();
    this.#flush();
    this.#whenSeen();
    if (this.#focusWanted) xterm.focus();
    await this.#measureAgain(xterm, fontFamily);
  }

  /** If the font is still on its way, the letters were measured with another one. */
  async #measureAgain(xterm: Terminal, family: string): Promise<void> {
    if (document.fonts.check(`14px ${family}`)) return;
    await document.fonts.load(`14px ${family}`);
    if (this.#gone()) return;
    xterm.options.fontFamily = `${family}, monospace`;
    this.fit();
  }

  #gone(): boolean {
    return this.#life === 'disposed';
  }

  #flush(): void {
    const all = this.#waiting.join('');
    this.#waiting = [];
    if (all !== '') this.#xterm?.write(all);
  }

  #key(event: KeyboardEvent, xterm: Terminal): boolean {
    if (event.type !== 'keydown') return true;
    const meaning = keyMeaning(event, { armed: this.#armed, selection: xterm.hasSelection() });
    if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) this.#armed = meaning === 'arm';
    if (meaning === 'copy') {
      event.preventDefault();
      const selected = xterm.getSelection();
      xterm.clearSelection();
      if (selected !== '') void copyText(selected);
    }
    return meaning === 'shell' || meaning === 'arm';
  }
}

/** Lets the browser draw and answer the person in between. */
const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
