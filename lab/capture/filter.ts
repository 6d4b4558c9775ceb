import { accessorOf, comparisonOf, isComparison } from './filter-bytes.ts';
import { type Matches, primitives, qualified } from './filter-primitives.ts';
import { type FilterWord, filterWords } from './filter-words.ts';
import { offsetsOf } from './packet.ts';

/** A filter that was understood. */
export interface Filter {
  readonly matches: (bytes: Uint8Array) => boolean;
}

/** A filter that was not, with the place: what happened, and what could stand there. */
export interface FilterProblem {
  readonly problem: string;
  /** The character at which it went wrong, from 0. */
  readonly at: number;
}

/**
 * The expressions of tcpdump (pcap-filter(7)) that people use most: `host`, `src`, `dst`, `net`, `port`, `portrange`,
 * `tcp`, `udp`, `icmp`, `arp`, `ip`, `ip6`, `ether host`, `broadcast`, `multicast`, `less`, `greater`, bytes of a header
 * (`tcp[tcpflags] & tcp-syn != 0`), joined by `and`, `or`, `not` and brackets. `and` and `or` bind alike, from left to
 * right, as there; an empty expression matches every frame.
 */
export function parseFilter(text: string): Filter | FilterProblem {
  const parser = new Parser(filterWords(text), text.length);
  try {
    const matches = parser.whole();
    return { matches: (bytes) => matches(bytes, offsetsOf(bytes)) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { problem: error.message, at: error.at };
    throw error;
  }
}

export class NotUnderstood extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Reads words from left to right; the rules are in the order in which they bind, loosest first. */
export class Parser {
  readonly #words: readonly FilterWord[];
  readonly #length: number;
  #next = 0;

  constructor(words: readonly FilterWord[], length: number) {
    this.#words = words;
    this.#length = length;
  }

  whole(): Matches {
    if (this.#words.length === 0) return () => true;
    const matches = this.#chain();
    if (this.peek() !== undefined)
      throw this.wrong(`“${this.peek()}” cannot follow here. Join two conditions with \`and\` or \`or\`.`);
    return matches;
  }

  peek(ahead = 0): string | undefined {
    return this.#words[this.#next + ahead]?.text;
  }

  take(): string | undefined {
    return this.#words[this.#next++]?.text;
  }

  /** Takes the next word if it is one of these. */
  takeOne<Word extends string>(...wanted: readonly Word[]): Word | undefined {
    const next = wanted.find((each) => each === this.peek());
    if (next !== undefined) this.#next += 1;
    return next;
  }

  /** A problem at the next word, or at the one just taken (`back` 1). */
  wrong(message: string, back = 0): NotUnderstood {
    return new NotUnderstood(message, this.#words[this.#next - back]?.at ?? this.#length);
  }

  #chain(): Matches {
    let left = this.#negation();
    for (;;) {
      const joint = this.takeOne('and', '&&', 'or', '||');
      if (joint === undefined) return left;
      const before = left;
      const right = this.#negation();
      left =
        joint === 'and' || joint === '&&'
          ? (bytes, offsets) => before(bytes, offsets) && right(bytes, offsets)
          : (bytes, offsets) => before(bytes, offsets) || right(bytes, offsets);
    }
  }

  #negation(): Matches {
    if (this.takeOne('not', '!') === undefined) return this.#term();
    const inner = this.#negation();
    return (bytes, offsets) => !inner(bytes, offsets);
  }

  #term(): Matches {
    if (this.takeOne('(') !== undefined) {
      const inner = this.#chain();
      if (this.takeOne(')') === undefined) throw this.wrong('A bracket was opened and not closed. A `)` is missing.');
      return inner;
    }
    if (this.peek(1) === '[') return comparisonOf(this, accessorOf);
    const word = this.peek();
    if (word === undefined) throw this.wrong('A condition is missing here, such as `host 192.168.1.20` or `port 80`.');
    const primitive = primitives.get(word);
    if (primitive) {
      this.take();
      return primitive(this);
    }
    if (isComparison(word)) return comparisonOf(this, accessorOf);
    return qualified(this);
  }
}
