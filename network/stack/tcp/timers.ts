import { second } from '../../time/clock.ts';
import { flagAck } from '../../wire/tcp.ts';
import { emit, emitAck } from './emit.ts';
import { finish } from './life.ts';
import { isSynchronized } from './state.ts';
import type { Tcb, TimerName } from './tcb.ts';
import { armTimer, retransmit, tellRetransmission, transmit } from './transmit.ts';
import { settle } from './turn.ts';

/** Linux's tcp_syn_retries: with 1, 2, 4 … s between them 127 s in all; RFC 9293 §3.8.3 asks for 3 minutes. */
const synRetries = 6;
/** Linux's tcp_synack_retries: 63 s in all. */
const synAckRetries = 5;
/** R2 of RFC 9293 §3.8.3 (at least 100 s) as Linux's tcp_retries2 has it: about a quarter of an hour. */
const mostUnanswered = 15;
/** Linux's tcp_keepalive_intvl and tcp_keepalive_probes. */
const keepAliveInterval = 75 * second;
const keepAliveProbes = 9;

/** RFC 9293 §3.10.8. */
export function expired(tcb: Tcb, timer: TimerName): void {
  if (timer === 'retransmission') retransmissionTimedOut(tcb);
  else if (timer === 'delayed-ack') emitAck(tcb);
  else if (timer === 'time-wait') {
    const waited = tcb.state === 'TIME-WAIT';
    finish(tcb, waited ? 'two segment lifetimes passed' : 'user timeout', waited ? 'fin' : 'timeout', 'local');
  } else probePeer(tcb);
  settle(tcb);
}

function retransmissionTimedOut(tcb: Tcb): void {
  if (!isSynchronized(tcb.state) && tcb.sendUnacknowledged === 0) return synTimedOut(tcb);
  tcb.unanswered += 1;
  if (tcb.unanswered > mostUnanswered) return finish(tcb, 'user timeout', 'timeout', 'local', 'no answer (R2)');
  tcb.timeout.backOff();
  if (tcb.sendWindow === 0) probeWindow(tcb);
  else if (tcb.flight === 0) transmit(tcb, true);
  else {
    const { congestion, scoreboard } = tcb;
    congestion.timedOut(tcb.flight, tcb.sendNext, tcb.unanswered === 1);
    scoreboard.loseAll(tcb.sendUnacknowledged, tcb.sendNext);
    tcb.duplicates = 0;
    transmit(tcb);
  }
  armTimer(tcb);
}

function synTimedOut(tcb: Tcb): void {
  tcb.synTries += 1;
  if (tcb.synTries > (tcb.passive ? synAckRetries : synRetries))
    return finish(tcb, 'user timeout', 'timeout', 'local', 'no answer to SYN');
  tcb.timeout.backOff();
  retransmit(tcb, 0, 'syn');
  tcb.retransmissionTimer.set(tcb.timeout.value);
}

/** One octet beyond a closed window, so that the peer says whether it has opened. RFC 9293 §3.8.6.1. */
function probeWindow(tcb: Tcb): void {
  if (tcb.flight === 0) {
    tcb.sendNext += 1;
    tcb.probing = true;
  }
  retransmit(tcb, tcb.sendUnacknowledged, 'zero-window-probe', 1);
}

/** RFC 9293 §3.8.4: an octet that was acknowledged long ago, without data, to which a living peer answers. */
function probePeer(tcb: Tcb): void {
  if (!isSynchronized(tcb.state)) return;
  if (tcb.keepAliveProbes >= keepAliveProbes)
    return finish(tcb, 'user timeout', 'timeout', 'local', 'keep-alive unanswered');
  tcb.keepAliveProbes += 1;
  tellRetransmission(tcb, tcb.sendUnacknowledged - 1, 0, 'keep-alive');
  emit(tcb, tcb.sendUnacknowledged - 1, 0, flagAck);
  tcb.keepAliveTimer.set(keepAliveInterval);
}
