import type { NetworkFact } from '../../trace/event.ts';
import { emitData, emitSyn, sackBytes } from './emit.ts';
import { maySendText } from './state.ts';
import type { Tcb } from './tcb.ts';
import { sendable } from './window.ts';

/** Sends all that the windows allow: first what is lost, then what is new. RFC 6675 §5 step C. */
export function transmit(tcb: Tcb, override = false): void {
  if (!maySendText(tcb.state)) return;
  if (tcb.flight === 0 && tcb.sendNext < tcb.output.end && tcb.now - tcb.lastSent > tcb.timeout.value)
    tcb.congestion.restart();
  let forced = override;
  while (sendOne(tcb, forced)) forced = false;
  armTimer(tcb);
}

/** The retransmission timer runs while something is under way, or waits for a window (then it is a probe's timer). */
export function armTimer(tcb: Tcb): void {
  const waits = tcb.sendNext < tcb.output.end + (tcb.finQueued ? 1 : 0) && maySendText(tcb.state);
  if (tcb.flight > 0 || waits) {
    if (!tcb.retransmissionTimer.running) tcb.retransmissionTimer.set(tcb.timeout.value);
  } else tcb.retransmissionTimer.stop();
}

/** @returns true when a segment went out and another may follow */
function sendOne(tcb: Tcb, override: boolean): boolean {
  const { scoreboard, congestion, segment } = tcb;
  const pipe = scoreboard.pipe(tcb.sendUnacknowledged, tcb.sendNext);
  let room = congestion.window - pipe;
  const lost = scoreboard.nextLost(tcb.sendUnacknowledged);
  if (lost >= 0) {
    if (room < segment && pipe > 0) return false;
    scoreboard.resentBelow = retransmit(tcb, lost, congestion.phase === 'after-timeout' ? 'timeout' : 'sack');
    return true;
  }
  // RFC 3042: two segments more for the first two duplicate ACKs. With SACK, `pipe` has them already.
  if (!tcb.sack && congestion.phase === 'open') room += Math.min(2, tcb.duplicates) * segment;
  if (sendNew(tcb, room, pipe, override)) return true;
  if (congestion.phase !== 'fast-recovery' || !tcb.sack || room < segment) return false;
  return sendAnyMissing(tcb);
}

/** New data, and the FIN when its turn has come. */
function sendNew(tcb: Tcb, room: number, pipe: number, override: boolean): boolean {
  const { output } = tcb;
  const available = output.end - tcb.sendNext;
  if (available < 0 || (available === 0 && !tcb.finQueued)) return false;
  const most = tcb.segment - sackBytes(tcb);
  if (Math.min(available, most) > room && pipe > 0) return false;
  if (available === 0) {
    // The FIN is an octet of the sequence space and needs a place in the window like any other.
    if (tcb.sendWindow - tcb.flight < 1) return false;
    sendFresh(tcb, 0, true);
    return true;
  }
  const length = sendable(tcb, available, most, override);
  if (length === 0) return false;
  sendFresh(tcb, length, length === available && tcb.finQueued && tcb.sendWindow - tcb.flight > length);
  return true;
}

function sendFresh(tcb: Tcb, length: number, withFin: boolean): void {
  const position = tcb.sendNext;
  tcb.sendNext = position + length + (withFin ? 1 : 0);
  if (tcb.timedEnd < 0) {
    tcb.timedEnd = tcb.sendNext;
    tcb.timedSince = tcb.now;
  }
  emitData(tcb, position, length, withFin);
}

/** RFC 6675 §4 NextSeg() rules 3 and 4: there is room and nothing better to send. */
function sendAnyMissing(tcb: Tcb): boolean {
  const { scoreboard, sendUnacknowledged, sendNext, segment } = tcb;
  const missing = scoreboard.nextMissing(sendUnacknowledged);
  if (missing >= 0) {
    scoreboard.resentBelow = retransmit(tcb, missing, 'sack');
    return true;
  }
  if (tcb.rescuedBelow > sendUnacknowledged) return false;
  tcb.rescuedBelow = tcb.congestion.recoveryPoint;
  const last = Math.max(sendUnacknowledged, scoreboard.highest, sendNext - segment);
  if (last < sendNext) retransmit(tcb, last, 'sack');
  return false;
}

/**
 * Sends again what begins at `position`: up to a segment, up to what has arrived, and the FIN where it belongs.
 * @param most bytes; a segment unless said
 * @returns the position after it
 */
export function retransmit(
  tcb: Tcb,
  position: number,
  why: 'timeout' | 'fast' | 'sack' | 'zero-window-probe' | 'syn',
  most = tcb.segment - sackBytes(tcb),
): number {
  // Karn: the ACK that comes now could be for either copy. RFC 6298 §3.
  tcb.timedEnd = -1;
  const { output, sendNext } = tcb;
  const syn = position === 0;
  const limit = Math.min(tcb.scoreboard.gapEnd(position, sendNext), position + most, output.end);
  const length = syn ? 0 : Math.max(0, limit - position);
  const withFin = !syn && tcb.finQueued && position + length === output.end && sendNext > output.end;
  tellRetransmission(tcb, position, length, withFin && length === 0 ? 'fin' : why);
  if (syn) emitSyn(tcb);
  else emitData(tcb, position, length, withFin);
  return position + length + (syn || withFin ? 1 : 0);
}

type Why = Extract<NetworkFact, { kind: 'tcp.retransmitted' }>['why'];

/** @param position of the first byte that goes again */
export function tellRetransmission(tcb: Tcb, position: number, length: number, why: Why): void {
  const { world, device } = tcb.owner;
  world.trace?.({
    at: world.clock.now,
    kind: 'tcp.retransmitted',
    device,
    socket: tcb.id,
    sequence: (tcb.initialSend + position) >>> 0,
    length,
    why,
  });
}
