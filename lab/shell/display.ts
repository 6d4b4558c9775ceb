import { type Cell, expandTabs, outputCells } from './cells.ts';
import type { Style } from './command.ts';
import { LiveArea, layOut, textOf } from './live-area.ts';
import { PrintableStream } from './printable.ts';
import { styled } from './style.ts';
import { Transcript } from './transcript.ts';
import { wordWrap } from './word-wrap.ts';

/** What draws: xterm in a page, a recorder in tests. */
export interface Screen {
  /** Text with the shell's own escape sequences only. */
  write(data: string): void;
  readonly columns: number;
  readonly rows: number;
  clear(): void;
}

/** The line being edited, as it should look. */
export interface EditedLine {
  readonly cells: readonly Cell[];
  /** Index in `cells` before which the cursor stands. */
  readonly cursor: number;
  /** A prompt of the shell begins a row of its own, below an unfinished line of output. */
  readonly ownRow: boolean;
}

const NOTHING: EditedLine = { cells: [], cursor: 0, ownRow: false };

/** The one place where output meets the screen: makes it printable, and keeps the line being edited below it. */
export class Display {
  readonly transcript = new Transcript();
  readonly #screen: Screen;
  readonly #live = new LiveArea();
  readonly #printable = new PrintableStream();
  /** Output after its last line end. */
  #unfinished: Cell[] = [];
  #edited: EditedLine = NOTHING;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Output of a program or of the shell. Raw text: control characters in it are made visible here. */
  print(raw: string, style: Style = 'plain'): void {
    const text = this.#printable.push(raw);
    if (text === '') return;
    this.transcript.add(text);
    // What a program says to a person is styled. Plain text may be data, and data is not given line ends of ours.
    const toPerson = style !== 'plain' && this.#unfinished.length === 0;
    const [first = '', ...others] = (toPerson ? wordWrap(text, this.#screen.columns) : text).split('\n');
    let out = this.#live.erase();
    this.#append(first, style);
    const last = others.pop();
    if (last !== undefined) {
      out += `${textOf(this.#unfinished)}\r\n`;
      for (const line of others) out += `${styled(expandTabs(line, 0), style)}\r\n`;
      this.#unfinished = [];
      this.#append(last, style);
    }
    this.#screen.write(out + this.#takeFullRows() + this.#draw());
  }

  edit(line: EditedLine): void {
    const erase = this.#live.erase();
    this.#edited = line;
    const out = erase + this.#draw();
    if (out !== '') this.#screen.write(out);
  }

  /** The line was entered: it stays as `shown`, and what follows begins on a fresh row. */
  commit(shown: EditedLine, transcript: string): void {
    const erase = this.#live.erase();
    this.#edited = shown;
    const { cells } = this.#all();
    this.#screen.write(erase + this.#live.commit(cells, this.#screen.columns, this.#screen.rows));
    const breaks = shown.ownRow && this.#unfinished.length > 0 ? '\n' : '';
    this.#unfinished = [];
    this.#edited = NOTHING;
    this.transcript.add(`${breaks}${transcript}\n`);
  }

  /** Ends an unfinished line of output. */
  freshRow(): void {
    if (this.#unfinished.length > 0) this.print('\n');
  }

  redraw(): void {
    this.#screen.write(this.#live.erase() + this.#draw());
  }

  clear(): void {
    this.#screen.write(this.#live.erase());
    this.#unfinished = [];
    this.transcript.clear();
    this.#screen.clear();
    this.#screen.write(this.#draw());
  }

  #append(text: string, style: Style): void {
    if (text === '') return;
    const column = layOut(this.#unfinished, this.#screen.columns).end.column;
    this.#unfinished.push(...outputCells(expandTabs(text, column), style));
  }

  /** Rows of an unfinished line that are full need not be drawn again: a program may print a megabyte without an end. */
  #takeFullRows(): string {
    const { places } = layOut(this.#unfinished, this.#screen.columns);
    const lastRow = places.at(-1)?.row ?? 0;
    if (lastRow === 0) return '';
    const split = places.findIndex((place) => place.row === lastRow);
    return textOf(this.#unfinished.splice(0, split));
  }

  #all(): { cells: readonly Cell[]; cursor: number } {
    const { cells, cursor, ownRow } = this.#edited;
    if (this.#unfinished.length === 0) return { cells, cursor };
    const lineBreak: Cell[] = ownRow ? [{ glyph: '\n', columns: 0, style: 'plain' }] : [];
    return {
      cells: [...this.#unfinished, ...lineBreak, ...cells],
      cursor: this.#unfinished.length + lineBreak.length + cursor,
    };
  }

  #draw(): string {
    const { cells, cursor } = this.#all();
    return this.#live.draw(cells, cursor, this.#screen.columns, this.#screen.rows);
  }
}
