import type { DropReason, NetworkEvent } from '../../network/trace/event.ts';
import { Fold } from './fold.ts';
import { type Glance, glanceAt, type SegmentGlance } from './glance.ts';
import { deviceOf } from './transmissions.ts';

type Sent = Extract<NetworkEvent, { kind: 'frame.sent' }>;
type Retransmitted = Extract<NetworkEvent, { kind: 'tcp.retransmitted' }>;

/** One message from one host to another: a rung. All times ns. */
export interface Rung {
  readonly kind: 'frame';
  /** The transmission with which it left its host. */
  readonly frame: number;
  readonly at: number;
  readonly from: string;
  readonly glance: Glance;
  readonly bytes: Uint8Array;
  /** Where it got: a host of the ladder, or lost, or nobody knows yet. */
  readonly end:
    | { readonly kind: 'arrived'; readonly at: number; readonly to: string; readonly frame: number }
    | { readonly kind: 'lost'; readonly at: number; readonly where: string; readonly reason: DropReason }
    | { readonly kind: 'open' };
  readonly segment: SegmentGlance | null;
  /** Counted from the first number seen of each side; null where it is no TCP. */
  readonly relative: { readonly sequence: number; readonly acknowledgment: number } | null;
  /** Which connection, the same text for both directions. */
  readonly flow: string | null;
  /** Bytes (or SYN, FIN) that this side had sent before; `why` where its TCP said so. */
  readonly again: { readonly why: Retransmitted['why'] | null } | null;
  /** It repeats an acknowledgment and brings nothing new: the how manieth. RFC 5681 §2. */
  readonly duplicateAck: number;
  /** It reached the host more than once. */
  readonly copies: number;
}

/** A TCP changed its state, at one side of the ladder. */
export interface StateNote {
  readonly kind: 'state';
  readonly at: number;
  readonly device: string;
  readonly local: string;
  readonly remote: string | null;
  readonly state: string;
  readonly cause: string;
}

export type LadderItem = Rung | StateNote;

export interface LadderChoice {
  /** The columns, from left to right: device names. */
  readonly hosts: readonly string[];
  /** Only this connection, as `Rung.flow` spells it; null for all. */
  readonly flow: string | null;
}

interface Side {
  first: number;
  next: number;
  lastAck: number;
  lastWindow: number;
  repeats: number;
}

interface Message {
  readonly sent: Sent;
  readonly glance: Glance;
  readonly relative: Rung['relative'];
  readonly flow: string | null;
  readonly again: boolean;
  readonly duplicateAck: number;
  why: { readonly at: number; readonly why: Retransmitted['why'] } | null;
  /** What was told last time, as long as nothing new comes to light. */
  told: { readonly facts: number; readonly latest: number; readonly hosts: string; readonly rung: Rung } | null;
  readonly received: { readonly at: number; readonly device: string; readonly frame: number; readonly link: string }[];
  readonly dropped: { readonly at: number; readonly where: string; readonly reason: DropReason }[];
}

interface Index {
  /** Messages and states in the order of the log. */
  readonly items: (Message | StateNote)[];
  /** The message that a transmission carries on. */
  readonly carries: Map<number, Message>;
  readonly sides: Map<string, Side>;
  readonly announced: Map<string, Retransmitted>;
  readonly flows: Map<string, number>;
}

/** Sequence numbers go round: the distance from `from` to `to`, -2^31 … 2^31-1. RFC 9293 §3.4. */
const distance = (from: number, to: number): number => (to - from) | 0;

/** Who said what to whom, exactly as it was on the cables. */
export class FrameLadder {
  readonly #fold = new Fold<Index>({
    start: () => ({ items: [], carries: new Map(), sides: new Map(), announced: new Map(), flows: new Map() }),
    apply: add,
    copy: (state) => state,
  });

  /** What was known at `until`; nothing that came to light later is told. */
  items(events: readonly NetworkEvent[], until: number, { hosts, flow }: LadderChoice): readonly LadderItem[] {
    const { items } = this.#fold.after(events, events.length);
    const found: LadderItem[] = [];
    const columns = hosts.join();
    for (const item of items) {
      if ('kind' in item) {
        if (item.at > until) break;
        if (hosts.includes(item.device) && (flow === null || flowOf(item.local, item.remote) === flow))
          found.push(item);
        continue;
      }
      if (item.sent.at > until) break;
      if (!hosts.includes(deviceOf(item.sent.from)) || (flow !== null && item.flow !== flow)) continue;
      found.push(toldAgain(item, until, columns) ?? rungOf(item, until, hosts));
    }
    return found;
  }

  /** The TCP connections seen by `until`, in the order of their first segment. */
  flows(events: readonly NetworkEvent[], until: number): readonly string[] {
    const { flows } = this.#fold.after(events, events.length);
    return [...flows].filter(([, at]) => at <= until).map(([flow]) => flow);
  }
}

/** The same text for both directions. */
export const flowOf = (local: string, remote: string | null): string =>
  [local, remote ?? '*'].sort((one, other) => (one < other ? -1 : 1)).join(' – ');

