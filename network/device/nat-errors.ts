import type { Ipv4 } from '../wire/address.ts';
import type { FlowTable, FlowTuple } from './conntrack.ts';
import { type Heading, protocolOf, readHeading } from './conntrack-heading.ts';
import type { NatMapping, NatMappings } from './nat-mappings.ts';
import { rewriteEnd, rewriteQuote } from './nat-rewrite.ts';

/** An arriving packet as the inside will see it. For ICMP one identifier stands for both ends. */
export const insideView = (heading: Heading, mapping: NatMapping): FlowTuple => ({
  protocol: heading.protocol,
  source: heading.source,
  sourcePort: heading.protocol === protocolOf.icmp ? mapping.insidePort : heading.sourcePort,
  destination: mapping.insideAddress,
  destinationPort: mapping.insidePort,
});

/**
 * An ICMP error about a packet that left from here: who sent it must see it as it was (RFC 5508 §4.2 REQ-4). It neither
 * prolongs nor ends a conversation (RFC 4787 REQ-12, RFC 5382 REQ-10).
 * @param quoted filled with the quote's heading
 * @returns false when it is about nothing we know, and then nothing was changed
 */
export function translateErrorIn(
  bytes: Uint8Array,
  heading: Heading,
  quoted: Heading,
  mappings: NatMappings,
  sessions: FlowTable<NatMapping>,
): boolean {
  readHeading(bytes, heading.quote, heading.end, quoted);
  const { protocol, sourcePort, destination, destinationPort } = quoted;
  const mapping = sourcePort === -1 ? null : mappings.fromOutside(protocol, sourcePort);
  if (!mapping) return false;
  const sent: FlowTuple = {
    protocol,
    source: mapping.insideAddress,
    sourcePort: mapping.insidePort,
    destination,
    destinationPort: protocol === protocolOf.icmp ? mapping.insidePort : destinationPort,
  };
  if (!sessions.find(sent)) return false;
  rewriteQuote(bytes, heading, quoted, 'source', mapping.insideAddress, mapping.insidePort);
  rewriteEnd(bytes, heading, 'destination', mapping.insideAddress, 0);
  return true;
}

/** The other way: about a packet that came in, with the destination in its quote as the outside knows it. */
export function translateErrorOut(
  bytes: Uint8Array,
  heading: Heading,
  quoted: Heading,
  sessions: FlowTable<NatMapping>,
  address: Ipv4,
): boolean {
  readHeading(bytes, heading.quote, heading.end, quoted);
  const session = quoted.sourcePort === -1 ? null : sessions.find(quoted);
  if (!session) return false;
  rewriteQuote(bytes, heading, quoted, 'destination', address, session.tag.outsidePort);
  rewriteEnd(bytes, heading, 'source', address, 0);
  return true;
}
