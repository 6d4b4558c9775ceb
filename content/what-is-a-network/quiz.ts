import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.1.q1',
    ask: 'You have a TCP connection to a server in another town. Where does it exist?',
    options: [
      {
        text: 'In the cables that lead from you to it',
        feedback: 'The same cables carry a great many conversations and remember none of them.',
      },
      {
        text: 'In the memory of the two hosts that talk',
        right: true,
        feedback: 'Yes. Each end remembers the other and how far both have got. Nobody else has to.',
      },
      {
        text: 'In the memory of each router on the way',
        feedback:
          'A router forwards every packet by itself. Those that translate addresses are the exception, in lesson 6.1.',
      },
    ],
  },
  {
    id: '1.1.q2',
    ask: 'A telephone call used to reserve a line for two people. What does IP reserve for two programs?',
    options: [
      {
        text: 'A path, which all their packets then take',
        feedback: 'The next packet may go another way. Each router decides again for each packet.',
      },
      {
        text: 'A share of the capacity of every link',
        feedback: 'Capacity goes to whichever packets turn up. That is why things slow down when many want it.',
      },
      {
        text: 'Nothing: each packet travels by itself',
        right: true,
        feedback: 'Yes. IP handles every packet alone and keeps nothing ready for the next one.',
      },
    ],
  },
  {
    id: '1.1.q3',
    ask: 'Two programs on one laptop talk over 127.0.0.1. Which of these is true?',
    options: [
      {
        text: 'They use the same calls as over a network',
        right: true,
        feedback: 'Yes. Connect, send, read, close: the program need not know how far away the other end is.',
      },
      {
        text: 'Their bytes go out to the router and back',
        feedback: 'Addresses that begin with 127 must never appear outside the host. The bytes stay inside.',
      },
      {
        text: 'They need some network, if only a small one',
        feedback: 'You did it without one. Loopback is enough.',
      },
    ],
  },
];
