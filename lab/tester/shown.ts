const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes on one line, as a person can read and compare them: `\n`, `\r`, `\t`, other controls and stray bytes as `\x1b`. */
export function shown(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = letterLength(bytes, at);
    const letter = length === 0 ? undefined : decoder.decode(bytes.subarray(at, at + length));
    text += letter === undefined || isControl(letter) ? escaped(bytes.subarray(at, at + Math.max(1, length))) : letter;
    at += Math.max(1, length);
  }
  return text;
}

/** The column under which a caret points at byte `at` of what `shown` prints. */
export function columnOf(bytes: Uint8Array, at: number): number {
  let start = Math.min(at, bytes.length);
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return [...shown(bytes.subarray(0, start))].length;
}

const NAMED: Readonly<Record<number, string>> = { 10: '\\n', 13: '\\r', 9: '\\t' };

const escaped = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => NAMED[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`).join('');

const isControl = (letter: string): boolean => /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(letter);

/** How many bytes the letter at `at` has in UTF-8 (RFC 3629 §3); 0 when there is none. */
function letterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    decoder.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    // Overlong forms and surrogates: no letter begins here.
    return 0;
  }
}
