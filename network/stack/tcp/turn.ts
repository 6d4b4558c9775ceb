import { emitAck } from './emit.ts';
import { notice, type Tcb } from './tcb.ts';
import { transmit } from './transmit.ts';
import { ackDelay } from './window.ts';

/**
 * Ends what a segment, a timer or the program has begun: the program is told, what may be sent is sent, and only what
 * is not acknowledged by then gets an ACK of its own. So an answer carries the ACK of its question.
 */
export function settle(tcb: Tcb): void {
  if (tcb.busy) return;
  tcb.busy = true;
  try {
    do {
      tell(tcb);
      transmit(tcb);
    } while (tcb.notices !== 0);
  } finally {
    tcb.busy = false;
  }
  if (tcb.state === 'CLOSED') return;
  // Every second segment, and never later than `ackDelay`: RFC 9293 §3.8.6.3.
  if (tcb.ackNow || tcb.unacknowledgedSegments >= (tcb.delayedAck ? 2 : 1)) emitAck(tcb);
  else if (tcb.unacknowledgedSegments > 0 && !tcb.delayedAckTimer.running) tcb.delayedAckTimer.set(ackDelay);
  if (tcb.owner.world.trace) sample(tcb);
}

function tell(tcb: Tcb): void {
  const { notices } = tcb;
  if (notices === 0) return;
  tcb.notices = 0;
  if (notices & notice.established) tcb.user.established?.();
  if (notices & notice.readable) tcb.user.readable?.();
  if (notices & notice.writable) tcb.user.writable?.();
  if (notices & notice.closed && tcb.ending) tcb.user.closed?.(tcb.ending.end, tcb.ending.by);
}

/** The numbers behind the plots, when one of them has changed. */
function sample(tcb: Tcb): void {
  const numbers = {
    congestionWindow: tcb.congestion.window,
    slowStartThreshold: tcb.congestion.threshold,
    flight: tcb.flight,
    sendWindow: tcb.sendWindow,
    smoothedRtt: tcb.timeout.smoothed === null ? null : Math.round(tcb.timeout.smoothed),
    retransmissionTimeout: Math.round(tcb.timeout.value),
  };
  const key = Object.values(numbers).join();
  if (key === tcb.sample) return;
  tcb.sample = key;
  const { world, device } = tcb.owner;
  world.trace?.({ at: world.clock.now, kind: 'tcp.sampled', device, socket: tcb.id, ...numbers });
}
