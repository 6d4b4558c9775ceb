import { endpointText } from '../../lab/host.ts';
import { type Arrival, type Delivery, ownerText } from './demultiplex.ts';

/**
 * Who gets what arrived, in a sentence.
 * @param listed everybody who waits at a port of this transport was listed
 */
export function arrivalText(arrival: Arrival, { to, row }: Delivery, listed: boolean): string {
  const owner = row ? ownerText(row.owner) : '';
  switch (to) {
    case 'connection':
      return `The connection with ${row ? endpointText(row.remote) : 'its peer'}: all four numbers fit. Its bytes go to ${owner}.`;
    case 'listener':
      return arrival.from === null
        ? `${sentence(owner)} listens at ${arrival.port}. A first segment (SYN) begins a new connection there.`
        : `No connection you listed has these four numbers. A SYN goes to the listener, ${owner}, and begins a new one; anything else is answered with RST.`;
    case 'socket':
      return `${sentence(owner)}, which holds UDP port ${arrival.port}. A datagram needs no connection.`;
    case 'depends':
      return row
        ? `That depends on the sender. If it belongs to a connection below, that one gets it; a SYN from somewhere new goes to ${owner}. Fill in the port it comes from.`
        : 'That depends on the sender: only the peer of a connection below is heard. Fill in the port it comes from.';
    case 'nobody':
      if (!listed)
        return `That cannot be told yet: what you read did not list who waits at ${arrival.transport.toUpperCase()} ports. ss -tuln does.`;
      return arrival.transport === 'tcp'
        ? `Nobody. No program waited at TCP port ${arrival.port} of 127.0.0.1 when you looked; the operating system then answers with RST: connection refused.`
        : `Nobody. No program had UDP port ${arrival.port} when you looked; the operating system then throws the datagram away and reports it: ICMP port unreachable.`;
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
