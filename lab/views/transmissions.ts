import type { DropReason, NetworkEvent } from '../../network/trace/event.ts';
import { Fold } from './fold.ts';
import { type Glance, glanceAt } from './glance.ts';

type Sent = Extract<NetworkEvent, { kind: 'frame.sent' }>;

/** How a transmission ended, and when (ns). */
export type Fate =
  | { readonly kind: 'received'; readonly at: number; readonly damaged: Uint8Array | null }
  | {
      readonly kind: 'dropped';
      readonly at: number;
      readonly reason: DropReason;
      readonly where: string;
      readonly says: string;
    };

/** One transmission over one cable, as far as it is known at a moment. */
export interface Transmission {
  readonly sent: Sent;
  /** What became of it on its cable; null while that is open. */
  readonly onCable: Fate | null;
  /** What the receiver did not want it for, if so. */
  readonly atReceiver: Extract<Fate, { kind: 'dropped' }> | null;
}

/** A frame between two devices. */
export interface InFlight {
  readonly frame: number;
  readonly link: string;
  readonly from: string;
  readonly to: string;
  /** 0: the first bit leaves. 1: the last bit has arrived. */
  readonly fraction: number;
  /** Waiting in the queue, on the cable, or ended on the cable a moment ago. */
  readonly phase: 'waiting' | 'moving' | 'lost' | 'held';
  readonly reason: DropReason | null;
  readonly glance: Glance;
}

interface Known {
  readonly sent: Sent;
  fates: Fate[];
}

interface Index {
  readonly rows: Known[];
  readonly byFrame: Map<number, Known>;
  /** The latest arrival among the rows up to here: says where looking back may stop. */
  readonly latest: number[];
}

/**
 * Every transmission of a log. It only ever grows: what was not known yet at a moment is told from what was by the time
 * of each fact, so looking back needs no copy.
 */
export class Transmissions {
  readonly #fold = new Fold<Index>({
    start: () => ({ rows: [], byFrame: new Map(), latest: [] }),
    apply: add,
    copy: (state) => state,
  });

  #read(events: readonly NetworkEvent[]): Index {
    // Copies are shared, so the fold is only ever asked to go forward.
    return this.#fold.after(events, events.length);
  }

  /** How many frames had been handed over by `until`, ns. */
  count(events: readonly NetworkEvent[], until: number): number {
    return countSent(this.#read(events).rows, until);
  }

  /** Transmission `index` (in the order of sending) as it was known at `until`. */
  at(events: readonly NetworkEvent[], index: number, until: number): Transmission | null {
    const known = this.#read(events).rows[index];
    return known && known.sent.at <= until ? asKnown(known, until) : null;
  }

  byFrame(events: readonly NetworkEvent[], frame: number, until: number): Transmission | null {
    const known = this.#read(events).byFrame.get(frame);
    return known && known.sent.at <= until ? asKnown(known, until) : null;
  }

  /** Indices of what was sent by `until`, over one cable (or by and to one point or device), or everywhere. */
  indices(events: readonly NetworkEvent[], until: number, where: string | null): readonly number[] {
    const { rows } = this.#read(events);
    const found: number[] = [];
    const count = countSent(rows, until);
    for (let index = 0; index < count; index += 1) {
      const sent = rows[index]?.sent;
      if (sent && (where === null || passes(sent, where))) found.push(index);
    }
    return found;
  }

  /**
   * What is under way at `until`.
   * @param linger how long (ns) a frame that was lost on a cable is still shown where it was lost
   * @param held frames that a hand holds on their cable; they are there until they arrive or are dropped
   */
  inFlight(
    events: readonly NetworkEvent[],
    until: number,
    linger = 0,
    held: ReadonlySet<number> = nobody,
  ): readonly InFlight[] {
    const { rows, latest, byFrame } = this.#read(events);
    const found: InFlight[] = [];
    for (let index = countSent(rows, until) - 1; index >= 0; index -= 1) {
      if ((latest[index] ?? 0) + linger < until) break;
      const known = rows[index];
      if (!known) continue;
      const flying = held.has(known.sent.frame) ? null : flightOf(known, until, linger);
      if (flying) found.push(flying);
    }
    for (const frame of held) {
      const known = byFrame.get(frame);
      if (known && known.sent.at <= until && asKnown(known, until).onCable === null) found.push(heldOf(known));
    }
    return found.reverse();
  }
}

