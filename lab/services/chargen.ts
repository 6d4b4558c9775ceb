import type { Connection } from './connection.ts';
import type { Clock } from './line-session.ts';

/** The 95 printing characters of ASCII, space included. */
const RING = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)).join('');
const LINE = 72;

/** Bytes a second that one connection gets: enough to fill a window, and no reader keeps the process busy. */
const BYTES_PER_SECOND = 1_000_000;
/** ms between two helpings. */
const HELPING_MS = 20;
/** ms whose helping may come at once, when a timer was late. */
const LUMP_MS = 100;
/** Bytes that may wait for a peer that does not read. */
const WAITING_BYTES = 64 * 1024;

const whole = new TextEncoder().encode(
  Array.from(RING, (_, at) => `${(RING + RING).slice(at, at + LINE)}\r\n`).join(''),
);

/**
 * The pattern that RFC 864 suggests: lines of 72 characters, each beginning one further in a ring of 95.
 * @param at where in the endless pattern to begin, in bytes
 * @returns `length` bytes of it, or fewer, at least one: read on from there
 */
export function chargenPiece(at: number, length: number): Uint8Array {
  const from = at % whole.length;
  return whole.subarray(from, Math.min(whole.length, from + length));
}

/** The character generator (RFC 864): the pattern without end, as fast as the peer reads and no faster than it may. */
export function serveChargen(connection: Connection, clock: Clock): void {
  let last = clock.now();
  let sent = 0;
  let stop = (): void => {};
  const helping = (): void => {
    const now = clock.now();
    // Who did not read for a while gets what was missed neither then nor later.
    let left = Math.floor((Math.min(now - last, LUMP_MS) / 1_000) * BYTES_PER_SECOND);
    last = now;
    while (left > 0 && connection.waiting < WAITING_BYTES) {
      const piece = chargenPiece(sent, left);
      if (!connection.write(piece)) return;
      sent += piece.length;
      left -= piece.length;
    }
    stop = clock.schedule(helping, HELPING_MS);
  };
  connection.onBytes(() => {});
  connection.onEnd((how) => {
    stop();
    if (how === 'fin') connection.end();
  });
  connection.write(chargenPiece(0, LINE + 2));
  sent = LINE + 2;
  stop = clock.schedule(helping, HELPING_MS);
}
