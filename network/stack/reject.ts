import { readUint16, readUint32 } from '../wire/address.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import { headerLengthOf, ipv4At, isFragment } from '../wire/ipv4.ts';
import {
  flagAck,
  flagFin,
  flagRst,
  flagSyn,
  protocolTcp,
  tcpAcknowledgment,
  tcpDestinationPort,
  tcpFlags,
  tcpHeaderEnd,
  tcpHeaderLength,
  tcpSequence,
  tcpSourcePort,
  writeTcp,
} from '../wire/tcp.ts';
import { headroom, type IpLayer, packetBuffer } from './ip-layer.ts';

const ip = ethernetHeaderLength;

/** Refuses a segment in the name of whoever it was for: the RST that a closed port sends. RFC 9293 §3.10.7.1. */
export function rejectWithReset(layer: IpLayer, bytes: Uint8Array): void {
  const at = ip + headerLengthOf(bytes, ip);
  const end = ip + readUint16(bytes, ip + ipv4At.totalLength);
  if (isFragment(readUint16(bytes, ip + ipv4At.flagsAndOffset)) || end - at < tcpHeaderLength) return;
  const flags = tcpFlags(bytes, at);
  const headerLength = tcpHeaderEnd(bytes, at, end);
  if (flags & flagRst || headerLength === 0) return;
  const length = end - at - headerLength + (flags & flagSyn ? 1 : 0) + (flags & flagFin ? 1 : 0);
  const buffer = packetBuffer(tcpHeaderLength);
  const source = readUint32(bytes, ip + ipv4At.destination);
  const destination = readUint32(bytes, ip + ipv4At.source);
  const hasAck = (flags & flagAck) !== 0;
  writeTcp(
    buffer,
    headroom,
    headroom + tcpHeaderLength,
    source,
    tcpDestinationPort(bytes, at),
    destination,
    tcpSourcePort(bytes, at),
    hasAck ? tcpAcknowledgment(bytes, at) : 0,
    hasAck ? 0 : (tcpSequence(bytes, at) + length) >>> 0,
    hasAck ? flagRst : flagRst | flagAck,
    0,
  );
  layer.send(buffer, tcpHeaderLength, { source, destination, protocol: protocolTcp, dontFragment: true });
}
