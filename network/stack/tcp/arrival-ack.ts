import { millisecond } from '../../time/clock.ts';
import { flagAck, flagFin, flagSyn } from '../../wire/tcp.ts';
import { challenge } from './arrival-checks.ts';
import { handshakeDone, noteWindow } from './arrival-open.ts';
import { emitResetFor } from './emit.ts';
import { enterTimeWait, finish, move } from './life.ts';
import { duplicate, progress, readSack } from './recovery.ts';
import type { IncomingSegment } from './segment.ts';
import { distance, positionOf } from './sequence.ts';
import { notice, type Tcb } from './tcb.ts';

/**
 * Linux's tcp_fin_timeout: how long a program that is gone waits for the peer's FIN (RFC 9293 has no limit). ns
 */
const orphanTimeout = 60_000 * millisecond;

/** Fifth check of RFC 9293 §3.10.7.4. @returns true when the segment may go on to its text */
export function passesAck(tcb: Tcb, segment: IncomingSegment): boolean {
  if (!segment.has(flagAck)) return false;
  const ack = positionOf(segment.acknowledgment, tcb.initialSend, tcb.sendNext);
  if (tcb.sendUnacknowledged === 0 && !passesAckOfSyn(tcb, segment, ack)) return false;
  // RFC 5961 §5: not what we have not sent, not older than the largest window.
  if (ack > tcb.sendNext || ack < tcb.sendUnacknowledged - tcb.sendWindowMost) {
    challenge(tcb);
    return false;
  }
  tcb.unanswered = 0;
  if (tcb.keepAlive > 0) {
    tcb.keepAliveProbes = 0;
    tcb.keepAliveTimer.set(tcb.keepAlive);
  }
  const sackNews = tcb.sack && segment.options.sackBlocks > 0 && readSack(tcb, segment);
  const window = tcb.sendWindow;
  if (ack >= tcb.sendUnacknowledged) updateWindow(tcb, segment, ack);
  if (ack > tcb.sendUnacknowledged) acknowledged(tcb, segment, ack);
  else if (sackNews || isDuplicate(tcb, segment, ack, window)) duplicate(tcb);
  return tcb.state !== 'CLOSED';
}

/** SYN-RECEIVED: the third step of the handshake. */
function passesAckOfSyn(tcb: Tcb, segment: IncomingSegment, ack: number): boolean {
  if (ack < 1 || ack > tcb.sendNext) {
    emitResetFor(tcb.owner.ip, segment);
    return false;
  }
  // No room in the accept queue: as if it had not come. The peer thinks it is connected, and our SYN,ACK goes again.
  if (tcb.passive && tcb.state === 'SYN-RECV' && !tcb.owner.established(tcb)) return false;
  if (tcb.synTries === 0) tcb.timeout.measured(tcb.now - tcb.timedSince);
  tcb.sendUnacknowledged = 1;
  noteWindow(tcb, segment, segment.has(flagSyn) ? segment.window : segment.window * 2 ** tcb.sendShift);
  move(tcb, 'ACK of SYN arrived');
  handshakeDone(tcb);
  return true;
}

/** RFC 9293 §3.10.7.4: an older segment must not change the window back. */
function updateWindow(tcb: Tcb, segment: IncomingSegment, ack: number): void {
  const start = positionOf(segment.sequence, tcb.initialReceive, tcb.receiveNext);
  const newer =
    tcb.windowUpdateSequence < start || (tcb.windowUpdateSequence === start && tcb.windowUpdateAcknowledgment <= ack);
  if (!newer || segment.has(flagSyn)) return;
  const closed = tcb.sendWindow === 0;
  noteWindow(tcb, segment, segment.window * 2 ** tcb.sendShift);
  if (!closed || tcb.sendWindow === 0) return;
  // The probes' long intervals end with the window's opening; an octet it has not taken goes again with what follows.
  tcb.retransmissionTimer.stop();
  if (tcb.probing && ack === tcb.sendUnacknowledged) tcb.sendNext = ack;
  tcb.probing = false;
}

/** SND.UNA moves. */
function acknowledged(tcb: Tcb, segment: IncomingSegment, ack: number): void {
  const flight = tcb.flight;
  const bytes = ack - tcb.sendUnacknowledged;
  tcb.sendUnacknowledged = ack;
  tcb.probing = false;
  tcb.output.acknowledge(ack);
  measure(tcb, segment, ack);
  progress(tcb, bytes, flight);
  tcb.retransmissionTimer.stop();
  // A third free, as Linux has it: a program that is woken for every segment does little else.
  if (tcb.wantsRoom && tcb.output.free >= tcb.output.capacity / 3) {
    tcb.wantsRoom = false;
    tcb.notices |= notice.writable;
  }
  if (tcb.finQueued && ack > tcb.output.end) finAcknowledged(tcb);
}

/** The round trip: by our own watch, or by the echoed timestamp when the watch was stopped. RFC 6298 §3, RFC 7323 §4. */
function measure(tcb: Tcb, segment: IncomingSegment, ack: number): void {
  if (tcb.timedEnd >= 0) {
    if (ack < tcb.timedEnd) return;
    tcb.timeout.measured(tcb.now - tcb.timedSince);
    tcb.timedEnd = -1;
  } else if (tcb.timestamps && segment.options.timestamps) {
    const elapsed = distance(segment.options.timestampEcho, tcb.timestamp);
    if (elapsed >= 0) tcb.timeout.measured(elapsed * millisecond);
  }
}

/** RFC 5681 §2. What answers a probe of a closed window looks the same and proves no loss. */
const isDuplicate = (tcb: Tcb, segment: IncomingSegment, ack: number, window: number): boolean =>
  ack === tcb.sendUnacknowledged &&
  tcb.flight > 0 &&
  segment.end === segment.payload &&
  !segment.has(flagSyn) &&
  !segment.has(flagFin) &&
  tcb.sendWindow === window &&
  window > 0;

function finAcknowledged(tcb: Tcb): void {
  if (tcb.state === 'LAST-ACK') return finish(tcb, 'ACK of FIN arrived', 'fin', tcb.firstFin ?? 'remote');
  const before = tcb.state;
  move(tcb, 'ACK of FIN arrived');
  if (tcb.state === 'TIME-WAIT' && before !== 'TIME-WAIT') enterTimeWait(tcb);
  if (tcb.state === 'FIN-WAIT-2' && tcb.abandoned) tcb.timeWaitTimer.set(orphanTimeout);
}
