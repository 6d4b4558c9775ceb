import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '4.2-q1',
    ask: 'On Linux, a datagram of 11 bytes waits in the receive buffer. The program reads, and offers room for 4. What does its next read get?',
    options: [
      {
        text: 'The remaining 7 bytes',
        feedback: 'That is how a TCP stream behaves. A datagram is taken out whole, however little of it is wanted.',
      },
      {
        text: 'The next datagram; the 7 are gone',
        right: true,
        feedback: 'Right. One read takes one datagram, and what did not fit is thrown away.',
      },
      {
        text: 'An error, sent to it by the sender',
        feedback: 'The sender never learns of it. It was done when its own system had taken the datagram.',
      },
    ],
  },
  {
    id: '4.2-q2',
    ask: 'In a flood over loopback, 4,834 of 5,000 datagrams are lost. Where?',
    options: [
      {
        text: 'In the cable, through noise',
        feedback: 'Both programs are on one computer. There is no cable in between.',
      },
      {
        text: 'At the full receive buffer',
        right: true,
        feedback: 'Right. The reader was busy, its buffer was full, and the system threw away the rest.',
      },
      {
        text: 'In a router whose TTL ran out',
        feedback: 'Loopback has no routers, and a TTL of 64 does not run out in one step.',
      },
    ],
  },
  {
    id: '4.2-q3',
    ask: 'You have to use UDP, and you need every message. What do you do?',
    options: [
      {
        text: 'Nothing helps: UDP cannot be reliable',
        feedback: 'UDP cannot, but your program can. QUIC builds reliable streams in this way.',
      },
      {
        text: 'Number, acknowledge and repeat them',
        right: true,
        feedback: 'Right: numbers, acknowledgments, a timer. Lesson 4.5 has a chat that does it.',
      },
      {
        text: 'Send each message two times',
        feedback: 'Then both may be lost, and you have doubled the load that may be causing the loss.',
      },
    ],
  },
  {
    id: '4.2-q4',
    ask: 'A program calls `connect()` on a UDP socket. What leaves the computer?',
    options: [
      {
        text: 'A SYN, as with TCP',
        feedback: 'UDP has no handshake, and no SYN to begin one with.',
      },
      {
        text: 'An empty datagram',
        feedback: 'An empty datagram exists, but this is not what sends one.',
      },
      {
        text: 'Nothing at all',
        right: true,
        feedback:
          'Right. The system notes whom this socket talks to. In lab 4.2a `nc -u` did that, and the receiver noticed nothing.',
      },
    ],
  },
];
