import { glanceAt } from '../../lab/views/glance.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';

/** A sender at one moment: what it has, what is under way, and what it may. All in bytes but `at`, virtual ns. */
export interface WindowMoment {
  readonly at: number;
  /** Acknowledged: from the first byte of the stream to here. */
  readonly acknowledged: number;
  readonly flight: number;
  readonly congestionWindow: number;
  readonly receiveWindow: number;
}

/** The moments of the connection of `device` that was sampled last, oldest first. */
export function windowMoments(events: readonly NetworkEvent[], device: string): readonly WindowMoment[] {
  const last = events.findLast((event) => event.kind === 'tcp.sampled' && event.device === device);
  if (last?.kind !== 'tcp.sampled') return [];
  const { socket } = last;
  const named = events.findLast(
    (event) => event.kind === 'socket.changed' && event.device === device && event.socket === socket && event.remote,
  );
  if (named?.kind !== 'socket.changed') return [];
  const acks = acknowledgments(events, device, { local: named.local, remote: named.remote ?? '' });
  const moments: WindowMoment[] = [];
  let next = 0;
  let acknowledged = 0;
  for (const event of events) {
    if (event.kind !== 'tcp.sampled' || event.device !== device || event.socket !== socket) continue;
    for (let ack = acks[next]; ack !== undefined && ack.at <= event.at; ack = acks[++next])
      acknowledged = Math.max(acknowledged, ack.bytes);
    const { at, flight, congestionWindow, sendWindow } = event;
    moments.push({ at, acknowledged, flight, congestionWindow, receiveWindow: sendWindow });
  }
  return moments;
}

/** When each acknowledgment of the other end arrived, and how many bytes it covers. */
function acknowledgments(
  events: readonly NetworkEvent[],
  device: string,
  { local, remote }: { readonly local: string; readonly remote: string },
) {
  let begin: number | null = null;
  const acks: { at: number; bytes: number }[] = [];
  for (const event of events) {
    // On its own cable, where it comes and goes; elsewhere it is the same segment a little earlier or later.
    if (event.kind !== 'frame.sent' || !(isAt(event.from, device) || isAt(event.to, device))) continue;
    const { segment } = glanceAt(event.bytes);
    if (segment === null) continue;
    if (segment.from === local && segment.to === remote && segment.syn) begin = segment.sequence;
    if (segment.from !== remote || segment.to !== local || !segment.ack || begin === null) continue;
    // The SYN takes one number.
    acks.push({ at: event.arrives, bytes: Math.max(0, ((segment.acknowledgment - begin) >>> 0) - 1) });
  }
  return acks.sort((one, other) => one.at - other.at);
}

const isAt = (point: string, device: string): boolean => point.startsWith(`${device}:`);

/** Which of the two windows holds the sender back: the smaller one. */
export const ruling = ({ congestionWindow, receiveWindow }: WindowMoment): 'road' | 'reader' =>
  receiveWindow < congestionWindow ? 'reader' : 'road';
