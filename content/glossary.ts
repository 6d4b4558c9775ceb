/** What a word means in this course: one sentence, and where to check it. */
export interface GlossaryEntry {
  readonly term: string;
  readonly definition: string;
  readonly source: string;
}

const entries: readonly GlossaryEntry[] = [
  {
    term: 'acknowledgment',
    definition: 'The number of the byte a TCP receiver waits for next, which says that all before it has come.',
    source: 'RFC 9293 §3.4',
  },
  {
    term: 'address family',
    definition: 'The choice, made when a socket is created, of what its addresses look like: IPv4, IPv6, a file name.',
    source: 'POSIX socket(); Python socket',
  },
  {
    term: 'anonymity',
    definition: 'Nobody who watches can tell you apart from the others in a group.',
    source: 'RFC 6973 §3.3',
  },
  {
    term: 'application layer',
    definition: 'The layer where two programs agree on what the bytes they exchange mean.',
    source: 'RFC 1122 §1.1.3',
  },
  {
    term: 'backlog',
    definition: 'The queue of finished handshakes that the kernel keeps until the program calls accept().',
    source: 'POSIX listen()',
  },
  {
    term: 'bind',
    definition: 'To claim an address and a port of this computer for a socket.',
    source: 'POSIX bind()',
  },
  {
    term: 'challenge–response',
    definition:
      'Showing that you know a secret by answering a fresh question with it, so that the secret itself never travels.',
    source: 'RFC 4949',
  },
  {
    term: 'client',
    definition: 'In one conversation, the program that opened it.',
    source: 'RFC 9110 §3.3',
  },
  {
    term: 'connection',
    definition:
      'What two ends remember about each other so that bytes arrive whole and in order; a pair of sockets names it.',
    source: 'RFC 9293 §3.4.1',
  },
  {
    term: 'data minimisation',
    definition: 'Not collecting, sending or keeping what the job does not need.',
    source: 'RFC 6973 §6.1',
  },
  {
    term: 'datagram',
    definition: 'A message that travels alone, with no promise that it arrives.',
    source: 'RFC 768; RFC 791',
  },
  {
    term: 'datagram socket',
    definition: 'A socket that hands over whole messages, each of which arrives as it was sent or not at all.',
    source: 'POSIX socket(); Python socket',
  },
  {
    term: 'ephemeral port',
    definition: 'A port number that the operating system lends to a program for as long as one conversation lasts.',
    source: 'RFC 6335 §6',
  },
  {
    term: 'FIN',
    definition: 'The flag by which one side of a TCP connection says that it has sent its last byte.',
    source: 'RFC 9293 §3.6',
  },
  {
    term: 'four-tuple',
    definition: 'Two addresses and two ports: together they name one TCP connection and no other.',
    source: 'RFC 9293 §3.4.1',
  },
  {
    term: 'half-close',
    definition: 'One direction of a connection is finished while the other goes on.',
    source: 'RFC 9293 §3.6.1',
  },
  {
    term: 'handshake',
    definition:
      'The three segments with which two ends agree that both are there and where each starts to count its bytes.',
    source: 'RFC 9293 §3.5',
  },
  {
    term: 'HMAC',
    definition:
      'A short value that only somebody with the key can make from a message, and that tells nothing about the key.',
    source: 'RFC 2104',
  },
  {
    term: 'host',
    definition: 'A computer at the edge of the network, where programs run.',
    source: 'RFC 1122 §1.1.1',
  },
  {
    term: 'interface',
    definition: 'The place where a host is attached to a link.',
    source: 'RFC 4291 §2.1',
  },
  {
    term: 'IP address',
    definition: 'The number that says where in the Internet’s plan an interface is.',
    source: 'RFC 791 §2.3',
  },
  {
    term: 'lab server',
    definition: 'The program on your computer that holds real sockets for this page, because a browser may not.',
    source: 'this course',
  },
  {
    term: 'link',
    definition: 'A cable or a radio channel over which hosts reach each other without a router.',
    source: 'RFC 4861 §2.1',
  },
  {
    term: 'listen',
    definition: 'To wait at a port for others to connect.',
    source: 'POSIX listen()',
  },
  {
    term: 'loopback',
    definition: 'A host’s private way to itself, 127.0.0.0/8; nothing sent there ever reaches a wire.',
    source: 'RFC 1122 §3.2.1.3',
  },
  {
    term: 'man in the middle',
    definition: 'Somebody on the path between two ends who reads what passes, or changes it.',
    source: 'RFC 4949',
  },
  {
    term: 'network',
    definition: 'Hosts, the links between them, boxes that forward, and rules that all of them keep.',
    source: 'RFC 1122 §1.1',
  },
  {
    term: 'nonce',
    definition: 'A value that is used once, so that yesterday’s answer does not fit today’s question.',
    source: 'RFC 4949',
  },
  {
    term: 'packet',
    definition: 'A unit of bytes with a header in front that says where it should go.',
    source: 'RFC 1122 §1.3.3',
  },
  {
    term: 'port',
    definition: 'A number from 0 to 65535 in a TCP or UDP header that tells a host which program the bytes are for.',
    source: 'RFC 6335; RFC 9293 §3.1; RFC 768',
  },
  {
    term: 'port scan',
    definition: 'Knocking at many ports in a row to see which of them answer.',
    source: 'RFC 4949',
  },
  {
    term: 'process',
    definition: 'A program while it runs.',
    source: 'POSIX',
  },
  {
    term: 'protocol',
    definition: 'An agreement on the form of messages, their order, and what to do when one comes.',
    source: 'RFC 4949',
  },
  {
    term: 'pseudonym',
    definition: 'A name that is not yours but stays with you, so that what you do under it can be put together.',
    source: 'RFC 6973 §3.3',
  },
  {
    term: 'replay',
    definition: 'Sending again, later, what was recorded from somebody else.',
    source: 'RFC 4949',
  },
  {
    term: 'router',
    definition: 'A box that passes packets on from one network to another.',
    source: 'RFC 1812 §2.2.3',
  },
  {
    term: 'RST',
    definition: 'TCP’s abrupt answer: there is no such conversation, or there shall be none any more.',
    source: 'RFC 9293 §3.5.2',
  },
  {
    term: 'segment',
    definition: 'The unit that TCP hands to IP: a header and, often, some bytes of the stream.',
    source: 'RFC 9293 §2.2',
  },
  {
    term: 'sequence number',
    definition: 'The place of a byte in a TCP stream, counted from a number chosen at the start.',
    source: 'RFC 9293 §3.4',
  },
  {
    term: 'server',
    definition: 'In one conversation, the program that was waiting for it.',
    source: 'RFC 9110 §3.3',
  },
  {
    term: 'socket',
    definition:
      'To a program, a handle from the operating system to talk through; in TCP’s own text, an address with a port.',
    source: 'RFC 9293 §4; POSIX',
  },
  {
    term: 'socket name',
    definition: 'The address and port of one end of a conversation.',
    source: 'POSIX getsockname()',
  },
  {
    term: 'stream socket',
    definition: 'A socket that carries an ordered run of bytes, without marks where one message ends.',
    source: 'POSIX socket(); Python socket',
  },
  {
    term: 'switch',
    definition: 'A box with many sockets for cables that learns which interface is behind which of them.',
    source: 'IEEE 802.1Q',
  },
  {
    term: 'TCP',
    definition:
      'The protocol that carries bytes between two programs whole, in order, and no faster than the reader reads.',
    source: 'RFC 9293 §2.2',
  },
  {
    term: 'threat model',
    definition: 'A list of what you want to protect, from whom, and what each of them can see or do.',
    source: 'RFC 3552 §3',
  },
  {
    term: 'TIME-WAIT',
    definition: 'The pause of the side that closed first, which keeps late segments out of a new connection.',
    source: 'RFC 9293 §3.3.2',
  },
  {
    term: 'TLS',
    definition: 'The protocol that adds secrecy, protection from changes, and a checked name to a stream of bytes.',
    source: 'RFC 8446',
  },
  {
    term: 'UDP',
    definition: 'Ports and a checksum on top of IP, and no promises.',
    source: 'RFC 768',
  },
  {
    term: 'WebSocket',
    definition: 'A way for a page to exchange messages with the server it came from; it begins as an HTTP request.',
    source: 'RFC 6455 §1.2',
  },
  {
    term: 'well-known port',
    definition:
      'A port from 0 to 1023, the range that IANA assigns with the most care, so that clients know where to knock.',
    source: 'RFC 6335 §6',
  },
];

/** `Challenge-response`, `challenge–response` and `challenge response` are one term. */
const keyOf = (term: string): string =>
  term
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

const byKey = new Map(entries.map((entry) => [keyOf(entry.term), entry]));

/** @throws when the glossary has no such term: then a lesson does not build. */
export const glossaryEntry = (term: string): GlossaryEntry => {
  const entry = byKey.get(keyOf(term));
  if (!entry) throw new Error(`The glossary has no entry “${term}”. Add one to content/glossary.ts.`);
  return entry;
};
