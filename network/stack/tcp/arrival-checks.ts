import { second } from '../../time/clock.ts';
import { flagAck, flagFin, flagRst, flagSyn } from '../../wire/tcp.ts';
import { emitAck, emitSyn } from './emit.ts';
import { finish } from './life.ts';
import type { IncomingSegment } from './segment.ts';
import { distance, positionOf } from './sequence.ts';
import type { Tcb } from './tcb.ts';
import { receiveWindow } from './window.ts';

/** RFC 7323 §5.5: an older TS.Recent may have wrapped. ns */
const timestampLifetime = 24 * 24 * 60 * 60 * second;
/** RFC 5961 §7: at most 10 challenge ACKs in 5 s, counted for each connection so that none tells of another. */
const challengePeriod = 5 * second;
const mostChallenges = 10;

/**
 * First to fourth check of RFC 9293 §3.10.7.4: sequence number (PAWS before it, RFC 7323 §5.3), RST and SYN (both as
 * RFC 5961 hardened them).
 * @returns true when the segment may go on to the fifth
 */
export function passesChecks(tcb: Tcb, segment: IncomingSegment): boolean {
  const start = positionOf(segment.sequence, tcb.initialReceive, tcb.receiveNext);
  if (isOldTimestamp(tcb, segment)) return false;
  if (!isAcceptable(tcb, segment, start)) {
    if (repeatsSyn(tcb, segment, start)) return passesRepeatedSyn(tcb, segment);
    if (!segment.has(flagRst)) answerUnacceptable(tcb, segment);
    return false;
  }
  if (segment.has(flagRst)) {
    passRst(tcb, start);
    return false;
  }
  if (segment.has(flagSyn)) {
    // RFC 9293 fourth check: a half-open passive connection returns to LISTEN, others ask whether it is meant.
    if (tcb.state === 'SYN-RECV' && tcb.passive) finish(tcb, 'RST arrived', 'rst', 'remote', 'SYN in the window');
    else challenge(tcb);
    return false;
  }
  if (tcb.timestamps && segment.options.timestamps) noteTimestamp(tcb, segment, start);
  return true;
}

/** The table of RFC 9293 §3.4, figure 6. */
function isAcceptable(tcb: Tcb, segment: IncomingSegment, start: number): boolean {
  const { receiveNext } = tcb;
  const { length } = segment;
  const window = receiveWindow(tcb);
  const edge = receiveNext + window;
  // A peer that has filled our window sends its ACKs from the edge itself; Linux takes them too.
  if (length === 0) return start >= receiveNext && (start < edge || (start === edge && !segment.has(flagRst)));
  if (window > 0) return start < edge && start + length > receiveNext;
  if (start !== receiveNext || segment.has(flagSyn)) return false;
  // Into a closed window: its ACK counts, its data does not (§3.4, §3.8.6.1).
  segment.end = segment.payload;
  segment.flags &= ~flagFin;
  tcb.ackNow = true;
  return true;
}

/** RFC 7323 §5.3 R1, and §3.2 for a segment that has lost its option. An RST is judged without. */
function isOldTimestamp(tcb: Tcb, segment: IncomingSegment): boolean {
  if (!tcb.timestamps || segment.has(flagRst)) return false;
  if (!segment.options.timestamps) return !segment.has(flagSyn);
  if (distance(tcb.timestampRecent, segment.options.timestampValue) >= 0) return false;
  if (tcb.now - tcb.timestampRecentAt > timestampLifetime) return false;
  answerUnacceptable(tcb, segment);
  return true;
}

/** RFC 7323 §4.3: the timestamp to echo is that of the segment that moved the left edge. */
function noteTimestamp(tcb: Tcb, segment: IncomingSegment, start: number): void {
  if (start > tcb.lastAckSent || distance(tcb.timestampRecent, segment.options.timestampValue) < 0) return;
  tcb.timestampRecent = segment.options.timestampValue;
  tcb.timestampRecentAt = tcb.now;
}

/** An ACK tells what we expect. One without data or FIN could itself be such an answer: then not too often. */
function answerUnacceptable(tcb: Tcb, segment: IncomingSegment): void {
  if (tcb.state === 'TIME-WAIT' && segment.has(flagFin)) tcb.timeWaitTimer.set(2 * tcb.segmentLifetime);
  if (segment.length > 0) tcb.ackNow = true;
  else challenge(tcb);
}

/** In SYN-RECEIVED: the SYN that we have had already. */
const repeatsSyn = (tcb: Tcb, segment: IncomingSegment, start: number): boolean =>
  tcb.state === 'SYN-RECV' && start === 0 && segment.has(flagSyn) && !segment.has(flagRst);

/** With the ACK of ours it completes a simultaneous open (RFC 9293 figure 7); alone, it did not hear our SYN,ACK. */
function passesRepeatedSyn(tcb: Tcb, segment: IncomingSegment): boolean {
  if (segment.has(flagAck)) {
    tcb.ackNow = true;
    return true;
  }
  emitSyn(tcb);
  return false;
}

/** Second check: exactly at RCV.NXT it is believed, elsewhere in the window it is asked for again. RFC 5961 §3. */
function passRst(tcb: Tcb, start: number): void {
  if (start !== tcb.receiveNext) return challenge(tcb);
  const done = tcb.state === 'CLOSING' || tcb.state === 'LAST-ACK' || tcb.state === 'TIME-WAIT';
  if (done && tcb.finReceived) return finish(tcb, 'RST arrived', 'rst', 'remote');
  const refused = tcb.state === 'SYN-RECV' && !tcb.passive;
  finish(tcb, 'RST arrived', refused ? 'refused' : 'rst', 'remote');
}

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>: a true peer will answer with an RST that fits. RFC 5961. */
export function challenge(tcb: Tcb): void {
  if (tcb.now - tcb.challengesSince > challengePeriod) {
    tcb.challengesSince = tcb.now;
    tcb.challenges = 0;
  }
  tcb.challenges += 1;
  if (tcb.challenges <= mostChallenges) emitAck(tcb);
}