function add(index: Index, event: NetworkEvent): void {
  switch (event.kind) {
    case 'frame.sent': {
      const before = event.after === undefined ? undefined : index.carries.get(event.after);
      const message = before ?? begin(index, event);
      if (!before) index.items.push(message);
      index.carries.set(event.frame, message);
      return;
    }
    case 'frame.received': {
      const message = index.carries.get(event.frame);
      const link = message?.sent.frame === event.frame ? message.sent.link : '';
      message?.received.push({ at: event.at, device: deviceOf(event.point), frame: event.frame, link });
      return;
    }
    case 'frame.dropped': {
      if (event.frame === null) return;
      const { at, where, reason } = event;
      index.carries.get(event.frame)?.dropped.push({ at, where, reason });
      return;
    }
    case 'tcp.retransmitted': {
      // Told just before or just after its frame, at the same moment unless ARP holds the frame up.
      const last = index.items.findLast((item) => !('kind' in item) && deviceOf(item.sent.from) === event.device);
      const isIt =
        last && !('kind' in last) && last.sent.at === event.at && last.glance.segment?.sequence === event.sequence;
      if (isIt && !last.why) last.why = { at: event.at, why: event.why };
      else index.announced.set(`${event.device} ${event.sequence}`, event);
      return;
    }
    case 'socket.changed': {
      if (event.transport !== 'tcp') return;
      const { at, device, local, remote, state, cause } = event;
      index.items.push({ kind: 'state', at, device, local, remote, state, cause });
      return;
    }
    default:
      return;
  }
}

function begin(index: Index, sent: Sent): Message {
  const glance = glanceAt(sent.bytes);
  const base = { sent, glance, received: [], dropped: [], told: null };
  const { segment } = glance;
  if (!segment) return { ...base, relative: null, flow: null, again: false, duplicateAck: 0, why: null };
  const flow = flowOf(segment.from, segment.to);
  if (!index.flows.has(flow)) index.flows.set(flow, sent.at);
  const own = sideOf(index, segment.from, segment.to, segment.sequence, segment.syn);
  const other = sideOf(index, segment.to, segment.from, segment.acknowledgment - 1, false, segment.ack);
  const takes = segment.length + (segment.syn ? 1 : 0) + (segment.fin ? 1 : 0);
  const again = takes > 0 && distance(own.next, segment.sequence) < 0;
  const end = (segment.sequence + takes) >>> 0;
  if (distance(own.next, end) > 0) own.next = end;
  const repeats =
    segment.ack &&
    takes === 0 &&
    !segment.rst &&
    own.lastAck === segment.acknowledgment &&
    own.lastWindow === segment.window;
  own.repeats = repeats ? own.repeats + 1 : 0;
  if (segment.ack) {
    own.lastAck = segment.acknowledgment;
    own.lastWindow = segment.window;
  }
  const key = `${deviceOf(sent.from)} ${segment.sequence}`;
  const announced = index.announced.get(key);
  if (announced) index.announced.delete(key);
  return {
    ...base,
    relative: {
      sequence: distance(own.first, segment.sequence) >>> 0,
      acknowledgment: segment.ack ? distance(other.first, segment.acknowledgment) >>> 0 : 0,
    },
    flow,
    again,
    duplicateAck: own.repeats,
    why: announced ? { at: announced.at, why: announced.why } : null,
  };
}

/** What is known of the numbers that `from` sends to `to`; a new SYN begins anew. */
function sideOf(index: Index, from: string, to: string, first: number, syn: boolean, known = true): Side {
  const key = `${from} ${to}`;
  const side = index.sides.get(key);
  const start = first >>> 0;
  if (side && !(syn && side.first !== start)) return side;
  const fresh: Side = { first: start, next: start, lastAck: -1, lastWindow: -1, repeats: 0 };
  if (known) index.sides.set(key, fresh);
  return fresh;
}

const factsOf = ({ received, dropped, why }: Message): number => received.length + dropped.length + (why ? 1 : 0);

const toldAgain = (message: Message, until: number, hosts: string): Rung | null => {
  const { told } = message;
  const holds = told !== null && told.hosts === hosts && until >= told.latest && told.facts === factsOf(message);
  return holds ? told.rung : null;
};

/** A copy that came to somebody it was not meant for says nothing about the message. */
const beside: ReadonlySet<DropReason> = new Set<DropReason>(['not-for-me', 'same-port', 'blocked-port']);

function rungOf(message: Message, until: number, hosts: readonly string[]): Rung {
  const { sent, glance, relative, flow, again, duplicateAck, why } = message;
  const from = deviceOf(sent.from);
  const dropped = message.dropped.filter(({ at }) => at <= until);
  const unwanted = new Set(dropped.filter(({ reason }) => beside.has(reason)).map(({ where }) => deviceOf(where)));
  const arrivals = message.received.filter(
    ({ at, device }) => at <= until && device !== from && hosts.includes(device) && !unwanted.has(device),
  );
  const first = arrivals[0];
  const lost = dropped.find(({ reason }) => !beside.has(reason));
  const refused = first && lost && deviceOf(lost.where) === first.device ? lost : null;
  const end: Rung['end'] =
    first && !refused
      ? { kind: 'arrived', at: first.at, to: first.device, frame: first.frame }
      : lost
        ? { kind: 'lost', ...lost }
        : { kind: 'open' };
  const copies = first ? arrivals.filter(({ device }) => device === first.device).length : 0;
  const rung: Rung = {
    ...{ kind: 'frame', frame: sent.frame, at: sent.starts, from, glance, bytes: sent.bytes, end, relative, flow },
    ...{ segment: glance.segment, duplicateAck, copies },
    again: again ? { why: why && why.at <= until ? why.why : null } : null,
  };
  const latest = [...message.received, ...message.dropped].reduce(
    (last, { at }) => Math.max(last, at),
    why?.at ?? sent.at,
  );
  if (until >= latest) message.told = { facts: factsOf(message), latest, hosts: hosts.join(), rung };
  return rung;
}
