import type { Cell } from './cells.ts';
import type { Style } from './command.ts';
import { styled } from './style.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where each cell falls when a terminal of so many columns wraps them, and where the cursor is after the last. */
export function layOut(cells: readonly Cell[], columns: number): { places: readonly Place[]; end: Place } {
  const places: Place[] = [];
  let row = 0;
  let column = 0;
  for (const cell of cells) {
    if (cell.glyph === '\n') {
      places.push({ row, column });
      row += 1;
      column = 0;
      continue;
    }
    if (column + cell.columns > columns) {
      row += 1;
      column = 0;
    }
    places.push({ row, column });
    column += cell.columns;
  }
  // A full last row leaves the cursor in the terminal's "wrap pending" state: we wrap it ourselves (see `draw`).
  return { places, end: column >= columns ? { row: row + 1, column: 0 } : { row, column } };
}

/** Cells as one string with their styles, equal neighbours joined. */
export function textOf(cells: readonly Cell[]): string {
  let text = '';
  let run = '';
  let style: Style = 'plain';
  for (const cell of cells) {
    if (cell.glyph === '\n' || cell.style !== style) {
      text += styled(run, style);
      run = '';
      style = cell.style;
    }
    if (cell.glyph === '\n') text += '\r\n';
    else run += cell.glyph;
  }
  return text + styled(run, style);
}

/**
 * The rows at the bottom that change: an unfinished line of output, the prompt, the line being edited. It is erased
 * before output is written and drawn again below it, over as many rows as it needs.
 */
export class LiveArea {
  #cells: readonly Cell[] = [];
  #cursor = 0;
  /** Of the terminal when it was drawn. */
  #columns = 80;

  /**
   * The sequence that removes it and leaves the cursor where it began. If the terminal was made wider or narrower
   * since, that changes nothing: xterm.js does not reflow the rows that hold the cursor (`reflowCursorLine`).
   */
  erase(): string {
    if (this.#cells.length === 0) return '';
    const { row } = cursorPlace(this.#cells, this.#cursor, this.#columns);
    this.#cells = [];
    this.#cursor = 0;
    return `\r${up(row)}\x1b[J`;
  }

  /** The sequence that draws it, the cursor before cell `cursor`. It never grows over `rows` rows. */
  draw(all: readonly Cell[], cursor: number, columns: number, rows: number): string {
    const { cells, at } = visible(all, cursor, columns, rows);
    this.#cells = cells;
    this.#cursor = at;
    this.#columns = columns;
    if (cells.length === 0) return '';
    const { end } = layOut(cells, columns);
    const full = end.column === 0 && end.row > 0 && cells.at(-1)?.glyph !== '\n';
    const place = cursorPlace(cells, at, columns);
    const back = at === cells.length ? '' : `${up(end.row - place.row)}\r${right(place.column)}`;
    return `${textOf(cells)}${full ? ' \r' : ''}${back}`;
  }

  /** The sequence that leaves it standing and goes to a fresh row below it. */
  commit(all: readonly Cell[], columns: number, rows: number): string {
    const drawn = this.draw(all, all.length, columns, rows);
    const { end } = layOut(this.#cells, columns);
    const fresh = this.#cells.length > 0 && end.column === 0 && end.row > 0;
    this.#cells = [];
    this.#cursor = 0;
    return fresh ? drawn : `${drawn}\r\n`;
  }
}

const up = (rows: number): string => (rows > 0 ? `\x1b[${rows}A` : '');
const right = (columns: number): string => (columns > 0 ? `\x1b[${columns}C` : '');

function cursorPlace(cells: readonly Cell[], cursor: number, columns: number): Place {
  const { places, end } = layOut(cells, columns);
  return places[cursor] ?? end;
}

/** The part that fits the screen: a cursor cannot go up beyond its first row. */
function visible(
  cells: readonly Cell[],
  cursor: number,
  columns: number,
  rows: number,
): { cells: readonly Cell[]; at: number } {
  const { places, end } = layOut(cells, columns);
  if (end.row < rows) return { cells, at: cursor };
  const cursorRow = (places[cursor] ?? end).row;
  const firstRow = Math.min(Math.max(0, cursorRow - rows + 2), end.row - rows + 1);
  const first = places.findIndex((place) => place.row >= firstRow);
  const beyond = places.findIndex((place) => place.row >= firstRow + rows - 1);
  const last = beyond < 0 || beyond <= first ? cells.length : beyond;
  const from = Math.max(0, first);
  return { cells: cells.slice(from, Math.max(last, cursor)), at: cursor - from };
}
