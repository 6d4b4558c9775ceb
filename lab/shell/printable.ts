const REPLACEMENT = '\uFFFD';

/**
 * Whatever could drive a terminal or turn a line around: C0 but tab and line feed, DEL, C1, the bidirectional
 * overrides, embeddings, isolates and marks, the line and paragraph separators.
 */
const DANGEROUS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const LONE_SURROGATE = /\p{Cs}/gu;

/** Text that is safe to show: each dangerous character becomes U+FFFD, CR LF a line feed. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(DANGEROUS, REPLACEMENT).replace(LONE_SURROGATE, REPLACEMENT);
}

/** `printable` for text that comes in pieces: a CR LF cut in two is still one line end. */
export class PrintableStream {
  #carriageReturn = false;

  push(text: string): string {
    const all = this.#carriageReturn ? `\r${text}` : text;
    this.#carriageReturn = all.endsWith('\r');
    return printable(this.#carriageReturn ? all.slice(0, -1) : all);
  }
}
