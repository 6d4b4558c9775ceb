export type Device = 'laptop' | 'switch' | 'printer' | 'router' | 'friend';

export interface Memory {
  readonly device: Device;
  readonly name: string;
  readonly verdict: string;
  /** What it keeps, and what of it is about the chat. */
  readonly rows: readonly { readonly what: string; readonly value: string; readonly yours: boolean }[];
  readonly because: string;
}

/** One end of the chat in the drawing. Addresses are of the documentation blocks, RFC 5737 and RFC 7042. */
const endpoint = (own: string, other: string, next: string): Memory['rows'] => [
  { what: 'the two ends', value: `${own} and ${other}`, yours: true },
  { what: 'state', value: 'ESTABLISHED', yours: true },
  { what: 'next byte to send, next byte expected', value: next, yours: true },
  { what: 'bytes sent, not yet acknowledged', value: 'kept, in case they must go again', yours: true },
  { what: 'room left for the other’s bytes', value: 'the window', yours: true },
  { what: 'timer', value: 'when to send again', yours: true },
];

export const memories: readonly Memory[] = [
  {
    device: 'laptop',
    name: 'your laptop',
    verdict: 'A lot: one end of the connection is here.',
    rows: endpoint('192.0.2.10:51234', '198.51.100.7:5001', '1 042 and 3 377'),
    because: 'The connection is this note and its twin at the other end. Delete both and it is gone; no cable notices.',
  },
  {
    device: 'switch',
    name: 'switch',
    verdict: 'One row, and it is not about your chat.',
    rows: [
      { what: 'MAC address 00:00:5e:00:53:10', value: 'behind port 1, forgotten when quiet for minutes', yours: false },
    ],
    because:
      'It learned where your laptop is plugged in. With whom you talk, and over which port, it does not look at.',
  },
  {
    device: 'printer',
    name: 'printer',
    verdict: 'Nothing.',
    rows: [],
    because: 'Your packets do not pass here. A switch that knows where the router is sends them there only.',
  },
  {
    device: 'router',
    name: 'router',
    verdict: 'Nothing about your chat.',
    rows: [
      { what: 'network 198.51.100.0/24', value: 'this way out', yours: false },
      { what: 'neighbour 192.0.2.10', value: 'has MAC address 00:00:5e:00:53:10', yours: false },
    ],
    because:
      'It knows ways, not talks. Each packet is looked at alone and forwarded. A router that translates addresses or filters does keep a row for each talk: the exception, in lesson 6.1.',
  },
  {
    device: 'friend',
    name: 'friend’s computer',
    verdict: 'A lot: the other end of the connection is here.',
    rows: endpoint('198.51.100.7:5001', '192.0.2.10:51234', '3 377 and 1 042'),
    because: 'The same note, seen from the other side: what you send next is what this end expects.',
  },
];
