/** Lower-case hex, two digits a byte. */
export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/**
 * Compares without stopping at the first difference. What is compared here are HMACs under a key that the other side
 * does not know, so even a clock that sees single instructions would learn nothing about the password.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

/** These pieces one after the other in `whole`, which has room for exactly them. @returns `whole` */
export function joined<Whole extends Uint8Array>(pieces: readonly Uint8Array[], whole: Whole): Whole {
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
