import { ipv4Text } from '../../wire/address.ts';
import type { Endpoint } from '../endpoint.ts';
import type { TcpEnd } from '../sockets.ts';
import { nextState, type StateEvent } from './state.ts';
import { notice, type Tcb } from './tcb.ts';

export const endpointText = ({ address, port }: Endpoint): string => `${ipv4Text(address)}:${port}`;

/** Takes an arrow of the state diagram. @param cause for people; the event's own name unless said */
export function move(tcb: Tcb, event: StateEvent, cause: string = event): void {
  const next = nextState(tcb.state, event);
  if (next === tcb.state) return;
  tcb.state = next;
  const { world, device } = tcb.owner;
  world.trace?.({
    at: world.clock.now,
    kind: 'socket.changed',
    device,
    socket: tcb.id,
    transport: 'tcp',
    local: endpointText(tcb.local),
    remote: endpointText(tcb.remote),
    state: next,
    cause,
  });
}

/** The connection is over, at once. */
export function finish(tcb: Tcb, event: StateEvent, end: TcpEnd, by: 'local' | 'remote', cause: string = event): void {
  if (tcb.state === 'CLOSED') return;
  move(tcb, event, cause);
  sayLastWord(tcb, end, by);
  remove(tcb);
}

/** The program is done with it, whatever the network still has to do (TIME-WAIT). */
export function sayLastWord(tcb: Tcb, end: TcpEnd, by: 'local' | 'remote'): void {
  if (tcb.ending) return;
  tcb.ending = { end, by };
  tcb.notices |= notice.closed;
}

/** Deletes the TCB: no timer of it runs any more. */
function remove(tcb: Tcb): void {
  tcb.retransmissionTimer.stop(true);
  tcb.delayedAckTimer.stop(true);
  tcb.timeWaitTimer.stop(true);
  tcb.keepAliveTimer.stop(true);
  tcb.owner.gone(tcb);
}

/** Both directions are done, and whoever closed first waits for old segments to die. RFC 9293 §3.6.1. */
export function enterTimeWait(tcb: Tcb): void {
  tcb.retransmissionTimer.stop(true);
  tcb.keepAliveTimer.stop(true);
  tcb.timeWaitTimer.set(2 * tcb.segmentLifetime);
  sayLastWord(tcb, 'fin', tcb.firstFin ?? 'local');
}
