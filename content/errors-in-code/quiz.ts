import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.5-q1',
    ask: 'Somewhere on the way, far from both computers, a cable is pulled between two programs that are connected by TCP. Neither sends anything. When do they notice?',
    options: [
      {
        text: 'At once: the connection breaks',
        feedback: 'A connection is two notes, one at each end. Nobody has touched the notes.',
      },
      {
        text: 'After 60 seconds, by TCP’s own clock',
        feedback: 'TCP has clocks for what it has sent. Nothing was sent, so none of them runs.',
      },
      {
        text: 'Maybe never, as long as both are quiet',
        right: true,
        feedback: 'Right. Without traffic there is nothing to miss. A heartbeat makes traffic.',
      },
    ],
  },
  {
    id: '5.5-q2',
    ask: 'The other side has closed. Your first `send` after that returned 1. Was the byte delivered?',
    options: [
      {
        text: 'Yes: send reports what has arrived',
        feedback: 'It reports what your own system has taken. Nothing had arrived anywhere.',
      },
      {
        text: 'No: your system took it, and a reset follows',
        right: true,
        feedback: 'Right. And the next send tells you: broken pipe.',
      },
      {
        text: 'Not yet: it waits until they connect again',
        feedback: 'A connection that is over does not come back. A new one has a stream of its own.',
      },
    ],
  },
  {
    id: '5.5-q3',
    ask: 'Your program charges a card, and the answer is lost. It sends the request again. What can go wrong?',
    options: [
      {
        text: 'Nothing: TCP throws doubles away',
        feedback: 'It knows bytes of one connection. Two requests are two to it.',
      },
      {
        text: 'The card may be charged twice',
        right: true,
        feedback: 'Right. A number for each order, remembered by the shop, makes the second one harmless.',
      },
      { text: 'The second request is refused', feedback: 'Only if the shop can know that it is a second one.' },
    ],
  },
  {
    id: '5.5-q4',
    ask: '`connect` ends with ECONNREFUSED. What can you rule out?',
    options: [
      {
        text: 'That the road to that address is cut',
        right: true,
        feedback: 'Right: an answer came back. The computer there gave it, or a firewall in its name.',
      },
      {
        text: 'That the program over there has crashed',
        feedback: 'It may have: then nobody listens on its port any more, and the system says so.',
      },
      {
        text: 'That you have got the port number wrong',
        feedback: 'You may well have: on the port that you asked, nobody listens.',
      },
    ],
  },
];
