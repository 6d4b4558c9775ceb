import type { Ipv4 } from '../../wire/address.ts';
import {
  flagFin,
  flagSyn,
  tcpAcknowledgment,
  tcpAt,
  tcpChecksumRight,
  tcpDestinationPort,
  tcpFlags,
  tcpHeaderEnd,
  tcpSequence,
  tcpSourcePort,
  tcpWindow,
} from '../../wire/tcp.ts';
import { noOptions, readTcpOptions } from '../../wire/tcp-options.ts';
import type { Arrival } from '../ip-layer.ts';

/** The segment that is being looked at. There is one for each TCP, read into again and again: SEG of RFC 9293 §3.3.1. */
export class IncomingSegment {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the payload begins and ends in `bytes`. */
  payload = 0;
  end = 0;
  source: Ipv4 = 0;
  destination: Ipv4 = 0;
  sourcePort = 0;
  destinationPort = 0;
  sequence = 0;
  acknowledgment = 0;
  flags = 0;
  /** As it stands in the header. */
  window = 0;
  readonly options = noOptions();

  /** @returns why the segment is not worth looking at, or null */
  read(arrival: Arrival): 'malformed' | 'tcp-checksum' | null {
    const { bytes, payload: at, end, source, destination } = arrival;
    const header = tcpHeaderEnd(bytes, at, end);
    if (header === 0) return 'malformed';
    if (!tcpChecksumRight(bytes, at, end, source, destination)) return 'tcp-checksum';
    this.bytes = bytes;
    this.payload = at + header;
    this.end = end;
    this.source = source;
    this.destination = destination;
    this.sourcePort = tcpSourcePort(bytes, at);
    this.destinationPort = tcpDestinationPort(bytes, at);
    this.sequence = tcpSequence(bytes, at);
    this.acknowledgment = tcpAcknowledgment(bytes, at);
    this.flags = tcpFlags(bytes, at);
    this.window = tcpWindow(bytes, at);
    readTcpOptions(bytes, at + tcpAt.options, at + header, this.options);
    return null;
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  /** SEG.LEN: data, SYN and FIN, octets of the sequence space. RFC 9293 §3.4. */
  get length(): number {
    return this.end - this.payload + (this.flags & flagSyn ? 1 : 0) + (this.flags & flagFin ? 1 : 0);
  }
}