function add(index: Index, event: NetworkEvent): void {
  if (event.kind === 'frame.sent') {
    const known: Known = { sent: event, fates: [] };
    index.rows.push(known);
    index.byFrame.set(event.frame, known);
    index.latest.push(Math.max(index.latest.at(-1) ?? 0, event.arrives));
  } else if (event.kind === 'frame.received') {
    index.byFrame.get(event.frame)?.fates.push({ kind: 'received', at: event.at, damaged: event.bytes ?? null });
  } else if (event.kind === 'frame.dropped') {
    const { at, reason, where, says } = event;
    if (event.frame !== null) index.byFrame.get(event.frame)?.fates.push({ kind: 'dropped', at, reason, where, says });
  }
}

function countSent(rows: readonly Known[], until: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.sent.at ?? 0) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const deviceOf = (point: string): string => {
  const colon = point.indexOf(':');
  return colon < 0 ? point : point.slice(0, colon);
};

const nobody: ReadonlySet<number> = new Set();

const passes = (sent: Sent, where: string): boolean =>
  sent.link === where ||
  sent.from === where ||
  sent.to === where ||
  deviceOf(sent.from) === where ||
  deviceOf(sent.to) === where;

/** Reasons for which a frame ends on its way rather than at the one who got it. */
const cableReasons: ReadonlySet<DropReason> = new Set<DropReason>([
  'queue-full',
  'loss',
  'cut',
  'collision',
  'excessive-collisions',
  'removed-by-hand',
]);

function asKnown({ sent, fates }: Known, until: number): Transmission {
  let onCable: Fate | null = null;
  let atReceiver: Transmission['atReceiver'] = null;
  for (const fate of fates) {
    if (fate.at > until) continue;
    if (fate.kind === 'received' || cableReasons.has(fate.reason)) onCable ??= fate;
    else atReceiver ??= fate;
  }
  return { sent, onCable, atReceiver };
}

function flightOf(known: Known, until: number, linger: number): InFlight | null {
  const { sent } = known;
  const { onCable } = asKnown(known, until);
  const base = { frame: sent.frame, link: sent.link, from: sent.from, to: sent.to, glance: glanceAt(sent.bytes) };
  const way = (time: number): number =>
    Math.min(1, Math.max(0, (time - sent.starts) / Math.max(1, sent.arrives - sent.starts)));
  if (onCable?.kind === 'dropped') {
    if (until - onCable.at > linger) return null;
    return { ...base, fraction: way(onCable.at), phase: 'lost', reason: onCable.reason };
  }
  if (onCable !== null || until >= sent.arrives) return null;
  return until < sent.starts
    ? { ...base, fraction: 0, phase: 'waiting', reason: null }
    : { ...base, fraction: way(until), phase: 'moving', reason: null };
}

/** Where on the cable a held frame is, nobody measures: it is drawn in the middle. */
const heldOf = ({ sent: { frame, link, from, to, bytes } }: Known): InFlight => ({
  ...{ frame, link, from, to, fraction: 0.5, phase: 'held', reason: null, glance: glanceAt(bytes) },
});

/** A row of the packet list. Times in ns. */
export interface PacketRow {
  readonly number: number;
  readonly at: number;
  readonly link: string;
  readonly glance: Glance;
  /** `lost on cable1: loss`; null where nothing went wrong. */
  readonly trouble: string | null;
  readonly bytes: Uint8Array;
}

export function rowOf({ sent, onCable, atReceiver }: Transmission): PacketRow {
  const ended = onCable?.kind === 'dropped' ? onCable : atReceiver;
  const ordinary = ended?.reason === 'not-for-me' || ended?.reason === 'same-port';
  const damaged = onCable?.kind === 'received' && onCable.damaged !== null;
  const trouble = ended && !ordinary ? `${ended.reason} at ${ended.where}` : damaged ? 'damaged on the cable' : null;
  return { number: sent.frame, at: sent.at, link: sent.link, glance: glanceAt(sent.bytes), trouble, bytes: sent.bytes };
}
