import type { Endpoint } from '../endpoint.ts';
import type { TcpSocket, TcpState, TcpUser } from '../sockets.ts';
import { passesAck } from './arrival-ack.ts';
import { passesChecks } from './arrival-checks.ts';
import { arrivalInListen, arrivalInSynSent } from './arrival-open.ts';
import { takeText } from './arrival-text.ts';
import { emitAck, emitReset, emitSyn } from './emit.ts';
import { finish, move } from './life.ts';
import type { IncomingSegment } from './segment.ts';
import { isSynchronized } from './state.ts';
import type { Tcb } from './tcb.ts';
import { settle } from './turn.ts';
import { isWorthTelling } from './window.ts';

const nothing = new Uint8Array(0);

/** The user calls of RFC 9293 §3.10.2 to §3.10.6 and the arrivals of §3.10.7, over one transmission control block. */
export class Connection implements TcpSocket {
  readonly tcb: Tcb;

  constructor(tcb: Tcb) {
    this.tcb = tcb;
  }

  get id(): number {
    return this.tcb.id;
  }

  get state(): TcpState {
    return this.tcb.state;
  }

  get local(): Endpoint {
    return this.tcb.local;
  }

  get remote(): Endpoint {
    return this.tcb.remote;
  }

  get user(): TcpUser {
    return this.tcb.user;
  }

  set user(user: TcpUser) {
    this.tcb.user = user;
  }

  get receiveQueue(): number {
    return this.tcb.input.readable;
  }

  get sendQueue(): number {
    return this.tcb.output.length;
  }

  get finished(): boolean {
    return this.tcb.finReceived;
  }

  /** Active OPEN. */
  open(): void {
    const { tcb } = this;
    move(tcb, 'active OPEN', 'connect()');
    tcb.sendNext = 1;
    tcb.timedSince = tcb.now;
    emitSyn(tcb);
    tcb.retransmissionTimer.set(tcb.timeout.value);
  }

  /** Passive OPEN, and the SYN that ended the wait. */
  openPassively(segment: IncomingSegment): void {
    this.tcb.timedSince = this.tcb.now;
    arrivalInListen(this.tcb, segment);
    settle(this.tcb);
  }

  /** RFC 9293 §3.10.7. */
  arrive(segment: IncomingSegment): void {
    const { tcb } = this;
    if (tcb.state === 'SYN-SENT') arrivalInSynSent(tcb, segment);
    else if (passesChecks(tcb, segment) && passesAck(tcb, segment)) takeText(tcb, segment);
    settle(tcb);
  }

  send(bytes: Uint8Array): number {
    const { tcb } = this;
    if (tcb.finQueued || tcb.state === 'CLOSED' || tcb.state === 'LISTEN') return 0;
    const taken = tcb.output.append(bytes);
    if (taken < bytes.length) tcb.wantsRoom = true;
    settle(tcb);
    return taken;
  }

  receive(most = Number.POSITIVE_INFINITY): Uint8Array {
    const { tcb } = this;
    if (tcb.input.readable === 0) return nothing;
    const bytes = tcb.input.read(most);
    tcb.delivered += bytes.length;
    const { world, device } = tcb.owner;
    world.trace?.({ at: world.clock.now, kind: 'tcp.delivered', device, socket: tcb.id, total: tcb.delivered });
    if (isSynchronized(tcb.state) && !tcb.finReceived && isWorthTelling(tcb)) {
      // Inside a turn the ACK that is due tells it; a window that was closed is told of in any case.
      if (!tcb.busy) emitAck(tcb);
      else if (tcb.unacknowledgedSegments === 0) tcb.ackNow = true;
    }
    return bytes;
  }

  shutdown(): void {
    const { tcb } = this;
    if (tcb.finQueued) return;
    if (tcb.state === 'SYN-SENT') {
      finish(tcb, 'CLOSE', 'fin', 'local', 'close()');
    } else if (tcb.state !== 'CLOSED') {
      tcb.finQueued = true;
      // RFC 9293 §3.10.4: before the handshake is done the CLOSE waits for ESTABLISHED.
      if (tcb.state !== 'SYN-RECV') move(tcb, 'CLOSE', 'close()');
    }
    settle(tcb);
  }

  close(): void {
    const { tcb } = this;
    if (tcb.abandoned || tcb.state === 'CLOSED') return;
    tcb.abandoned = true;
    if (tcb.input.readable > 0 && tcb.state !== 'TIME-WAIT') {
      emitReset(tcb);
      finish(tcb, 'ABORT', 'rst', 'local', 'close() with unread data');
      settle(tcb);
      return;
    }
    // Half-closed before and now for good: nobody waits for the peer's FIN any more.
    if (tcb.state === 'FIN-WAIT-2') tcb.timeWaitTimer.set(2 * tcb.segmentLifetime);
    this.shutdown();
  }

  abort(): void {
    const { tcb } = this;
    if (tcb.state === 'CLOSED') return;
    const tells = isSynchronized(tcb.state) ? tcb.state !== 'TIME-WAIT' : tcb.state === 'SYN-RECV';
    if (tells) emitReset(tcb);
    finish(tcb, 'ABORT', 'rst', 'local', 'abort()');
    settle(tcb);
  }
}
