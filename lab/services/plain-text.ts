/**
 * What must not reach another person's terminal: C0 but tab, DEL, C1 (escape sequences, ECMA-48), the bidirectional
 * overrides and isolates (UAX #9 §2: a text or a line could be shown as something else), and the Unicode line and
 * paragraph separators (a second line that nobody sent).
 */
const HARMFUL = /(?!\t)\p{Cc}|[\u2028-\u202e\u2066-\u2069]/gu;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** @returns the text with every harmful character replaced by U+FFFD */
export const neutralise = (text: string): string => text.replace(HARMFUL, '\ufffd');

/** @returns the text of these bytes, or undefined when they are not UTF-8 (RFC 3629) */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    // A fatal decoder has no other way to say "not UTF-8"; the caller answers with `not-utf8`.
    return undefined;
  }
}

/** @returns UTF-8 bytes fit for other people's terminals, or undefined when these are not UTF-8 */
export function neutralised(bytes: Uint8Array): Uint8Array | undefined {
  if (isPlain(bytes)) return bytes;
  const text = decodeUtf8(bytes);
  return text === undefined ? undefined : encoder.encode(neutralise(text));
}

/** Printable ASCII and tab: nearly every line, and the reason that most lines are never decoded. */
function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7e || (byte < 0x20 && byte !== 0x09)) return false;
  return true;
}
