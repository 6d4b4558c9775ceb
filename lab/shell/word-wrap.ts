import { columnsOf } from './cells.ts';

/**
 * Lines wider than the screen, broken between words; what follows keeps the indentation. Rows of a table (with two
 * blanks in a row) stay whole, because a broken one stays broken when the screen gets wider.
 */
export function wordWrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => broken(line, columns))
    .join('\n');
}

function broken(line: string, columns: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const words = line.slice(indent.length).split(' ');
  if (columnsOf(line) <= columns || words.includes('')) return line;
  const lines: string[] = [];
  let row = '';
  for (const word of words) {
    if (row === '') row = indent + word;
    else if (columnsOf(row) + 1 + columnsOf(word) <= columns) row += ` ${word}`;
    else {
      lines.push(row);
      row = indent + word;
    }
  }
  return [...lines, row].join('\n');
}
