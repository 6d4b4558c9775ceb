import type { NetworkEvent } from '../../network/trace/event.ts';
import { countUntil } from './fold.ts';
import { glanceAt } from './glance.ts';
import { deviceOf } from './transmissions.ts';

/** x in virtual ns, y in the plot's unit. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  readonly name: string;
  /** A value that holds until the next one is drawn as steps; a mark stands alone. */
  readonly shape: 'steps' | 'line' | 'marks';
  readonly points: readonly Point[];
}

export type PlotUnit = 'bytes' | 'ns' | 'bits/s';

export interface Plot {
  readonly key: 'sequence' | 'window' | 'rtt' | 'queue' | 'throughput';
  readonly title: string;
  readonly unit: PlotUnit;
  readonly series: readonly Series[];
}

export interface PlotChoice {
  /** The device that sends. */
  readonly device: string;
  /** Of its TCP sockets only this; null for the one that was sampled last. */
  readonly socket: number | null;
  readonly from: number;
  readonly until: number;
}

/** As many points as a drawing can show; more are thinned, keeping the highest and lowest of each stretch. */
const pointsShown = 1200;
/** Throughput is counted in so many stretches of the time shown. */
const stretches = 60;

/** All plots of one sender between two moments. Empty ones are left out. */
export function plotsOf(events: readonly NetworkEvent[], choice: PlotChoice): readonly Plot[] {
  const numbers = collect(events, choice);
  const plots: Plot[] = [
    {
      key: 'sequence',
      title: 'Sequence over time',
      unit: 'bytes',
      series: [
        { name: 'sent', shape: 'marks', points: numbers.sent },
        { name: 'sent again', shape: 'marks', points: numbers.again },
        { name: 'acknowledged', shape: 'steps', points: numbers.acknowledged },
      ],
    },
    {
      key: 'window',
      title: 'Congestion window',
      unit: 'bytes',
      series: [
        { name: 'congestion window', shape: 'steps', points: numbers.window },
        { name: 'slow start threshold', shape: 'steps', points: numbers.threshold },
        { name: 'in flight', shape: 'steps', points: numbers.flight },
      ],
    },
    {
      key: 'rtt',
      title: 'Round-trip time',
      unit: 'ns',
      series: [
        { name: 'smoothed RTT', shape: 'steps', points: numbers.rtt },
        { name: 'timeout (RTO)', shape: 'steps', points: numbers.timeout },
      ],
    },
    {
      key: 'queue',
      title: 'Waiting at the port',
      unit: 'bytes',
      series: [...numbers.queues].map(([name, points]) => ({ name, shape: 'steps', points })),
    },
    {
      key: 'throughput',
      title: 'Throughput',
      unit: 'bits/s',
      series: [{ name: `sent by ${choice.device}`, shape: 'steps', points: numbers.throughput }],
    },
  ];
  return plots
    .map((plot) => ({
      ...plot,
      series: plot.series
        .filter(({ points }) => points.length > 0)
        .map((series) => ({ ...series, points: thinned(series.points) })),
    }))
    .filter(({ series }) => series.length > 0);
}

