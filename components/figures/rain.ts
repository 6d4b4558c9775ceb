import type { Evidence } from '../../lab/evidence/event.ts';

/** Datagrams that fall on a receive buffer, and a reader who is busy for a while. A model with five numbers. */
export interface Rain {
  readonly count: number;
  /** ms in which they fall, evenly. */
  readonly fallMs: number;
  /** Datagrams for which the buffer has room. */
  readonly room: number;
  /** ms for which the reader is busy with the first. */
  readonly busyMs: number;
  /** Datagrams a ms that the reader takes once it is awake. */
  readonly tap: number;
}

export interface RainMoment {
  /** ms since the first drop. */
  readonly at: number;
  readonly fallen: number;
  /** Waiting in the buffer. */
  readonly waiting: number;
  readonly read: number;
  readonly lost: number;
}

/** ms between two moments. */
const STEP = 1;
const LONGEST = 20_000;

/** Every moment from the first drop until the buffer is empty and nothing falls any more. */
export function rainMoments({ count, fallMs, room, busyMs, tap }: Rain): readonly RainMoment[] {
  let moment: RainMoment = { at: 0, fallen: 1, waiting: 0, read: 1, lost: 0 };
  const moments = [moment];
  let thirst = 0;
  while ((moment.fallen < count || moment.waiting > 0) && moment.at < LONGEST) {
    const at = moment.at + STEP;
    const fallen = fallMs === 0 ? count : Math.min(count, Math.max(1, Math.floor((at / fallMs) * count)));
    // Rain and tap share the millisecond: what the reader takes makes room for what falls.
    thirst = at > busyMs ? Math.min(thirst + tap * STEP, room + fallen - moment.fallen) : 0;
    const offered = moment.waiting + fallen - moment.fallen;
    const taken = Math.min(offered, Math.floor(thirst));
    thirst -= taken;
    const waiting = Math.min(room, offered - taken);
    moment = { at, fallen, waiting, read: moment.read + taken, lost: moment.lost + offered - taken - waiting };
    moments.push(moment);
  }
  return moments;
}

/** What a flood of this page did, as the sockets told it. */
export interface RealRain {
  readonly sent: number;
  readonly received: number;
  /** ms from the first datagram sent to the last. */
  readonly fallMs: number;
  /** ms of the longest time in which the reader took nothing, between two that it took. */
  readonly busyMs: number;
  /** Read after the last one was sent: that many were in the buffer then. */
  readonly left: number;
  /** Datagrams a ms that the reader took, awake, while it still rained; afterwards, if it did not. */
  readonly tap: number;
}

/** Fewer are no rain. */
const LEAST = 100;

/** The last flood over UDP whose reader is gone, or null. */
export function realRain(evidence: readonly Evidence[]): RealRain | null {
  const readers = new Map<number, { port: number; sent: number[]; received: number[] }>();
  let last: RealRain | null = null;
  for (const fact of evidence) {
    if ('host' in fact && fact.host !== undefined) continue;
    if (fact.kind === 'udp.bound') readers.set(fact.socket, { port: fact.local.port, sent: [], received: [] });
    if (fact.kind === 'udp.received') readers.get(fact.socket)?.received.push(fact.ms);
    if (fact.kind === 'udp.sent')
      for (const reader of readers.values()) if (reader.port === fact.to.port) reader.sent.push(fact.ms);
    if (fact.kind !== 'udp.closed') continue;
    const reader = readers.get(fact.socket);
    readers.delete(fact.socket);
    if (reader && reader.sent.length >= LEAST && reader.received.length > 0) last = measured(reader);
  }
  return last;
}

function measured({ sent, received }: { sent: readonly number[]; received: readonly number[] }): RealRain {
  const fallMs = (sent.at(-1) ?? 0) - (sent[0] ?? 0);
  const busyMs = Math.max(0, ...received.slice(1).map((at, index) => at - (received[index] ?? at)));
  const afterRain = received.filter((at) => at > (sent.at(-1) ?? 0));
  const left = afterRain.length;
  const drained = (afterRain.at(-1) ?? 0) - (afterRain[0] ?? 0);
  const rate = fallMs > busyMs ? (received.length - 1 - left) / (fallMs - busyMs) : left / Math.max(1, drained);
  return {
    sent: sent.length,
    received: received.length,
    fallMs: Math.round(fallMs),
    busyMs: Math.round(busyMs),
    left,
    tap: Math.max(0.01, Math.round(rate * 100) / 100),
  };
}

/** The model of a real run. When the rain was over, its bucket was full; what was read later had been in it. */
export function rainOf({ sent, fallMs, busyMs, left, tap }: RealRain): Rain {
  return { count: sent, fallMs, room: Math.max(1, left), busyMs, tap };
}
