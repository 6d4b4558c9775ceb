import type { Cell } from './cells.ts';
import { editedCell } from './cells.ts';
import type { Style } from './command.ts';
import type { Display, EditedLine } from './display.ts';
import { type Key, KeyDecoder } from './keys.ts';
import { type EditorState, editLine, emptyLine, insert, lineText, withText } from './line-editor.ts';

/** Who wants a line, and how it is asked for. */
export interface LineRequest {
  readonly prompt: string;
  readonly promptStyle: Style;
  readonly secret: boolean;
  /** The shell at its prompt: history, completion and a row of its own; a program gets the bare line. */
  readonly shell: boolean;
}

/** What keys can ask of the shell. */
export interface Owner {
  history(): readonly string[];
  interrupt(): void;
  complete(state: EditorState): void;
  suspend(): void;
  endOfInputAtPrompt(): void;
  /** The shell's own line was entered: from now on somebody has the terminal, also before the promise resolves. */
  lineTaken(line: string): void;
}

interface Reader extends LineRequest {
  readonly resolve: (line: string | null) => void;
}

/** Lines typed ahead that are shown in full; of more, only the number is. */
const SHOWN_AHEAD = 3;

/**
 * Between keyboard and readers, as a terminal driver: edits a line with echo, hands it over when Enter is pressed, and
 * keeps what is typed before anybody asks. `null` stands for Ctrl-D.
 */
export class LineDiscipline {
  readonly #display: Display;
  readonly #owner: Owner;
  readonly #keys = new KeyDecoder();
  #state: EditorState = emptyLine;
  #ahead: (string | null)[] = [];
  #reader: Reader | null = null;
  /** What was half typed when somebody pressed Run; it comes back at the next prompt. */
  #parked = '';

  constructor(display: Display, owner: Owner) {
    this.#display = display;
    this.#owner = owner;
  }

  get state(): EditorState {
    return this.#state;
  }

  get atPrompt(): boolean {
    return this.#reader?.shell === true;
  }

  /** A program asks for something that is not to be shown, a password. */
  get asksSecret(): boolean {
    return this.#reader?.secret === true;
  }

  /** What is half typed and would be lost with the page. Nothing of a secret. */
  get unfinished(): string {
    return this.#reader?.secret ? '' : lineText(this.#state) || this.#parked;
  }

  /** Rejects with the signal's reason when it aborts; what is half typed stays. */
  readLine(request: LineRequest, signal?: AbortSignal): Promise<string | null> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (request.shell) this.#display.freshRow();
      const abort = () => {
        if (this.#reader === reader) this.#reader = null;
        this.refresh();
        reject(signal?.reason);
      };
      const reader: Reader = {
        ...request,
        resolve: (line) => {
          signal?.removeEventListener('abort', abort);
          resolve(line);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#reader = reader;
      if (!request.shell && request.prompt !== '') this.#display.transcript.add(request.prompt);
      if (request.shell && this.#ahead.length === 0 && this.#parked !== '') {
        if (this.#state.cells.length === 0) this.#state = withText(emptyLine, this.#parked);
        this.#parked = '';
      }
      this.#serve();
      this.refresh();
    });
  }

  type(data: string): void {
    for (const key of this.#keys.decode(data)) {
      if (key.kind === 'paste') this.#paste(key.text);
      else this.#press(key);
    }
  }

  /** A line from outside the keyboard (the Run button). What was half typed is kept for the next prompt. */
  enter(line: string): void {
    const unfinished = lineText(this.#state);
    if (unfinished !== '') this.#parked = unfinished;
    this.#state = emptyLine;
    for (const part of line.split('\n')) this.#submit(part);
  }

  replace(state: EditorState): void {
    this.#state = state;
    this.refresh();
  }

  /** Ctrl-C: the line and what was typed ahead are dropped. @returns how many lines typed ahead that were. */
  flush(): number {
    const dropped = this.#ahead.filter((line) => line !== null).length;
    const shown = this.#edited(false);
    const mark: Cell = { glyph: '^C', columns: 2, style: 'dim' };
    const text = this.#reader?.secret ? '' : lineText(this.#state);
    this.#ahead = [];
    this.#state = { ...emptyLine, killed: this.#state.killed };
    const cells = [...shown.cells, mark];
    const prompt = this.#reader?.shell ? this.#reader.prompt : '';
    this.#display.commit({ ...shown, cells, cursor: cells.length }, `${prompt}${text}^C`);
    this.refresh();
    return dropped;
  }

  /** A program ended: an end of input that nobody took was meant for it. */
  dropEndOfInput(): void {
    this.#ahead = this.#ahead.filter((line) => line !== null);
  }

  refresh(): void {
    this.#display.edit(this.#edited(true));
  }

  #paste(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#state = insert(this.#state, line);
      this.#submit(lineText(this.#state));
    }
    if (last !== '') this.#state = insert(this.#state, last);
    this.refresh();
  }

