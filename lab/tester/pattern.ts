const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `holes`: what stood where the pattern has `<nick>`. `wrongAt`: the first byte that is not as expected. */
export type Match =
  | { readonly matched: true; readonly holes: Readonly<Record<string, string>> }
  | { readonly matched: false; readonly wrongAt: number };

const SPACE = 0x20;

/**
 * Compares a line with a pattern such as `OK you=<nick>` or `ERR line-too-long <sentence>`: a hole takes one word, and
 * `<sentence>` everything up to the end.
 */
export function matchLine(pattern: string, line: Uint8Array): Match {
  const holes: Record<string, string> = {};
  let at = 0;
  for (const part of pattern.split(/(<[a-z]+>)/)) {
    const name = /^<([a-z]+)>$/.exec(part)?.[1];
    if (name === undefined) {
      const literal = encoder.encode(part);
      for (const [index, byte] of literal.entries()) {
        if (line[at + index] !== byte) return { matched: false, wrongAt: at + index };
      }
      at += literal.length;
      continue;
    }
    const space = name === 'sentence' ? -1 : line.indexOf(SPACE, at);
    const end = space === -1 ? line.length : space;
    if (end <= at) return { matched: false, wrongAt: at };
    holes[name] = decoder.decode(line.subarray(at, end));
    at = end;
  }
  return at === line.length ? { matched: true, holes } : { matched: false, wrongAt: at };
}
