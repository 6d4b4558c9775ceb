/** A word is text with holes for `$?`, which is known only when the command runs. */
export type Word = readonly (string | { readonly variable: '?' })[];

export interface SyntaxProblem {
  /** Where in the line, in UTF-16 units from 0. */
  readonly at: number;
  readonly saying: string;
}

export type Operator = '|' | '||' | '&' | '&&' | ';';

export type Token =
  | { readonly kind: 'word'; readonly at: number; readonly word: Word }
  | { readonly kind: 'operator'; readonly at: number; readonly operator: Operator };

const NO_FILES =
  'There are no files here, so there is nothing to read from or write to. Use | to hand text to another command';
const PARENTHESIS = "A parenthesis means something to a shell. Put it between quotes: ss -tn '( sport = :5001 )'";

/** Splits a line into words and operators. Single quotes keep everything, double quotes all but \ and $?. */
export function tokensOf(line: string): readonly Token[] | SyntaxProblem {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === '#') {
      break;
    } else if (character === '<' || character === '>') {
      return { at, saying: NO_FILES };
    } else if (character === '(' || character === ')') {
      return { at, saying: PARENTHESIS };
    } else if (character === ';' || character === '|' || character === '&') {
      const double = character !== ';' && line[at + 1] === character;
      tokens.push({ kind: 'operator', at, operator: (double ? character + character : character) as Operator });
      at += double ? 2 : 1;
    } else {
      const read = readWord(line, at);
      if ('saying' in read) return read;
      tokens.push({ kind: 'word', at, word: read.word });
      at = read.next;
    }
  }
  return tokens;
}

function readWord(line: string, start: number): { word: Word; next: number } | SyntaxProblem {
  const parts: (string | { variable: '?' })[] = [];
  let text = '';
  let quote: { mark: '"' | "'"; at: number } | null = null;
  let at = start;
  for (; at < line.length; at += 1) {
    const character = line[at] ?? '';
    const next = line[at + 1];
    // An arrow is a word, or a part of one: without files nothing else could be meant.
    const arrow = character === '>' && at > start && line[at - 1] === '-';
    if (quote === null && !arrow && /[\s;|&<>()]/.test(character)) break;
    if (quote?.mark !== "'" && character === '$' && next === '?') {
      parts.push(text, { variable: '?' });
      text = '';
      at += 1;
    } else if (quote?.mark !== "'" && character === '\\') {
      if (next === undefined)
        return { at, saying: 'The line ends after a backslash, which speaks of the character behind it' };
      const keeps = quote !== null && !'"\\$'.includes(next);
      text += keeps ? `\\${next}` : next;
      at += 1;
    } else if (quote === null && (character === '"' || character === "'")) {
      quote = { mark: character, at };
    } else if (quote?.mark === character) {
      quote = null;
    } else {
      text += character;
    }
  }
  if (quote !== null) return { at: quote.at, saying: `This ${quote.mark} opens a quotation that is never closed` };
  return { word: [...parts, text].filter((part) => part !== '' || parts.length === 0), next: at };
}