function collect(events: readonly NetworkEvent[], { device, socket, from, until }: PlotChoice) {
  const numbers = {
    sent: [] as Point[],
    again: [] as Point[],
    acknowledged: [] as Point[],
    window: [] as Point[],
    threshold: [] as Point[],
    flight: [] as Point[],
    rtt: [] as Point[],
    timeout: [] as Point[],
    queues: new Map<string, Point[]>(),
    throughput: [] as Point[],
  };
  const end = countUntil(events, until);
  const chosen = socket ?? lastSampled(events, end, device);
  const flow = flowOfSocket(events, end, device, chosen);
  const stretch = Math.max(1, (until - from) / stretches);
  const bits = new Float64Array(stretches);
  let first: number | null = null;
  let highest = 0;
  for (let at = 0; at < end; at += 1) {
    const event = events[at];
    if (!event) break;
    if (event.kind === 'tcp.sampled' && event.device === device && event.socket === chosen && event.at >= from) {
      numbers.window.push({ x: event.at, y: event.congestionWindow });
      // Before the first loss it is "as high as can be" (RFC 5681 §3.1), which is no place on a drawing.
      if (event.slowStartThreshold < 2 ** 30) numbers.threshold.push({ x: event.at, y: event.slowStartThreshold });
      numbers.flight.push({ x: event.at, y: event.flight });
      if (event.smoothedRtt !== null) numbers.rtt.push({ x: event.at, y: event.smoothedRtt });
      numbers.timeout.push({ x: event.at, y: event.retransmissionTimeout });
    }
    if (event.kind !== 'frame.sent') continue;
    if (event.at >= from && deviceOf(event.from) === device) {
      const queue = numbers.queues.get(event.from) ?? [];
      queue.push({ x: event.at, y: event.queued });
      numbers.queues.set(event.from, queue);
      const place = Math.min(stretches - 1, Math.floor((event.at - from) / stretch));
      bits[place] = (bits[place] ?? 0) + event.bytes.length * 8;
    }
    const outward = deviceOf(event.from) === device;
    if (!outward && deviceOf(event.to) !== device) continue;
    const { segment } = glanceAt(event.bytes);
    if (
      !segment ||
      (flow !== null && flow !== (outward ? segment.from : segment.to) + (outward ? segment.to : segment.from))
    )
      continue;
    if (outward) {
      const takes = segment.length + (segment.syn ? 1 : 0) + (segment.fin ? 1 : 0);
      if (takes === 0) continue;
      first ??= segment.sequence;
      const last = ((segment.sequence - first) | 0) + takes;
      const repeated = last <= highest;
      highest = Math.max(highest, last);
      if (event.at >= from) (repeated ? numbers.again : numbers.sent).push({ x: event.at, y: last });
    } else if (segment.ack && first !== null && event.arrives <= until && event.arrives >= from) {
      numbers.acknowledged.push({ x: event.arrives, y: (segment.acknowledgment - first) | 0 });
    }
  }
  if (bits.some((count) => count > 0))
    bits.forEach((count, place) => {
      numbers.throughput.push({ x: from + place * stretch, y: (count * 1e9) / stretch });
    });
  return numbers;
}

function lastSampled(events: readonly NetworkEvent[], end: number, device: string): number | null {
  for (let at = end - 1; at >= 0; at -= 1) {
    const event = events[at];
    if (event?.kind === 'tcp.sampled' && event.device === device) return event.socket;
  }
  return null;
}

/** Both ends as one text, as the sender's segments carry them. */
function flowOfSocket(
  events: readonly NetworkEvent[],
  end: number,
  device: string,
  socket: number | null,
): string | null {
  if (socket === null) return null;
  for (let at = end - 1; at >= 0; at -= 1) {
    const event = events[at];
    if (event?.kind === 'socket.changed' && event.device === device && event.socket === socket && event.remote)
      return event.local + event.remote;
  }
  return null;
}

function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= pointsShown) return points;
  const step = (points.length * 2) / pointsShown;
  const kept: Point[] = [];
  for (let at = 0; at < points.length; at += step) {
    const part = points.slice(Math.floor(at), Math.floor(at + step));
    const lowest = part.reduce((best, point) => (point.y < best.y ? point : best), part[0] as Point);
    const highest = part.reduce((best, point) => (point.y >= best.y ? point : best), part[0] as Point);
    kept.push(...(lowest === highest ? [lowest] : lowest.x <= highest.x ? [lowest, highest] : [highest, lowest]));
  }
  return kept;
}

/** Sockets of TCP that have numbers to plot, by `until`: device and socket with its two ends. */
export function plotted(
  events: readonly NetworkEvent[],
  until: number,
): readonly { readonly device: string; readonly socket: number; readonly ends: string }[] {
  const ends = new Map<string, string>();
  const found = new Map<string, { device: string; socket: number; ends: string }>();
  const end = countUntil(events, until);
  for (let at = 0; at < end; at += 1) {
    const event = events[at];
    if (event?.kind === 'socket.changed' && event.remote) {
      ends.set(`${event.device} ${event.socket}`, `${event.local} → ${event.remote}`);
    } else if (event?.kind === 'tcp.sampled') {
      const key = `${event.device} ${event.socket}`;
      if (!found.has(key))
        found.set(key, { device: event.device, socket: event.socket, ends: ends.get(key) ?? `socket ${event.socket}` });
    }
  }
  return [...found.values()];
}
