import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { grouped, missing, seen } from './verdict.ts';

export interface MessageWanted {
  /** Hosts, with one cable between them. */
  readonly from: string;
  readonly to: string;
  /** Bytes on the cable, as `send --bytes` counts. */
  readonly bytes: number;
  /** What the cable should be like: bits/s, and ms from end to end. */
  readonly rate: number;
  readonly delayMs: number;
}

/** How far the measured time may be off the sum. */
const TOLERANCE = 0.01;
const pieceText = /message (\d+), piece (\d+) of (\d+), (\d+) bytes in all/;
/** Bytes of a frame on the cable beside what the event holds: preamble and FCS. */
const AROUND = 12;

interface Message {
  readonly bytes: number;
  /** ns: the first bit leaves, the last bit arrives. */
  readonly began: number;
  readonly ended: number | null;
  /** bits/s at which its first frame left. */
  readonly rate: number;
  readonly seq: number;
}

/**
 * A message of that size went from one host to the other, and its time from the first bit out to the last bit in
 * (RFC 7679 §3.4) is within 1 % of size ÷ rate + delay. Times are those of the frames, not of what was printed.
 */
export function simMessage(scene: string, wanted: MessageWanted): Check {
  const { from, to, bytes, rate, delayMs } = wanted;
  const what = `message of ${grouped(bytes)} bytes from ${from} to ${to}`;
  const sumMs = (bytes * 8_000) / rate + delayMs;
  return (evidence) => {
    const all = messagesOf(evidence, scene, from, to);
    const sized = all.filter((message) => message.bytes === bytes);
    const last = sized.at(-1);
    if (last === undefined) {
      const other = all.at(-1);
      return missing(
        other === undefined
          ? `No ${what} was sent yet.`
          : `No ${what} was sent yet; the last one had ${grouped(other.bytes)} bytes.`,
      );
    }
    const fits = ({ rate: seenRate }: Message): boolean => Math.abs(seenRate / rate - 1) <= TOLERANCE;
    const msOf = ({ began, ended }: Message): number => (ended === null ? Number.NaN : (ended - began) / 1e6);
    const good = sized.find((message) => fits(message) && Math.abs(msOf(message) / sumMs - 1) <= TOLERANCE);
    if (good !== undefined)
      return seen(`${grouped(bytes)} bytes to ${to} took ${timeText(msOf(good))}; the sum says ${timeText(sumMs)}.`, [
        good.seq,
      ]);
    if (last.ended === null) return missing(`The ${what} is on its way. Its last bit has not arrived yet.`);
    return missing(
      fits(last)
        ? `The last ${what} took ${timeText(msOf(last))}. On the cable that this step means it takes ${timeText(sumMs)}.`
        : `The last ${what} went at ${rateText(last.rate)}. This step wants ${rateText(rate)}.`,
    );
  };
}

function messagesOf(evidence: readonly Evidence[], scene: string, from: string, to: string): Message[] {
  const received = new Map(
    simEvents(evidence, scene, 'frame.received').flatMap((frame) =>
      frame.point.startsWith(`${to}:`) ? [[frame.frame, frame] as const] : [],
    ),
  );
  const decoder = new TextDecoder('latin1');
  const begun = new Map<string, Message>();
  const messages: Message[] = [];
  for (const frame of simEvents(evidence, scene, 'frame.sent')) {
    if (!frame.from.startsWith(`${from}:`) || !frame.to.startsWith(`${to}:`)) continue;
    const [, number = '', piece, count, size] = pieceText.exec(decoder.decode(frame.bytes.subarray(14, 120))) ?? [];
    if (piece === '1') {
      const rate = ((frame.bytes.length + AROUND) * 8e9) / (frame.ends - frame.starts);
      begun.set(number, { bytes: Number(size), began: frame.starts, ended: null, rate, seq: frame.seq });
    }
    const message = begun.get(number);
    if (message === undefined || piece !== count) continue;
    begun.delete(number);
    const arrival = received.get(frame.frame);
    messages.push({ ...message, ended: arrival?.at ?? null, seq: arrival?.seq ?? message.seq });
  }
  return [...messages, ...begun.values()];
}

const timeText = (ms: number): string => (ms < 1_000 ? `${ms.toFixed(3)} ms` : `${(ms / 1_000).toFixed(3)} s`);

function rateText(rate: number): string {
  if (rate >= 0.999e9) return `${Number((rate / 1e9).toPrecision(3))} Gb/s`;
  return `${Number((rate / 1e6).toPrecision(3))} Mb/s`;
}
