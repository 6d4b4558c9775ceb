import type { Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { Tally } from './tally.ts';

/** What a program would hand to send() at a time. */
const PIECE = 65_536;
/** ms without progress after which a sender counts as blocked, for whoever watches. */
const BLOCKED_MS = 1_000;
const LOOK_MS = 200;

export interface Fed {
  readonly sent: Tally;
  /** ms in all of those waits that were longer than BLOCKED_MS. */
  readonly blocked: number;
}

/** Writes `amount` bytes as fast as they are taken, and tells when nobody takes more. */
export async function feed(stream: Stream, amount: number, context: Context): Promise<Fed> {
  const { now, output, sleep } = context;
  const sent = new Tally();
  let blocked = 0;
  let progress = now();
  let told = false;
  let over = false;
  const watch = async (): Promise<void> => {
    while (!over) {
      await sleep(LOOK_MS);
      if (over || told || now() - progress < BLOCKED_MS) continue;
      told = true;
      await output.write(`${grouped(sent.bytes)} bytes are gone, and nobody takes the next. Blocked.\n`, 'bold');
    }
  };
  const write = async (): Promise<void> => {
    try {
      while (sent.bytes < amount) {
        const piece = pieceAt(sent.bytes, Math.min(PIECE, amount - sent.bytes));
        await stream.write(piece);
        sent.add(piece);
        const waited = now() - progress;
        progress = now();
        if (!told) continue;
        told = false;
        blocked += waited;
        await output.write(`It goes on after ${(waited / 1000).toFixed(1)} s.\n`, 'good');
      }
    } finally {
      over = true;
    }
  };
  await Promise.all([write(), watch()]);
  return { sent, blocked };
}

/** Bytes that differ from place to place, so that a missing or doubled one changes the sum. */
function pieceAt(place: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (place + at) % 251);
}

/** `4,194,304` */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
