import { fcsBytes, preambleBytes } from '../../../network/link/quality.ts';
import type { Stack } from '../../../network/stack/stack.ts';
import { second, type Timer } from '../../../network/time/clock.ts';
import { ethernetHeaderLength, minimumFrameLength, writeEthernet } from '../../../network/wire/ethernet.ts';
import type { DeviceDoor } from '../../scene/device-door.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { grouped } from '../slowreader/feed.ts';
import { cardOf, experimentalType, listenEverywhere, macOf, pieceText } from './frame.ts';

/** Bytes that one piece takes on the cable: preamble, header, text and FCS. A full frame may have 26 more. */
const PIECE = 1_500;
const AROUND = preambleBytes + ethernetHeaderLength + fcsBytes;
const LEAST = preambleBytes + minimumFrameLength + fcsBytes;
/** Bytes of one message: each piece is kept for looking at. */
const MOST = 3_000_000;
/** Bytes that this sender leaves waiting at its card; the usual queue holds 262,144. */
const WAITING = 200_000;
/** Virtual ns after which a message that came to somebody else is given up. */
const PATIENCE = 5 * second;

const numbers = new WeakMap<Stack, number>();

/**
 * Sends a message that takes `bytes` bytes on the cable, in as many frames as it needs, and waits for its last bit.
 * Prints the time from the first bit out to the last bit in (RFC 7679 §3.4), which only a simulator can know.
 * @throws NotHere, WrongUsage
 */
export async function sendMessage(
  door: DeviceDoor,
  stack: Stack,
  to: string,
  bytes: number,
  context: Context,
): Promise<number> {
  if (!Number.isInteger(bytes) || bytes < LEAST || bytes > MOST)
    throw new WrongUsage(`--bytes takes ${LEAST} (the shortest frame) to ${MOST}.`);
  const card = cardOf(stack);
  const destination = macOf(door, to);
  listenEverywhere(door);
  const number = (numbers.get(stack) ?? 0) + 1;
  numbers.set(stack, number);
  const count = Math.ceil(bytes / PIECE);

  const frameOf = (piece: number): Uint8Array => {
    const size = Math.max(LEAST, Math.min(PIECE, bytes - (piece - 1) * PIECE));
    const frame = new Uint8Array(size - preambleBytes - fcsBytes).fill(0x2e);
    writeEthernet(frame, 0, destination, card.mac, experimentalType);
    const text = `message ${number}, piece ${piece} of ${count}, ${bytes} bytes in all`;
    frame.set(new TextEncoder().encode(text).subarray(0, size - AROUND), ethernetHeaderLength);
    return frame;
  };

  const took = await door.awaited<number | string>((resolve) => {
    const { clock } = stack.world;
    let sent = 0;
    let began: number | null = null;
    /** The transmission that carries the last piece now; a switch on the way makes another one of it. */
    let last: number | null = null;
    const stop = door.onEvent((event) => {
      if (event.kind === 'frame.dropped') {
        const [, owner, piece] = pieceText.exec(textOf(event.bytes)) ?? [];
        if (Number(owner) === number && event.where.startsWith(card.port.device))
          resolve(`piece ${piece}: ${event.says}`);
      } else if (event.kind === 'frame.sent') {
        if (event.from === card.port.name) {
          began ??= event.starts;
          if (sent === count) last ??= event.frame;
        } else if (event.after !== undefined && event.after === last) last = event.frame;
      } else if (event.kind === 'frame.received' && event.frame === last && event.point.startsWith(`${to}:`)) {
        resolve(event.at - (began ?? event.at));
      } else if (event.kind === 'frame.received' && event.frame === last) {
        const where = event.point.split(':')[0];
        astray ??= clock.after(PATIENCE, () =>
          resolve(`its last frame came to ${where}, and no cable took it on to ${to}. Send it from where ${to} is.`),
        );
      }
    });
    const feed = (): void => {
      const { medium } = card.port;
      while (sent < count && (medium?.queued(card.port) ?? 0) < WAITING) {
        sent += 1;
        card.transmit(frameOf(sent));
      }
      // When half of what waits has left.
      if (sent < count) timer = clock.after(Math.ceil((WAITING * 4e9) / (medium?.rate ?? 1e9)), feed);
    };
    let timer: Timer | null = null;
    let astray: Timer | null = null;
    feed();
    return () => {
      stop();
      timer?.cancel();
      astray?.cancel();
    };
  }, context.signal);
  if (typeof took === 'string') throw new NotHere(`It did not get there whole: ${took}`);
  await context.output.write(`${to} has all ${grouped(bytes)} bytes after ${timeText(took)}\n`);
  return 0;
}

const textOf = (frame: Uint8Array): string => new TextDecoder().decode(frame.subarray(ethernetHeaderLength, 120));

/** @param ns `12.010 ms`, `12.096 s` */
const timeText = (ns: number): string => (ns < 1e9 ? `${(ns / 1e6).toFixed(3)} ms` : `${(ns / 1e9).toFixed(3)} s`);
