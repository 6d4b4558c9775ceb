import { readUint16, readUint32 } from '../../wire/address.ts';
import { tcpAt } from '../../wire/tcp.ts';
import type { IcmpProblem } from '../sockets.ts';
import { sizeSegments } from './arrival-open.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { finish } from './life.ts';
import { positionOf } from './sequence.ts';
import { isSynchronized } from './state.ts';
import { settle } from './turn.ts';

const destinationUnreachable = 3;
const fragmentationNeeded = 4;

/**
 * What ICMP says of a segment of ours: RFC 9293 §3.9.2.2, with the cautions of RFC 5927. Anybody can forge it, so it
 * must quote a sequence number that is under way (§4.1), and it never ends a connection that is established (§6):
 * TCP's own patience decides. While a connection is being opened it ends the attempt at once, as Linux does
 * (RFC 5461 §4.1), so that a program hears "no route to host" and not two minutes of nothing.
 */
export function heedIcmp(connections: Connections, problem: IcmpProblem): void {
  const { source, destination, bytes, payload, end } = problem.quote;
  if (end - payload < 8) return;
  const localPort = readUint16(bytes, payload + tcpAt.sourcePort);
  const remotePort = readUint16(bytes, payload + tcpAt.destinationPort);
  const connection = connections.find(source, localPort, destination, remotePort);
  if (!connection) return;
  const { tcb } = connection;
  const position = positionOf(readUint32(bytes, payload + tcpAt.sequence), tcb.initialSend, tcb.sendNext);
  if (position < tcb.sendUnacknowledged || position >= tcb.sendNext) return;
  if (problem.type !== destinationUnreachable) return;
  if (problem.code === fragmentationNeeded) shrink(connection);
  else if (!isSynchronized(tcb.state)) {
    finish(tcb, 'destination unreachable', 'unreachable', 'remote', `ICMP unreachable, code ${problem.code}`);
    settle(tcb);
  }
}

/** RFC 1191 §6.5: the IP layer has noted the path's new MTU; what was too large goes again, and is no congestion. */
function shrink({ tcb }: Connection): void {
  const before = tcb.segment;
  sizeSegments(tcb);
  if (tcb.segment >= before || tcb.flight === 0 || tcb.sendUnacknowledged === 0) return;
  tcb.scoreboard.loseAll(tcb.sendUnacknowledged, tcb.sendNext);
  settle(tcb);
}
