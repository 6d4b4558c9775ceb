import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.3-q1',
    ask: 'Which of these calls has to be given a name?',
    options: [
      { text: '`accept`', feedback: 'It hands one out: a new socket, and the name of the caller.' },
      { text: '`getpeername`', feedback: 'It answers with one, or with ENOTCONN.' },
      {
        text: '`sendto`',
        right: true,
        feedback: 'Right. A datagram socket without a peer must be told for whom each datagram is.',
      },
    ],
  },
  {
    id: '5.3-q2',
    ask: 'A server listens on port 5001 and has accepted three clients. How many sockets does the server hold?',
    options: [
      { text: 'One', feedback: 'The listener carries no data. Each client has a socket of its own in the server.' },
      { text: 'Three', feedback: 'Those are the conversations. What do new callers knock at?' },
      { text: 'Four', right: true, feedback: 'Right: the listener, and one for each client. All four show port 5001.' },
    ],
  },
  {
    id: '5.3-q3',
    ask: 'What does `getpeername()` say on a fresh TCP socket?',
    options: [
      { text: '`("0.0.0.0", 0)`', feedback: 'That is what `getsockname()` says on Linux. A peer is another matter.' },
      { text: 'An error: ENOTCONN', right: true, feedback: 'Right. There is no peer, and zeros would look like one.' },
      { text: '`("127.0.0.1", 0)`', feedback: 'No address is filled in before anybody is connected.' },
    ],
  },
  {
    id: '5.3-q4',
    ask: 'A client’s `connect` has returned, and the server has never called `accept`. Can that be?',
    options: [
      {
        text: 'Yes: the system keeps finished handshakes',
        right: true,
        feedback: 'Right. You have seen it: established, with bytes that waited.',
      },
      {
        text: 'No: accept is what answers the SYN',
        feedback: 'The operating system answers it, as soon as somebody listens on that port.',
      },
      {
        text: 'Only with UDP, where nobody shakes hands',
        feedback: 'UDP has no handshake at all. It is TCP that can be finished before anybody accepts.',
      },
    ],
  },
];
