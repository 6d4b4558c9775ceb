/** What an application needs of whatever carries its bytes. */
export type Need = 'whole' | 'ordered' | 'fresh' | 'tiny' | 'many';
export type Transport = 'udp' | 'tcp';

export const needs: readonly { readonly id: Need; readonly says: string }[] = [
  { id: 'whole', says: 'every byte has to arrive' },
  { id: 'ordered', says: 'in the order in which it was sent' },
  { id: 'fresh', says: 'what comes late is worthless' },
  { id: 'tiny', says: 'one small question, one small answer' },
  { id: 'many', says: 'one sender, many receivers at once' },
];

export interface TransportCase {
  readonly id: string;
  readonly name: string;
  readonly needs: readonly Need[];
  /** What is used in the world, and why it is not as plain as it looks. */
  readonly inFact: string;
}

export const cases: readonly TransportCase[] = [
  {
    id: 'file',
    name: 'Fetch a file',
    needs: ['whole', 'ordered'],
    inFact: 'TCP, for decades. HTTP/3 fetches the same files over QUIC, which runs on UDP and repairs losses itself.',
  },
  {
    id: 'voice',
    name: 'A voice call',
    needs: ['fresh'],
    inFact: 'RTP over UDP: a number and a time in each datagram tell the far end what is missing, and what is late.',
  },
  {
    id: 'name',
    name: 'Look up a name (DNS)',
    needs: ['whole', 'tiny'],
    inFact: 'Both: UDP first, asking again after a while, and TCP where the answer is too large. Both since 1987.',
  },
  {
    id: 'chat',
    name: 'A chat room',
    needs: ['whole', 'ordered'],
    inFact: 'TCP, in this course and in most chats. Lab 4.5b showed what it costs to do without.',
  },
  {
    id: 'sensor',
    name: 'Fifty readings a second',
    needs: ['fresh'],
    inFact:
      'UDP if only the latest counts. If every reading goes into a record, TCP, and the record is never quite current.',
  },
  {
    id: 'game',
    name: 'Positions in a game',
    needs: ['fresh', 'ordered'],
    inFact:
      'UDP with numbers does it: a position older than the last one is thrown away. The shop in the same game wants every byte.',
  },
  {
    id: 'announce',
    name: 'Find the printer on this LAN',
    needs: ['tiny', 'many'],
    inFact: 'UDP. A datagram can go to a group or to everybody on the link; a TCP connection has exactly two ends.',
  },
];

export interface Argument {
  /** `fits`: the transport does that. `costs`: it can be had, and this is the price. `breaks`: it cannot be had so. */
  readonly kind: 'fits' | 'costs' | 'breaks';
  readonly says: string;
}

const both = 'All of it, and nothing late: on a road that loses, nobody can promise both.';

/** What speaks for and against a transport, given what is needed. The table argues with whatever was chosen. */
export function argumentsFor(transport: Transport, needed: readonly Need[]): readonly Argument[] {
  const has = (need: Need): boolean => needed.includes(need);
  const list = transport === 'udp' ? againstUdp(has) : againstTcp(has);
  return needed.length > 0
    ? list
    : [
        {
          kind: transport === 'tcp' ? 'fits' : 'costs',
          says: 'You need nothing? Then anything will do, and TCP is less to write.',
        },
      ];
}

function againstUdp(has: (need: Need) => boolean): readonly Argument[] {
  const list: Argument[] = [];
  if (has('whole') && has('fresh')) list.push({ kind: 'breaks', says: both });
  if (has('whole') && has('tiny'))
    list.push({ kind: 'costs', says: 'One answer can be lost. Ask again after a while: that is the whole repair.' });
  else if (has('whole'))
    list.push({ kind: 'costs', says: 'Then you number, acknowledge, repeat and drop duplicates yourself.' });
  if (has('ordered') && has('fresh'))
    list.push({ kind: 'costs', says: 'A number in each datagram is enough: throw away what is older than the last.' });
  else if (has('ordered'))
    list.push({ kind: 'costs', says: 'Numbers again, and a place to keep what came too early.' });
  if (has('fresh'))
    list.push({ kind: 'fits', says: 'Nothing waits for a lost neighbour: the next one is used at once.' });
  if (has('tiny')) list.push({ kind: 'fits', says: 'No handshake: the question is the first packet.' });
  if (has('many')) list.push({ kind: 'fits', says: 'One datagram can be addressed to a group or to a whole link.' });
  if (!has('tiny'))
    list.push({
      kind: 'costs',
      says: 'Who sends much has to slow down on a crowded road. UDP does not do it for you.',
    });
  return list;
}

function againstTcp(has: (need: Need) => boolean): readonly Argument[] {
  const list: Argument[] = [];
  if (has('many'))
    list.push({ kind: 'breaks', says: 'A connection has two ends. A hundred receivers are a hundred connections.' });
  if (has('fresh') && has('whole')) list.push({ kind: 'breaks', says: both });
  else if (has('fresh'))
    list.push({
      kind: 'breaks',
      says: 'One lost segment holds up all that comes behind it, and old data is not skipped.',
    });
  if (has('tiny'))
    list.push({ kind: 'costs', says: 'A handshake first: one more round trip before the question leaves.' });
  if (has('whole')) list.push({ kind: 'fits', says: 'Losses are repaired, and a sender in a hurry is held back.' });
  if (has('ordered')) list.push({ kind: 'fits', says: 'Bytes come out as they went in. Messages you cut yourself.' });
  return list;
}
