/** What a word means in this course: one sentence, and where to check it. */
export interface GlossaryEntry {
  readonly term: string;
  readonly definition: string;
  readonly source: string;
}

/** All words, in alphabetical order. */
export const glossary: readonly GlossaryEntry[] = [
  {
    term: 'access point',
    definition: 'A bridge between radio stations and a cable; WAP is another word for it.',
    source: 'IEEE Std 802.11',
  },
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
    term: 'ARP',
    definition: 'The question to everybody on a link, who has this IPv4 address, and its answer, a MAC address.',
    source: 'RFC 826',
  },
  {
    term: 'ARP announcement',
    definition:
      'An ARP request that names the sender’s own address as its target, so that neighbours correct old rows.',
    source: 'RFC 5227 §2.3',
  },
  {
    term: 'ARP cache',
    definition: 'A host’s short-lived list of which MAC address its neighbours’ IP addresses are at.',
    source: 'RFC 1122 §2.3.2.1',
  },
  {
    term: 'ARP spoofing',
    definition: 'Claiming somebody else’s IP address in ARP, so that frames meant for them come to you.',
    source: 'RFC 5227 §5',
  },
  {
    term: 'back-off',
    definition: 'Waiting longer and longer between tries, so that many who try again do not come all at once.',
    source: 'RFC 9293 §3.8.1; lesson 5.5',
  },
  {
    term: 'back-pressure',
    definition: 'Slowing a sender down because the next stage has no room for more.',
    source: 'lesson 5.6',
  },
  {
    term: 'backlog',
    definition: 'The queue of finished handshakes that the kernel keeps until the program calls accept().',
    source: 'POSIX listen()',
  },
  {
    term: 'backplane',
    definition: 'What carries frames from port to port inside a switch.',
    source: 'usage in the trade',
  },
  {
    term: 'bandwidth',
    definition: 'How many bits a second a link or a path can carry at most; its capacity.',
    source: 'RFC 5136 §2.2, §2.3.2',
  },
  {
    term: 'bind',
    definition: 'To claim an address and a port of this computer for a socket.',
    source: 'POSIX bind()',
  },
  {
    term: 'bit rate',
    definition: 'How many bits are put on a link, or come off it, in one second.',
    source: 'usage',
  },
  {
    term: 'bridge',
    definition:
      'A box that joins links and passes on the frames that the other side may need, by what it has learned from their sources.',
    source: 'IEEE 802.1D-2004 cl. 7',
  },
  {
    term: 'broadcast',
    definition: 'A frame or packet for everybody on the link.',
    source: 'RFC 919; IEEE 802.3 cl. 3',
  },
  {
    term: 'broadcast address',
    definition: 'The highest address of a subnet, with ones in the whole host part: it means everybody there.',
    source: 'RFC 919 §7',
  },
  {
    term: 'broadcast domain',
    definition: 'All stations that one broadcast reaches; routers are its borders.',
    source: 'IEEE 802.1Q',
  },
  {
    term: 'broadcast storm',
    definition: 'Broadcasts that breed broadcasts, until nothing else gets through.',
    source: 'RFC 1122 §3.2.2',
  },
  {
    term: 'challenge–response',
    definition:
      'Showing that you know a secret by answering a fresh question with it, so that the secret itself never travels.',
    source: 'RFC 4949',
  },
  {
    term: 'checksum',
    definition:
      'A number computed from other bytes and sent along, so that the receiver can tell when they were damaged.',
    source: 'RFC 1071; RFC 791 §3.1',
  },
  {
    term: 'CIDR',
    definition:
      'Writing and handing out blocks of addresses by the length of their prefix, where classes once gave three sizes.',
    source: 'RFC 4632 §3',
  },
  {
    term: 'client',
    definition: 'In one conversation, the program that opened it.',
    source: 'RFC 9110 §3.3',
  },
  {
    term: 'collision',
    definition: 'Two transmissions at once on a shared medium, so that neither can be read.',
    source: 'IEEE 802.3 cl. 4',
  },
  {
    term: 'collision domain',
    definition: 'All stations whose transmissions can spoil each other.',
    source: 'IEEE 802.3 cl. 4',
  },
  {
    term: 'conformance test',
    definition: 'A test by somebody else of whether a program does what the specification of its protocol says.',
    source: 'lesson 5.7',
  },
  {
    term: 'congestion control',
    definition:
      'How a sender keeps to what the network between can carry: it sends more until something is lost, and then less.',
    source: 'RFC 5681 §1',
  },
  {
    term: 'congestion window',
    definition: 'The number of bytes that a TCP sender dares to have under way.',
    source: 'RFC 5681 §2',
  },
  {
    term: 'connected UDP socket',
    definition:
      'A UDP socket with a fixed peer. Connecting sends nothing, but ICMP errors from there now reach the program.',
    source: 'RFC 1122 §4.1.3.3; POSIX connect()',
  },
  {
    term: 'connection',
    definition:
      'What two ends remember about each other so that bytes arrive whole and in order; a pair of sockets names it.',
    source: 'RFC 9293 §3.4.1',
  },
  {
    term: 'CSMA/CD',
    definition: 'Listen before you talk, notice a collision, stop, and try again after a random wait.',
    source: 'IEEE 802.3 cl. 4',
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
    term: 'default gateway',
    definition: 'The router to which a host hands what no better line of its table covers.',
    source: 'RFC 1122 §3.3.1.2',
  },
  {
    term: 'delimiter',
    definition: 'Bytes that mark the end of a message and may not stand inside it, unless escaped.',
    source: 'RFC 5321 §4.5.2',
  },
  {
    term: 'destination unreachable',
    definition: 'The ICMP message that says a packet could not be delivered, with a code for why.',
    source: 'RFC 792',
  },
  {
    term: 'DHCP',
    definition: 'The protocol by which a newcomer gets an address and all it needs to use it.',
    source: 'RFC 2131 §1',
  },
  {
    term: 'DHCP option',
    definition: 'One field of a DHCP message, such as the mask, the router or the time of the lease.',
    source: 'RFC 2132 §2',
  },
  {
    term: 'documentation address',
    definition: 'An address from a block set aside for books and examples, which nobody on the Internet has.',
    source: 'RFC 5737 §3',
  },
  {
    term: 'dotted decimal',
    definition: 'The usual way to write an IPv4 address: its four bytes as decimal numbers with dots between.',
    source: 'RFC 1123 §2.1',
  },
  {
    term: 'dual stack',
    definition: 'Said of a host that has IPv4 and IPv6 addresses and uses both.',
    source: 'RFC 4213 §2',
  },
  {
    term: 'echo request',
    definition: 'The ICMP message that asks for the same bytes back; ping sends it.',
    source: 'RFC 792',
  },
  {
    term: 'encode',
    definition:
      'To write text down as bytes, by a rule that says which bytes stand for which letter; decoding is the way back.',
    source: 'Python str.encode',
  },
  {
    term: 'end of stream',
    definition: 'What a reader gets once everything sent before the FIN has been read: in Python, empty bytes.',
    source: 'POSIX recv(); RFC 9293 §3.9.1',
  },
  {
    term: 'ephemeral port',
    definition: 'A port number that the operating system lends to a program for as long as one conversation lasts.',
    source: 'RFC 6335 §6',
  },
  {
    term: 'Ethernet',
    definition: 'The family of wired links that carry frames between MAC addresses.',
    source: 'IEEE 802.3',
  },
  {
    term: 'event loop',
    definition:
      'One part of a program that waits for many sockets at once, and serves whichever has something, one after the other.',
    source: 'Node.js documentation; Rhodes & Goerzen ch. 7',
  },
  {
    term: 'fan-out',
    definition: 'How many copies go out for each message that comes in.',
    source: 'lesson 5.6',
  },
  {
    term: 'FCS',
    definition: 'Frame check sequence: four bytes behind a frame by which a receiver notices that it was damaged.',
    source: 'IEEE 802.3 cl. 3',
  },
  {
    term: 'filtering',
    definition: 'Not passing a frame on, because its destination is on the side where it came from.',
    source: 'IEEE 802.1D-2004 cl. 7.7',
  },
  {
    term: 'FIN',
    definition: 'The flag by which one side of a TCP connection says that it has sent its last byte.',
    source: 'RFC 9293 §3.6',
  },
  {
    term: 'firewall',
    definition: 'A filter at a boundary that lets packets pass or stops them, by rules.',
    source: 'RFC 4949',
  },
  {
    term: 'flooding',
    definition: 'Sending a frame out of every port but the one it came in by.',
    source: 'IEEE 802.1D-2004 cl. 7.7',
  },
  {
    term: 'flow control',
    definition: 'How a receiver keeps a sender from sending more than it has room for.',
    source: 'RFC 9293 §3.8.6',
  },
  {
    term: 'four-tuple',
    definition: 'Two addresses and two ports: together they name one TCP connection and no other.',
    source: 'RFC 9293 §3.4.1',
  },
  {
    term: 'fragment',
    definition: 'A piece of an IP packet that was too large for a link.',
    source: 'RFC 791 §2.3',
  },
  {
    term: 'frame',
    definition: 'What travels over one link: addresses, a type, the payload, and a check at the end.',
    source: 'IEEE 802.3 cl. 3',
  },
  {
    term: 'framing',
    definition: 'Marking where messages begin and end in a stream of bytes.',
    source: 'RFC 9293 §3.9.1; lesson 5.4',
  },
  {
    term: 'full duplex',
    definition: 'Both directions of a link at the same time, each in a channel of its own.',
    source: 'IEEE 802.3 cl. 4',
  },
  {
    term: 'half-close',
    definition: 'One direction of a connection is finished while the other goes on.',
    source: 'RFC 9293 §3.6.1',
  },
  {
    term: 'half duplex',
    definition: 'One direction at a time: whoever sends cannot receive meanwhile.',
    source: 'IEEE Std 802.3',
  },
  {
    term: 'handshake',
    definition:
      'The three segments with which two ends agree that both are there and where each starts to count its bytes.',
    source: 'RFC 9293 §3.5',
  },
  {
    term: 'Happy Eyeballs',
    definition: 'Trying several addresses of a name slightly staggered, and keeping the first connection that works.',
    source: 'RFC 8305',
  },
  {
    term: 'head-of-line blocking',
    definition: 'What came later is there and has to wait, because something before it is missing.',
    source: 'RFC 9000 §13',
  },
  {
    term: 'header',
    definition: 'What a protocol puts in front of the bytes it carries, for its counterpart to read.',
    source: 'RFC 791 §3.1; RFC 9293 §3.1',
  },
  {
    term: 'heartbeat',
    definition:
      'A small message that a program sends on a quiet connection, to hear that the other side still answers.',
    source: 'lesson 5.5',
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
    term: 'hub',
    definition: 'A box that repeats every bit it receives to all its other sockets, and reads no addresses.',
    source: 'IEEE 802.3 cl. 9',
  },
  {
    term: 'ICMP',
    definition: 'The messages by which IP reports errors and answers tests: Internet Control Message Protocol.',
    source: 'RFC 792',
  },
  {
    term: 'idempotent',
    definition: 'Harmless to repeat: done twice, it has the effect of once.',
    source: 'RFC 9110 §9.2.2',
  },
  {
    term: 'interface',
    definition: 'The place where a host is attached to a link.',
    source: 'RFC 4291 §2.1',
  },
  {
    term: 'Internet',
    definition: 'The networks of many owners, joined by routers, that pass each other’s IP packets on.',
    source: 'RFC 1122 §1.1.2',
  },
  {
    term: 'internet layer',
    definition: 'The layer that carries packets from host to host, over any number of links; IP is in it.',
    source: 'RFC 1122 §1.1.3',
  },
  {
    term: 'IP',
    definition: 'The protocol that addresses packets and passes them on from network to network, without a promise.',
    source: 'RFC 791 §1.2, §1.4',
  },
  {
    term: 'IP address',
    definition: 'The number that says where in the Internet’s plan an interface is.',
    source: 'RFC 791 §2.3',
  },
  {
    term: 'IPv6',
    definition: 'The version of IP with addresses of 128 bits.',
    source: 'RFC 8200',
  },
  {
    term: 'ISP',
    definition: 'Internet service provider: a network that sells others the way to the rest.',
    source: 'usage',
  },
  {
    term: 'keep-alive',
    definition: 'An optional question that TCP asks on a silent connection, off unless a program asks for it.',
    source: 'RFC 9293 §3.8.4',
  },
  {
    term: 'lab server',
    definition: 'The program on your computer that holds real sockets for this page, because a browser may not.',
    source: 'this course',
  },
  {
    term: 'LAN',
    definition: 'Local area network: hosts on one link-layer domain, under one owner.',
    source: 'IEEE 802',
  },
  {
    term: 'latency',
    definition: 'The time from the first bit of a message leaving the sender to its last bit arriving; one-way delay.',
    source: 'RFC 7679 §3.4',
  },
  {
    term: 'lease',
    definition: 'The right to use an address for a time, which is to be renewed before it ends.',
    source: 'RFC 2131 §1.6',
  },
  {
    term: 'length prefix',
    definition: 'A number in front of a message that says how many bytes belong to it.',
    source: 'lesson 5.4',
  },
  {
    term: 'link',
    definition: 'A cable or a radio channel over which hosts reach each other without a router.',
    source: 'RFC 4861 §2.1',
  },
  {
    term: 'link layer',
    definition: 'The layer that carries frames over one link, to a neighbour.',
    source: 'RFC 1122 §1.1.3',
  },
  {
    term: 'link-local address',
    definition: 'An address that is good on one link only; in IPv4 one from 169.254.0.0/16 that a host chose itself.',
    source: 'RFC 3927 §1.2',
  },
  {
    term: 'listen',
    definition: 'To wait at a port for others to connect.',
    source: 'POSIX listen()',
  },
  {
    term: 'longest prefix match',
    definition: 'The rule that of all lines that match an address, the one with the most fixed bits is used.',
    source: 'RFC 1812 §5.2.4.3',
  },
  {
    term: 'loopback',
    definition: 'A host’s private way to itself, 127.0.0.0/8; nothing sent there ever reaches a wire.',
    source: 'RFC 1122 §3.2.1.3',
  },
  {
    term: 'MAC address',
    definition: 'The 48-bit name by which an interface is addressed on its link.',
    source: 'RFC 9542 §2.1',
  },
  {
    term: 'MAC table',
    definition: 'A switch’s notes: which MAC address was last seen behind which port, and when.',
    source: 'IEEE 802.1D-2004 cl. 7.9',
  },
  {
    term: 'mainframe',
    definition: 'A large computer that many people use at once; in a network it is a host like any other.',
    source: 'usage in the trade',
  },
  {
    term: 'man in the middle',
    definition: 'Somebody on the path between two ends who reads what passes, or changes it.',
    source: 'RFC 4949',
  },
  {
    term: 'modem',
    definition: 'A device that turns bits into the signal of one line and back, and forwards nothing by address.',
    source: 'usage in the trade',
  },
  {
    term: 'NAT',
    definition: 'Rewriting the addresses of packets at the border of a network.',
    source: 'RFC 2663',
  },
  {
    term: 'Neighbor Discovery',
    definition: 'How IPv6 hosts find routers, prefixes and the MAC addresses of neighbours, by messages of ICMPv6.',
    source: 'RFC 4861',
  },
  {
    term: 'network',
    definition: 'Hosts, the links between them, boxes that forward, and rules that all of them keep.',
    source: 'RFC 1122 §1.1',
  },
  {
    term: 'network byte order',
    definition: 'The biggest byte of a number first.',
    source: 'RFC 791 Appendix B',
  },
  {
    term: 'next hop',
    definition: 'The host or router on your own link that a packet is handed to next.',
    source: 'RFC 1812 §5.2.4',
  },
  {
    term: 'nonce',
    definition: 'A value that is used once, so that yesterday’s answer does not fit today’s question.',
    source: 'RFC 4949',
  },
  {
    term: 'octet',
    definition: 'Eight bits; a byte, in the words of standards.',
    source: 'RFC 791',
  },
  {
    term: 'OUI',
    definition: 'The first 24 bits of a classic block of MAC addresses, by which IEEE registers who got the block.',
    source: 'RFC 9542 §2.1',
  },
  {
    term: 'packet',
    definition: 'A unit of bytes with a header in front that says where it should go.',
    source: 'RFC 1122 §1.3.3',
  },
  {
    term: 'PAN',
    definition:
      'Personal area network: the devices of one person, often with one of them as the router for the others.',
    source: 'IEEE 802.15',
  },
  {
    term: 'payload',
    definition: 'What a frame, packet or segment carries behind its header, unread by whoever reads that header.',
    source: 'RFC 8200 §2; RFC 9293 §2.2',
  },
  {
    term: 'peer',
    definition: 'The other end of a connection, or whoever a datagram came from.',
    source: 'POSIX getpeername()',
  },
  {
    term: 'peer-to-peer',
    definition: 'Said of programs that all do both: wait to be called and call others, give and use.',
    source: 'RFC 5694 §2',
  },
  {
    term: 'ping',
    definition: 'A tool that sends ICMP echo requests and times the replies.',
    source: 'RFC 2151 §3.2',
  },
  {
    term: 'pool',
    definition: 'The addresses that a DHCP server may give away.',
    source: 'RFC 2131 §2.2',
  },
  {
    term: 'port',
    definition: 'A number from 0 to 65535 in a TCP or UDP header that tells a host which program the bytes are for.',
    source: 'RFC 6335; RFC 9293 §3.1; RFC 768',
  },
  {
    term: 'port forwarding',
    definition: 'A rule at a NAT that lets callers from outside reach one port of one host inside.',
    source: 'RFC 6887',
  },
  {
    term: 'port scan',
    definition: 'Knocking at many ports in a row to see which of them answer.',
    source: 'RFC 4949',
  },
  {
    term: 'prefix',
    definition: 'The leading bits that all addresses of one network share; /24 says that there are 24 of them.',
    source: 'RFC 4632 §3.1',
  },
  {
    term: 'private address',
    definition:
      'An address from a block that every network may use inside, and that nobody may use across the Internet.',
    source: 'RFC 1918 §3',
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
    term: 'public address',
    definition:
      'An address that is unique in the whole Internet, so that packets for it can be carried there from anywhere.',
    source: 'RFC 1918 §3',
  },
  {
    term: 'QUIC',
    definition: 'A transport on top of UDP: connections, encryption and several reliable streams side by side.',
    source: 'RFC 9000',
  },
  {
    term: 'receive buffer',
    definition: 'Where the system keeps what has come for a socket until its program asks for it.',
    source: 'POSIX SO_RCVBUF',
  },
  {
    term: 'receive window',
    definition: 'How many more bytes a TCP receiver has room for, told to the sender in every segment.',
    source: 'RFC 9293 §3.8.6',
  },
  {
    term: 'replay',
    definition: 'Sending again, later, what was recorded from somebody else.',
    source: 'RFC 4949',
  },
  {
    term: 'retransmission',
    definition: 'Sending bytes once more because they were not acknowledged.',
    source: 'RFC 9293 §3.8.1',
  },
  {
    term: 'round-trip time',
    definition: 'The time from sending something to having the answer to it.',
    source: 'RFC 2681 §2.4',
  },
  {
    term: 'router',
    definition: 'A box that passes packets on from one network to another.',
    source: 'RFC 1812 §2.2.3',
  },
  {
    term: 'routing table',
    definition: 'A device’s list of networks, with the way out or the next hop for each.',
    source: 'RFC 1812 §5.2.4',
  },
  {
    term: 'RST',
    definition: 'TCP’s abrupt answer: there is no such conversation, or there shall be none any more.',
    source: 'RFC 9293 §3.5.2',
  },
  {
    term: 'scope',
    definition: 'A word of some vendors for a DHCP pool together with its options.',
    source: 'usage of vendors',
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
    term: 'SLAAC',
    definition:
      'Stateless address autoconfiguration: an IPv6 host makes its own address out of what the router advertises.',
    source: 'RFC 4862',
  },
  {
    term: 'slow start',
    definition: 'The beginning of a TCP transfer: the sender doubles what it has under way with every round trip.',
    source: 'RFC 5681 §3.1',
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
    term: 'spanning tree',
    definition: 'The agreement of switches on which ports stay silent, so that no loop is left.',
    source: 'IEEE 802.1Q; IEEE 802.1D-1998 cl. 8',
  },
  {
    term: 'specification',
    definition: 'The text that says what a program has to do, for whoever writes one and whoever tests it.',
    source: 'lesson 5.7',
  },
  {
    term: 'standard library',
    definition: 'The modules that come with a language, so that nobody has to install them.',
    source: 'Python library reference',
  },
  {
    term: 'static address',
    definition: 'An address that was set by hand, or that is fixed for good.',
    source: 'RFC 2131 §1',
  },
  {
    term: 'stop and wait',
    definition: 'Sending one message and no other until it is acknowledged, or again when that takes too long.',
    source: 'RFC 1350 §2; lab 4.5b',
  },
  {
    term: 'stream socket',
    definition: 'A socket that carries an ordered run of bytes, without marks where one message ends.',
    source: 'POSIX socket(); Python socket',
  },
  {
    term: 'subnet mask',
    definition: 'A number whose one bits mark the prefix of an address and whose zero bits mark the host part.',
    source: 'RFC 950 §2.1',
  },
  {
    term: 'switch',
    definition: 'A box with many sockets for cables that learns which interface is behind which of them.',
    source: 'IEEE 802.1Q',
  },
  {
    term: 'SYN',
    definition: 'The TCP segment that opens one direction and says where its byte numbers start.',
    source: 'RFC 9293 §3.5',
  },
  {
    term: 'TCP',
    definition:
      'The protocol that carries bytes between two programs whole, in order, and no faster than the reader reads.',
    source: 'RFC 9293 §2.2',
  },
  {
    term: 'thread',
    definition: 'A line of work inside a process that goes on by itself, while others wait.',
    source: 'Python documentation, threading',
  },
  {
    term: 'threat model',
    definition: 'A list of what you want to protect, from whom, and what each of them can see or do.',
    source: 'RFC 3552 §3',
  },
  {
    term: 'throughput',
    definition: 'How many bits a second really got through, of what the path could carry.',
    source: 'RFC 6349 §1',
  },
  {
    term: 'time exceeded',
    definition: 'The ICMP message of a router at which the TTL of a packet ran out.',
    source: 'RFC 792',
  },
  {
    term: 'TIME-WAIT',
    definition: 'The pause of the side that closed first, which keeps late segments out of a new connection.',
    source: 'RFC 9293 §3.3.2',
  },
  {
    term: 'timeout',
    definition: 'How long a program waits before it decides for itself that nothing will come.',
    source: 'Python socket.settimeout',
  },
  {
    term: 'TLS',
    definition: 'The protocol that adds secrecy, protection from changes, and a checked name to a stream of bytes.',
    source: 'RFC 8446',
  },
  {
    term: 'traceroute',
    definition: 'Finding the routers on the way by sending packets whose TTL runs out at each of them in turn.',
    source: 'RFC 2151 §3.4',
  },
  {
    term: 'transport layer',
    definition: 'The layer that joins two programs, by their ports; TCP and UDP are in it.',
    source: 'RFC 1122 §1.1.3',
  },
  {
    term: 'TTL',
    definition: 'A number in every IP packet that each router makes one less; at zero the packet is dropped.',
    source: 'RFC 791 §3.1; RFC 1812 §5.3.1',
  },
  {
    term: 'UDP',
    definition: 'Ports and a checksum on top of IP, and no promises.',
    source: 'RFC 768',
  },
  {
    term: 'UTF-8',
    definition: 'The rule that writes every letter of every script in one to four bytes, and ASCII in one.',
    source: 'RFC 3629',
  },
  {
    term: 'UUID',
    definition: 'A 128-bit identifier; it has nothing to do with MAC addresses, which have 48.',
    source: 'RFC 9562',
  },
  {
    term: 'VLAN',
    definition: 'One of several separate LANs inside the same switches.',
    source: 'IEEE Std 802.1Q',
  },
  {
    term: 'WAN',
    definition: 'Wide area network: the network of one organisation over large distances, usually through carriers.',
    source: 'usage',
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
  {
    term: 'Wi-Fi',
    definition: 'A local network by radio: one link, and not the Internet.',
    source: 'IEEE Std 802.11',
  },
];

/** `Challenge-response`, `challenge–response` and `challenge response` are one term. */
const keyOf = (term: string): string =>
  term
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** Where a term is on the page of all words: `#time-wait`. */
export const termAnchor = (term: string): string => keyOf(term).replaceAll(' ', '-');

const byKey = new Map(glossary.map((entry) => [keyOf(entry.term), entry]));

/** @throws when the glossary has no such term: then a lesson does not build. */
export const glossaryEntry = (term: string): GlossaryEntry => {
  const entry = byKey.get(keyOf(term));
  if (!entry) throw new Error(`The glossary has no entry “${term}”. Add one to content/glossary.ts.`);
  return entry;
};
