import { writeUint32 } from '../../wire/address.ts';
import { flagAck, flagFin, flagPsh, flagRst, flagSyn, protocolTcp, tcpHeaderLength, writeTcp } from '../../wire/tcp.ts';
import {
  optionNop,
  optionSack,
  optionSackPermitted,
  optionWindowScale,
  writeMss,
  writeTimestamps,
} from '../../wire/tcp-options.ts';
import { headroom, type IpLayer, packetBuffer } from '../ip-layer.ts';
import type { IncomingSegment } from './segment.ts';
import { sequenceAt } from './sequence.ts';
import { plainHeaders, type Tcb, timestampBytes } from './tcb.ts';
import { windowField } from './window.ts';

/** Bytes that SACK takes in a segment sent now; data must leave them free. */
export function sackBytes(tcb: Tcb): number {
  if (!tcb.sack || tcb.input.islandCount === 0) return 0;
  // RFC 2018 §3: four blocks, three beside timestamps.
  return 4 + 8 * Math.min(tcb.input.islandCount, tcb.timestamps ? 3 : 4);
}

/**
 * Writes one segment, header and data, where it will travel, and sends it.
 * @param position of the first octet
 * @param length bytes of data
 * @param flags ACK is added in every state that has something to acknowledge
 */
export function emit(tcb: Tcb, position: number, length: number, flags: number): void {
  const syn = (flags & flagSyn) !== 0;
  const sack = syn ? 0 : sackBytes(tcb);
  const options = syn ? synOptionBytes(tcb) : (tcb.timestamps ? timestampBytes : 0) + sack;
  const header = tcpHeaderLength + options;
  const buffer = packetBuffer(header + length);
  if (syn) writeSynOptions(tcb, buffer);
  else if (options > 0) writeOptions(tcb, buffer, sack);
  if (length > 0) tcb.output.copy(position, length, buffer, headroom + header);
  const acknowledges = tcb.state !== 'SYN-SENT';
  writeTcp(
    buffer,
    headroom,
    headroom + header + length,
    tcb.local.address,
    tcb.local.port,
    tcb.remote.address,
    tcb.remote.port,
    sequenceAt(tcb.initialSend, position),
    acknowledges ? sequenceAt(tcb.initialReceive, tcb.receiveNext) : 0,
    acknowledges ? flags | flagAck : flags,
    syn ? Math.min(65_535, tcb.receiveCapacity) : windowField(tcb),
    header,
  );
  if (syn) tcb.windowEdge = tcb.receiveNext + Math.min(65_535, tcb.receiveCapacity);
  if (flags & flagFin) tcb.firstFin ??= 'local';
  tcb.lastAckSent = tcb.receiveNext;
  tcb.ackNow = false;
  tcb.unacknowledgedSegments = 0;
  tcb.delayedAckTimer.stop();
  tcb.lastSent = tcb.now;
  tcb.owner.ip.send(buffer, header + length, tcb.orders);
}

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK> */
export const emitAck = (tcb: Tcb): void => emit(tcb, tcb.sendNext, 0, flagAck);

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>. RFC 9293 §3.10.5. */
export const emitReset = (tcb: Tcb): void => emit(tcb, tcb.sendNext, 0, flagRst);

export const emitSyn = (tcb: Tcb): void => emit(tcb, 0, 0, flagSyn);

/** Data from `position` on, and the FIN where `withFin`; PSH when it is all that there is (RFC 9293 §3.9.1.2). */
export function emitData(tcb: Tcb, position: number, length: number, withFin: boolean): void {
  const push = length > 0 && position + length === tcb.output.end ? flagPsh : 0;
  emit(tcb, position, length, flagAck | push | (withFin ? flagFin : 0));
}

/** The answer to a segment that belongs to no connection: RFC 9293 §3.10.7.1. An RST is not answered. */
export function emitResetFor(ip: IpLayer, segment: IncomingSegment): void {
  if (segment.has(flagRst)) return;
  const buffer = packetBuffer(tcpHeaderLength);
  const acked = segment.has(flagAck);
  writeTcp(
    buffer,
    headroom,
    headroom + tcpHeaderLength,
    segment.destination,
    segment.destinationPort,
    segment.source,
    segment.sourcePort,
    acked ? segment.acknowledgment : 0,
    acked ? 0 : (segment.sequence + segment.length) >>> 0,
    acked ? flagRst : flagRst | flagAck,
    0,
  );
  ip.send(buffer, tcpHeaderLength, {
    source: segment.destination,
    destination: segment.source,
    protocol: protocolTcp,
    dontFragment: true,
  });
}

/** MSS always; the others if we want them and, answering a SYN, the peer wants them too. Padded with zeros. */
const synOptionBytes = (tcb: Tcb): number =>
  (4 + (tcb.sack ? 2 : 0) + (tcb.timestamps ? 10 : 0) + (tcb.windowScale ? 4 : 0) + 3) & ~3;

function writeSynOptions(tcb: Tcb, into: Uint8Array): void {
  let at = headroom + tcpHeaderLength;
  at = writeMss(into, at, Math.min(65_535, tcb.owner.ip.mtuTo(tcb.remote.address) - plainHeaders));
  if (tcb.sack) {
    into[at] = optionSackPermitted;
    into[at + 1] = 2;
    at += 2;
  }
  if (tcb.timestamps) at = writeTimestamps(into, at, tcb.timestamp, tcb.timestampRecent);
  if (!tcb.windowScale) return;
  into[at] = optionNop;
  into[at + 1] = optionWindowScale;
  into[at + 2] = 3;
  into[at + 3] = tcb.receiveShift;
}

function writeOptions(tcb: Tcb, into: Uint8Array, sack: number): void {
  let at = headroom + tcpHeaderLength;
  if (tcb.timestamps) {
    into[at] = into[at + 1] = optionNop;
    at = writeTimestamps(into, at + 2, tcb.timestamp, tcb.timestampRecent);
  }
  if (sack === 0) return;
  into[at] = into[at + 1] = optionNop;
  into[at + 2] = optionSack;
  into[at + 3] = sack - 2;
  at += 4;
  for (const edge of tcb.input.islands((sack - 4) / 8)) {
    writeUint32(into, at, sequenceAt(tcb.initialReceive, edge));
    at += 4;
  }
}
