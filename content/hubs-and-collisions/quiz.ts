import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '2.2-q1',
    ask: 'A frame comes into a hub by socket 1. Where does the hub send it?',
    options: [
      {
        text: 'To the socket of the addressee',
        feedback: 'For that it would have to read the address. A hub handles bits and reads nothing.',
      },
      {
        text: 'To all the other sockets',
        right: true,
        feedback: 'Yes, bit by bit while they still arrive, whoever the frame is for.',
      },
      {
        text: 'To all sockets if it is a broadcast',
        feedback:
          'That distinction needs the destination address. Boxes that read it are the subject of the next lesson.',
      },
    ],
  },
  {
    id: '2.2-q2',
    ask: 'What is a broadcast storm?',
    options: [
      {
        text: 'A very large number of collisions',
        feedback: 'Collisions need a shared medium. Storms rage on switches, where nothing ever collides.',
      },
      {
        text: 'Broadcasts that breed more broadcasts',
        right: true,
        feedback:
          'Yes, for instance because a loop of cables brings them back again and again. The next lesson makes one.',
      },
      {
        text: 'Many people downloading large files',
        feedback: 'That is load, and it ends when they have what they wanted. A storm feeds on itself.',
      },
    ],
  },
  {
    id: '2.2-q3',
    ask: 'A computer is plugged into a switch, full duplex. How often do its frames collide?',
    options: [
      {
        text: 'Rarely, in busy hours',
        feedback: 'Load makes queues there, and full queues lose frames. There is nothing to collide with.',
      },
      {
        text: 'Never: they cannot',
        right: true,
        feedback: 'Yes. Each direction of the cable has a channel of its own, with one sender.',
      },
      {
        text: 'Often, but it is repaired',
        feedback: 'Repair was the business of CSMA/CD on shared media. In full duplex it is switched off.',
      },
    ],
  },
];
