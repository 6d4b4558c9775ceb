/** The longest piece of a payload that a picture shows, in characters. */
const shown = 36;

/**
 * Bytes as a person can read them in a drawing: one line, what cannot be printed as `·`, a line end as `⏎`. The word
 * after PASS is dotted out, because a class may be looking at the same screen.
 */
export function payloadText(bytes: Uint8Array): string {
  const whole = new TextDecoder().decode(bytes.subarray(0, shown * 4));
  const safe = [...whole.replace(/\r?\n/g, '⏎').replace(/^PASS [^⏎]+/i, 'PASS ••••')].map((letter) =>
    /[\p{L}\p{N}\p{P}\p{S}\p{Zs}]/u.test(letter) ? letter : '·',
  );
  const cut = safe.length > shown || bytes.length > shown * 4;
  return `“${safe.slice(0, shown).join('')}${cut ? '…' : ''}”`;
}
