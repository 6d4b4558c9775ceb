import type { Style } from './command.ts';
import { printable } from './printable.ts';

/** One piece of what is drawn. The glyph `'\n'` breaks the row. */
export interface Cell {
  readonly glyph: string;
  /** Columns it takes: 0, 1 or 2, or more for a cluster of code points. */
  readonly columns: number;
  readonly style: Style;
}

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200d\ufeff]$/u;

/**
 * Columns of one code point as xterm.js counts them without add-ons (its Unicode 6 table): the drawing is right only
 * if both agree, also where newer Unicode says otherwise (an emoji takes one column there).
 */
export function columnsOfCodePoint(code: number): number {
  if (code < 0x300) return 1;
  if (code < 0x10000 && ZERO_WIDTH.test(String.fromCodePoint(code))) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    code === 0x2329 ||
    code === 0x232a ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x2fffd) ||
    (code >= 0x30000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCodePoint(character.codePointAt(0) ?? 0);
  return columns;
}

/** What a person sees as one character, so that one Backspace takes it away. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** A character of a line being edited, as it is drawn: control characters never raw, a tab as a fixed gap. */
export function editedCell(grapheme: string, style: Style): Cell {
  const glyph = grapheme === '\t' ? '    ' : printable(grapheme).replaceAll('\n', '\uFFFD');
  return { glyph, columns: columnsOf(glyph), style };
}

/** Cells of printable output text without line ends, one for each code point. */
export function outputCells(text: string, style: Style): Cell[] {
  return Array.from(text, (glyph) => ({ glyph, columns: columnsOf(glyph), style }));
}

/** Tabs become blanks up to the next multiple of eight columns, so that the drawing knows where the cursor is. */
export function expandTabs(text: string, startColumn: number): string {
  if (!text.includes('\t')) return text;
  let column = startColumn;
  let expanded = '';
  for (const part of text.split(/(\t)/)) {
    const piece = part === '\t' ? ' '.repeat(8 - (column % 8)) : part;
    column += columnsOf(piece);
    expanded += piece;
  }
  return expanded;
}
