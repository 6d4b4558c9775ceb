import { flagFin } from '../../wire/tcp.ts';
import { emitReset } from './emit.ts';
import { enterTimeWait, finish, move } from './life.ts';
import type { IncomingSegment } from './segment.ts';
import { positionOf } from './sequence.ts';
import { mayReceiveText } from './state.ts';
import { notice, type Tcb } from './tcb.ts';

/**
 * Sixth to eighth check of RFC 9293 §3.10.7.4: URG, text, FIN. Urgent data is read like any other: RFC 6093 §6 advises
 * programs against the mechanism.
 */
export function takeText(tcb: Tcb, segment: IncomingSegment): void {
  if (segment.length === 0) return;
  if (!mayReceiveText(tcb.state)) {
    // A FIN came before, so this can only be an old one again: acknowledge it, and TIME-WAIT starts over.
    tcb.ackNow = true;
    if (tcb.state === 'TIME-WAIT' && segment.has(flagFin)) tcb.timeWaitTimer.set(2 * tcb.segmentLifetime);
    return;
  }
  const start = positionOf(segment.sequence, tcb.initialReceive, tcb.receiveNext);
  const { payload, end, bytes } = segment;
  if (end > payload) {
    if (tcb.abandoned && start + end - payload > tcb.receiveNext) return refuseText(tcb);
    const edge = Math.min(end, payload + tcb.windowEdge - start);
    takeBytes(tcb, start, bytes, payload, edge);
    // Where the window cut something off, the FIN was cut off with it.
    if (edge < end) {
      segment.flags &= ~flagFin;
      tcb.ackNow = true;
    }
  }
  if (segment.has(flagFin)) {
    tcb.finAt = start + (end - payload);
    tcb.ackNow = true;
  }
  if (tcb.input.next === tcb.finAt) takeFin(tcb);
}

function takeBytes(tcb: Tcb, start: number, bytes: Uint8Array, from: number, to: number): void {
  const gapBefore = tcb.input.islandCount > 0;
  const readable = to > from ? tcb.input.take(start, bytes, from, to) : 0;
  tcb.receiveNext = tcb.input.next;
  // RFC 5681 §4.2: at once when it is out of order, and when it fills a gap.
  if (gapBefore || readable === 0) tcb.ackNow = true;
  tcb.unacknowledgedSegments += 1;
  if (readable > 0) tcb.notices |= notice.readable;
}

/** RFC 9293 §3.10.7.4: data for a program that has gone. RFC 1122 §4.2.2.13: the peer must learn that it is lost. */
function refuseText(tcb: Tcb): void {
  emitReset(tcb);
  finish(tcb, 'ABORT', 'rst', 'local', 'data arrived after close()');
}

function takeFin(tcb: Tcb): void {
  tcb.finReceived = true;
  tcb.firstFin ??= 'remote';
  tcb.receiveNext = tcb.input.next + 1;
  tcb.ackNow = true;
  tcb.notices |= notice.readable;
  move(tcb, 'FIN arrived');
  if (tcb.state === 'TIME-WAIT') enterTimeWait(tcb);
}
