import { chatGreeted } from '../../lab/checks/chat-joined.ts';
import { chosenPort, socketsListed, threeHeld } from '../../lab/checks/chosen-port.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import type { Lab, Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { repair } from './repair-lab.ts';

const hold: Lab = {
  id: '5.1a',
  title: 'Three sockets of your own',
  why: 'Real: the lab server asks this computer’s operating system for each of them and passes the calls on for you.',
  prediction: {
    id: '5.1a-ports',
    ask: 'You ask for a listener on port 0, for a datagram socket on port 0, and for a connection to room green without naming a port of your own. Which ports do your three sockets get?',
    options: [
      { id: 'zero', text: '0, 0 and none' },
      { id: 'row', text: 'The next free ones after 5000, in a row' },
      { id: 'green', text: '0, 0, and the port of room green' },
      { id: 'chosen', text: 'Three numbers nobody asked for, much higher' },
    ],
    outcome:
      'Three numbers that the operating system chose from a range it keeps for this: on most Linux systems 32768 to 60999, by IANA’s recommendation 49152 to 65535. The third socket got one too, without asking: a connection needs a port at both ends, or the answers could not find the way back.',
  },
  steps: [
    {
      say: 'Ask for a listener, on whatever port is free.',
      run: 'socks listen 0',
      check: chosenPort('listener'),
      hints: [
        'Port 0 stands for “you choose”.',
        '`help socks` shows the verbs it knows.',
        'The verb for a socket that waits for connections is `listen`.',
        'Type `socks listen 0` and press Enter.',
      ],
    },
    {
      say: 'Ask for a datagram socket the same way. It is bound, and connected to nobody.',
      run: 'socks bind 0',
      check: chosenPort('datagram socket'),
      hints: [
        'A datagram socket does not listen. It only needs a port of its own.',
        '`help socks` shows the verbs it knows.',
        'The verb that claims a port is `bind`.',
        'Type `socks bind 0` and press Enter.',
      ],
    },
    {
      say: 'Ask for a stream that is connected to room green. This time you name the other end only.',
      run: 'socks connect 127.0.0.1 {green}',
      check: chatGreeted('green'),
      hints: [
        'You name the address and port you want to reach.',
        'Room green listens at port {green} on this computer.',
        'The verb is `connect`.',
        'Type `socks connect 127.0.0.1 {green}` and press Enter.',
      ],
    },
    {
      say: 'Look at the tickets in your hand, each with its own end and the other end.',
      run: 'socks table',
      check: inOrder(threeHeld('green'), socketsListed),
      hints: [
        'One command prints all the sockets you hold.',
        'All three have to be open. Make again what is missing.',
        'The verb is `table`.',
        'Type `socks table` and press Enter.',
      ],
    },
    {
      say: 'Compare with what the operating system says. Find your three by their ports; UNCONN is its word for a datagram socket without a peer.',
      run: 'ss -tuan',
      check: inOrder(threeHeld('green'), tableShows({ transport: 'udp', state: 'UNCONN' })),
      hints: [
        'The list from lesson 4.3, with UDP added.',
        '`-t` is TCP, `-u` is UDP, `-a` all states, `-n` numbers instead of names.',
        'The command is `ss`.',
        'Type `ss -tuan` and press Enter.',
      ],
    },
  ],
  saw: {
    id: '5.1a-saw',
    ask: 'Two of your three sockets show no peer. Which one shows a peer?',
    options: [
      {
        text: 'The stream that was connected',
        right: true,
        feedback: 'Yes, and its peer is the room’s address and port. The other two wait for whoever comes.',
      },
      {
        text: 'The listener on its chosen port',
        feedback: 'A listener never has one. For each caller it makes a new socket, and that one has a peer.',
      },
      {
        text: 'The datagram socket on its port',
        feedback: 'Yours was bound and not connected, so it may write to anybody and names nobody.',
      },
    ],
  },
  solution: [
    { choose: 'chosen', question: '5.1a-ports' },
    { type: 'socks listen 0' },
    { see: /127\.0\.0\.1:\d+/ },
    { type: 'socks bind 0' },
    { see: /127\.0\.0\.1:\d+/ },
    { type: 'socks connect 127.0.0.1 {green}' },
    { see: /127\.0\.0\.1:\d+/ },
    { type: 'socks table' },
    { see: 'lab$' },
    { type: 'ss -tuan' },
    { see: 'UNCONN' },
  ],
  mistakes: [
    {
      name: 'names a port instead of letting the system choose',
      script: [
        { choose: 'row', question: '5.1a-ports' },
        { type: 'socks listen 5500' },
        { see: '5500' },
        { see: 'lab$' },
      ],
      step: 1,
      saying: 'Your listener sits on port 5500, which you named yourself. Ask for port 0.',
    },
    {
      name: 'looks at the table with two sockets only',
      script: [
        { choose: 'chosen', question: '5.1a-ports' },
        { type: 'socks listen 0' },
        { see: /127\.0\.0\.1:\d+/ },
        { type: 'socks connect 127.0.0.1 {green}' },
        { see: /127\.0\.0\.1:\d+/ },
        { type: 'socks table' },
        { see: 'lab$' },
      ],
      step: 4,
      saying: 'You hold no datagram socket yet.',
    },
    {
      name: 'compares with ss before anything is held',
      script: [{ choose: 'zero', question: '5.1a-ports' }, { type: 'ss -tuan' }, { see: 'lab$' }],
      step: 5,
      saying: 'You hold no listener yet.',
    },
  ],
};

const pythonSocket = 'https://docs.python.org/3/library/socket.html';

export const lesson: Lesson = {
  slug: 'what-is-a-socket',
  number: '5.1',
  title: 'A ticket for a conversation',
  question: 'What do I hold when I hold a socket?',
  module: 'Writing network programs',
  minutes: { reading: 9, lab: 13 },
  needs: 'what a port and a connection are',
  terms: ['ephemeral port', 'address family', 'stream socket', 'datagram socket'],
  labs: [hold, repair],
  quiz,
  references: [
    {
      source: 'Python documentation, socket',
      url: pythonSocket,
      says: 'families, types and their defaults, and what an address looks like in each family',
    },
    { source: 'RFC 9293 §4', says: 'the word socket in TCP’s own text: an address together with a port' },
    { source: 'RFC 9293 §3.4.1', says: 'a pair of sockets is a connection' },
    { source: 'RFC 6335 §6', says: 'the range 49152 to 65535 for ports that nobody is assigned' },
    { source: 'RFC 768', says: 'UDP: a datagram carries its ports, and needs no connection' },
    {
      source: 'Python documentation, Internet protocols and support',
      url: 'https://docs.python.org/3/library/internet.html',
      says: 'the upper floor: http.client, smtplib, imaplib',
    },
  ],
  topics: ['001-01', '001-22', '002-01', '002-31', '003-01', '003-03', '003-04', '003-05', '004-03'],
  corrections: ['C82', 'C83', 'C84', 'C86', 'C88'],
  summary:
    'A socket is a ticket for something the operating system keeps: its family says how addresses look, its type says what is promised, and it has no port until it is bound or connected.',
};
