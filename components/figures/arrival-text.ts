import { endpointText } from '../../lab/host.ts';
import { type Arrival, type Delivery, ownerText } from './demultiplex.ts';

/** Who gets what arrived, in a sentence. */
export function arrivalText(arrival: Arrival, { to, row }: Delivery): string {
  const owner = row ? ownerText(row.owner) : '';
  switch (to) {
    case 'connection':
      return `The connection with ${row ? endpointText(row.remote) : 'its peer'}: all four numbers fit. Its bytes go to ${owner}.`;
    case 'listener':
      return arrival.from === null
        ? `${sentence(owner)} listens at ${arrival.port}. A SYN begins a new connection there.`
        : `No connection has these four numbers. A SYN goes to the listener, ${owner}, and begins a new one; anything else is answered with RST.`;
    case 'socket':
      return `${sentence(owner)}, which holds UDP port ${arrival.port}. A datagram needs no connection.`;
    case 'depends':
      return row
        ? `That depends on the sender. If it belongs to a connection below, that one gets it; a SYN from somewhere new goes to ${owner}. Fill in the port it comes from.`
        : 'That depends on the sender: only the peer of a connection below is heard. Fill in the port it comes from.';
    case 'nobody':
      return arrival.transport === 'tcp'
        ? `Nobody. No program has TCP port ${arrival.port} at 127.0.0.1, so the kernel answers with RST: connection refused.`
        : `Nobody. No program has UDP port ${arrival.port}, so the kernel throws the datagram away and reports it: ICMP port unreachable.`;
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
