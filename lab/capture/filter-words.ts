/** A word of a filter expression and where it stands. */
export interface FilterWord {
  readonly text: string;
  readonly at: number;
}

const word = /\s*(&&|\|\||[<>!=]=|[()[\]!&|<>:=]|[^\s()[\]!&|<>=:]+(?::[^\s()[\]!&|<>=:]+){2,}|[^\s()[\]!&|<>=:]+)/y;

/** Words, brackets and operators. A MAC address (`00:00:5e:00:53:01`) and an IPv6 address stay one word. */
export function filterWords(text: string): FilterWord[] {
  const words: FilterWord[] = [];
  word.lastIndex = 0;
  for (;;) {
    const begin = word.lastIndex;
    const match = word.exec(text);
    const found = match?.[1];
    if (!match || found === undefined) {
      const rest = text.slice(begin).trim();
      if (rest !== '') words.push({ text: rest, at: text.length - rest.length });
      return words;
    }
    words.push({ text: found, at: match.index + match[0].length - found.length });
  }
}
