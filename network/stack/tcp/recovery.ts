import { duplicateThreshold } from './sack.ts';
import type { IncomingSegment } from './segment.ts';
import { positionOf } from './sequence.ts';
import type { Tcb } from './tcb.ts';
import { retransmit } from './transmit.ts';

/** Notes the segment's SACK blocks. @returns true when one tells something new */
export function readSack(tcb: Tcb, segment: IncomingSegment): boolean {
  const { sack, sackBlocks } = segment.options;
  let news = false;
  for (let block = 0; block < sackBlocks; block += 1) {
    const left = positionOf(sack[2 * block] ?? 0, tcb.initialSend, tcb.sendUnacknowledged);
    const right = positionOf(sack[2 * block + 1] ?? 0, tcb.initialSend, tcb.sendUnacknowledged);
    // What is acknowledged (D-SACK, RFC 2883), empty, backwards or never sent tells nothing about losses.
    if (left < tcb.sendUnacknowledged || right <= left || right > tcb.sendNext) continue;
    if (tcb.scoreboard.add(left, right)) news = true;
  }
  return news;
}

/** An ACK that acknowledges nothing new while something is under way. RFC 5681 §3.2, RFC 6675 §5. */
export function duplicate(tcb: Tcb): void {
  const { congestion, scoreboard } = tcb;
  tcb.duplicates += 1;
  if (congestion.phase === 'fast-recovery') {
    if (!tcb.sack) return congestion.inflate();
    scoreboard.findLost(tcb.segment);
    return repairRepair(tcb);
  }
  // RFC 6582 §3.2 step 2: duplicates of what a timeout has sent again prove no new loss.
  if (tcb.sendUnacknowledged <= congestion.recoveryPoint && congestion.recoveryPoint > 0) return;
  if (tcb.sack) scoreboard.findLost(tcb.segment);
  const lost = tcb.sack && scoreboard.lostBelow > tcb.sendUnacknowledged;
  if (lost || tcb.duplicates >= duplicateThreshold) recover(tcb);
}

function recover(tcb: Tcb): void {
  const { congestion, scoreboard, sendUnacknowledged, sendNext } = tcb;
  congestion.lossDetected(tcb.flight, sendNext, tcb.sack);
  tcb.rescuedBelow = 0;
  // The first one goes at once, whatever the window says: RFC 5681 §3.2 step 3, RFC 6675 §5 step 4.3.
  const after = retransmit(tcb, sendUnacknowledged, 'fast');
  if (tcb.sack) {
    scoreboard.lostBelow = Math.max(scoreboard.lostBelow, after);
    scoreboard.resentBelow = after;
    tcb.repairedAt = sendNext;
  }
  tcb.retransmissionTimer.stop();
}

/**
 * The retransmission itself was lost: three segments that were first sent after it have arrived, and it has not. RFC 6675
 * leaves this to a timeout; this is the idea of RFC 8985 (what was sent later has arrived), for the first gap only.
 */
function repairRepair(tcb: Tcb): void {
  const { scoreboard, sendUnacknowledged } = tcb;
  if (sendUnacknowledged >= scoreboard.resentBelow) return;
  if (scoreboard.highest < tcb.repairedAt + duplicateThreshold * tcb.segment) return;
  retransmit(tcb, sendUnacknowledged, 'sack');
  tcb.repairedAt = tcb.sendNext;
}

/** `bytes` of new data were acknowledged; `flight` was under way before. */
export function progress(tcb: Tcb, bytes: number, flight: number): void {
  const { congestion, scoreboard, sendUnacknowledged } = tcb;
  tcb.duplicates = 0;
  scoreboard.acknowledge(sendUnacknowledged);
  if (congestion.phase !== 'open' && sendUnacknowledged >= congestion.recoveryPoint) {
    if (congestion.phase === 'fast-recovery') return congestion.recovered(tcb.flight, tcb.sack);
    congestion.recovered(tcb.flight, tcb.sack);
  }
  if (congestion.phase !== 'fast-recovery') return congestion.acknowledged(bytes, flight);
  if (tcb.sack) {
    tcb.repairedAt = tcb.sendNext;
    return scoreboard.findLost(tcb.segment);
  }
  // A partial ACK: the next hole begins there. RFC 6582 §3.2 step 3.
  retransmit(tcb, sendUnacknowledged, 'fast');
  congestion.partiallyAcknowledged(bytes);
}