  #press(key: Key): void {
    const history = this.#reader?.shell === true ? this.#owner.history() : [];
    const { state, request } = editLine(this.#state, key, history);
    this.#state = state;
    switch (request) {
      case 'submit':
        this.#submit(lineText(state));
        return;
      case 'interrupt':
        this.#owner.interrupt();
        return;
      case 'end-of-input':
        if (this.atPrompt) this.#owner.endOfInputAtPrompt();
        else this.#hand(null);
        return;
      case 'complete':
        if (this.atPrompt) this.#owner.complete(state);
        return;
      case 'clear':
        this.#display.clear();
        break;
      case 'suspend':
        this.#owner.suspend();
        break;
      case null:
        break;
    }
    this.refresh();
  }

  #submit(line: string): void {
    this.#state = { ...emptyLine, killed: this.#state.killed };
    this.#hand(line);
  }

  #hand(line: string | null): void {
    this.#ahead.push(line);
    this.#serve();
    this.refresh();
  }

  /** Gives the oldest waiting line to the reader, and shows it where it was read. */
  #serve(): void {
    const reader = this.#reader;
    if (reader === null || this.#ahead.length === 0) return;
    const line = this.#ahead.shift() ?? null;
    this.#reader = null;
    if (line !== null) this.#show(reader, line);
    else if (reader.shell) {
      // An end of input meant for a program that is gone.
      this.#reader = reader;
      this.#serve();
      return;
    } else if (reader.prompt !== '') this.#show(reader, '');
    if (reader.shell && line !== null) this.#owner.lineTaken(line);
    reader.resolve(line);
  }

  #show(reader: Reader, line: string): void {
    const cells = lineCells(reader, emptyLine, line);
    // The number of dots on the screen is one for each character; the transcript does not even keep that.
    const text = reader.secret ? '••••••••' : line;
    const prompt = reader.shell ? reader.prompt : '';
    this.#display.commit({ cells, cursor: cells.length, ownRow: reader.shell }, prompt + text);
  }

  #edited(withAhead: boolean): EditedLine {
    const reader = this.#reader;
    const ahead = withAhead ? this.#aheadCells() : [];
    const search = this.#state.search;
    const shown = reader ?? { prompt: '', promptStyle: 'plain' as const, secret: false };
    const prompt =
      search === null ? shown : { ...shown, prompt: `(search back) ${search.query}: `, promptStyle: 'dim' as const };
    const cells = lineCells(prompt, this.#state, lineText(this.#state));
    const typed = this.#state.cells.length;
    return {
      cells: [...ahead, ...cells],
      cursor: ahead.length + cells.length - typed + this.#state.cursor,
      ownRow: reader?.shell === true || ahead.length > 0,
    };
  }

  #aheadCells(): Cell[] {
    const lines = this.#ahead.filter((line) => line !== null);
    const shown = lines.length > SHOWN_AHEAD ? [`(${lines.length} lines typed ahead)`] : lines;
    return shown.flatMap((line) => [
      ...Array.from(line, (character) => editedCell(character, 'dim')),
      { glyph: '\n', columns: 0, style: 'plain' as const },
    ]);
  }
}

function lineCells(
  reader: { readonly prompt: string; readonly promptStyle: Style; readonly secret: boolean },
  state: EditorState,
  text: string,
): Cell[] {
  const prompt = Array.from(reader.prompt, (character) => editedCell(character, reader.promptStyle));
  const graphemes = state.cells.length > 0 ? state.cells : withText(emptyLine, text).cells;
  return [...prompt, ...graphemes.map((cell) => editedCell(reader.secret ? '•' : cell, 'plain'))];
}
