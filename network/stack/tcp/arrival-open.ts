import { flagAck, flagRst, flagSyn } from '../../wire/tcp.ts';
import { Congestion } from './congestion.ts';
import { emitResetFor, emitSyn } from './emit.ts';
import { finish, move } from './life.ts';
import type { IncomingSegment } from './segment.ts';
import { positionOf } from './sequence.ts';
import { defaultSegment, notice, plainHeaders, type Tcb, timestampBytes } from './tcb.ts';
import { armTimer } from './transmit.ts';

/** RFC 7323 §2.3: a larger shift is taken for this. */
const mostShift = 14;

/** LISTEN: a SYN arrived for a new TCB. RFC 9293 §3.10.7.2, third check. */
export function arrivalInListen(tcb: Tcb, segment: IncomingSegment): void {
  acceptSyn(tcb, segment);
  move(tcb, 'SYN arrived');
  tcb.sendNext = 1;
  emitSyn(tcb);
  tcb.retransmissionTimer.set(tcb.timeout.value);
}

/** SYN-SENT: RFC 9293 §3.10.7.3. */
export function arrivalInSynSent(tcb: Tcb, segment: IncomingSegment): void {
  const acked = segment.has(flagAck);
  if (acked && positionOf(segment.acknowledgment, tcb.initialSend, tcb.sendNext) !== 1) {
    emitResetFor(tcb.owner.ip, segment);
    return;
  }
  if (segment.has(flagRst)) {
    // Only an RST that acknowledges our SYN can be the answer to it.
    if (acked) finish(tcb, 'RST arrived', 'refused', 'remote', 'RST arrived: connection refused');
    return;
  }
  if (!segment.has(flagSyn)) return;
  acceptSyn(tcb, segment);
  if (acked) {
    tcb.sendUnacknowledged = 1;
    noteWindow(tcb, segment, segment.window);
    move(tcb, 'SYN and ACK arrived');
    if (tcb.synTries === 0) tcb.timeout.measured(tcb.now - tcb.timedSince);
    tcb.ackNow = true;
    handshakeDone(tcb);
  } else {
    // Both have called each other at once: RFC 9293 §3.5, figure 7.
    move(tcb, 'SYN arrived', 'SYN arrived (simultaneous open)');
    emitSyn(tcb);
  }
}

/** Takes the peer's sequence number and agrees on the options both want. RFC 7323 §2.2, §3.2; RFC 2018 §2. */
function acceptSyn(tcb: Tcb, segment: IncomingSegment): void {
  const { options } = segment;
  tcb.initialReceive = segment.sequence;
  tcb.receiveNext = 1;
  tcb.windowEdge = 1 + Math.min(65_535, tcb.receiveCapacity);
  tcb.sack &&= options.sackPermitted;
  tcb.timestamps &&= options.timestamps;
  tcb.windowScale &&= options.windowScale >= 0;
  if (tcb.timestamps) {
    tcb.timestampRecent = options.timestampValue;
    tcb.timestampRecentAt = tcb.now;
  }
  if (tcb.windowScale) tcb.sendShift = Math.min(mostShift, options.windowScale);
  else tcb.receiveShift = 0;
  tcb.peerSegment = options.mss >= 0 ? options.mss : defaultSegment;
  sizeSegments(tcb);
}

/** RFC 9293 §3.7.1: what the peer takes, what the path carries, less our options. At least a little, whatever they say. */
export function sizeSegments(tcb: Tcb): void {
  const path = tcb.owner.ip.mtuTo(tcb.remote.address) - plainHeaders;
  tcb.segment = Math.max(leastSegment, Math.min(tcb.peerSegment, path) - (tcb.timestamps ? timestampBytes : 0));
  tcb.congestion.segment = tcb.segment;
}

/** A peer (or a forged ICMP) that asks for segments of one byte would make us the flood: Linux's TCP_MIN_SND_MSS, bytes. */
const leastSegment = 48;

/** SND.WND, SND.WL1, SND.WL2. RFC 9293 §3.10.7.4, fifth check. @param window bytes */
export function noteWindow(tcb: Tcb, segment: IncomingSegment, window: number): void {
  tcb.sendWindow = window;
  tcb.sendWindowMost = Math.max(tcb.sendWindowMost, window);
  tcb.windowUpdateSequence = positionOf(segment.sequence, tcb.initialReceive, tcb.receiveNext);
  tcb.windowUpdateAcknowledgment = positionOf(segment.acknowledgment, tcb.initialSend, tcb.sendNext);
}

/** ESTABLISHED is reached. */
export function handshakeDone(tcb: Tcb): void {
  const synLost = tcb.synTries > 0;
  tcb.congestion = new Congestion(tcb.segment, synLost);
  tcb.timeout.handshakeDone(synLost);
  tcb.unanswered = 0;
  tcb.timedEnd = -1;
  tcb.notices |= notice.established;
  // A CLOSE that came before waits until now: RFC 9293 §3.10.4.
  if (tcb.finQueued) move(tcb, 'CLOSE', 'close()');
  tcb.retransmissionTimer.stop();
  armTimer(tcb);
  if (tcb.keepAlive > 0) tcb.keepAliveTimer.set(tcb.keepAlive);
}
