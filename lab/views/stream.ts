import type { NetworkEvent } from '../../network/trace/event.ts';
import { countUntil } from './fold.ts';
import { flowOf } from './frame-ladder.ts';
import { glanceAt } from './glance.ts';
import { deviceOf } from './transmissions.ts';

/** What one side said before the other spoke. */
export interface StreamPart {
  readonly from: string;
  /** The transmission that began it. */
  readonly frame: number;
  /** Bytes that are no readable text are shown as dots. */
  readonly text: string;
}

/** So much of a stream is shown; more is a job for a file. Bytes. */
const shownOfStream = 65_536;

/**
 * The bytes of one conversation (as `flowOf` spells it) in order, read where they were first sent: what was repeated
 * counts once, what came early waits for its turn.
 */
export function streamOf(events: readonly NetworkEvent[], until: number, flow: string): readonly StreamPart[] {
  const sides = new Map<string, { next: number; held: Map<number, { frame: number; data: Uint8Array }> }>();
  const parts: { from: string; frame: number; text: string }[] = [];
  let size = 0;
  const say = (from: string, frame: number, data: Uint8Array): void => {
    size += data.length;
    const text = printable(data);
    const last = parts.at(-1);
    if (last?.from === from) last.text += text;
    else parts.push({ from, frame, text });
  };
  const end = countUntil(events, until);
  const seen = new WeakSet<Uint8Array>();
  for (let at = 0; at < end && size < shownOfStream; at += 1) {
    const event = events[at];
    // Forwarded copies say nothing new.
    if (event?.kind !== 'frame.sent' || event.after !== undefined || seen.has(event.bytes)) continue;
    const glance = glanceAt(event.bytes);
    if (flowOf(glance.from, glance.to) !== flow || deviceOf(event.from) === '') continue;
    seen.add(event.bytes);
    if (!glance.segment) {
      if (glance.protocol === 'UDP') say(glance.from, event.frame, payloadOf(event.bytes, 8));
      continue;
    }
    const { sequence, syn, length } = glance.segment;
    let side = sides.get(glance.from);
    if (!side || syn) {
      side = { next: syn ? (sequence + 1) >>> 0 : sequence, held: new Map() };
      sides.set(glance.from, side);
    }
    if (length === 0 || syn) continue;
    side.held.set(sequence, { frame: event.frame, data: payloadOf(event.bytes, null) });
    for (let moved = true; moved; ) {
      moved = false;
      for (const [start, { frame, data }] of side.held) {
        const skip = (side.next - start) | 0;
        if (skip < 0) continue;
        side.held.delete(start);
        if (skip >= data.length) continue;
        say(glance.from, frame, data.subarray(skip));
        side.next = (side.next + data.length - skip) >>> 0;
        moved = true;
      }
    }
  }
  return parts;
}

/** Past Ethernet, IPv4 and the transport's header (its length, or null for TCP's own). */
function payloadOf(bytes: Uint8Array, header: number | null): Uint8Array {
  const ip = bytes[12] === 0x81 && bytes[13] === 0 ? 18 : 14;
  const start = ip + ((bytes[ip] ?? 0) & 15) * 4;
  const end = Math.min(bytes.length, ip + (((bytes[ip + 2] ?? 0) << 8) | (bytes[ip + 3] ?? 0)));
  return bytes.subarray(start + (header ?? ((bytes[start + 12] ?? 0) >> 4) * 4), end);
}

function printable(data: Uint8Array): string {
  let text = '';
  for (const byte of data) {
    if (byte === 13) continue;
    text += byte === 10 || byte === 9 || (byte >= 32 && byte < 127) ? String.fromCharCode(byte) : '·';
  }
  return text;
}
