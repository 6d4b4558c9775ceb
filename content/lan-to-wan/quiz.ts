import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.3.q1',
    ask: 'Your room listens at 192.168.1.7. A friend in another city types that address and cannot join. Why?',
    options: [
      {
        text: 'The friend is too far away',
        feedback: 'Distance adds delay, and no refusal. The room would answer from the other side of the planet.',
      },
      {
        text: 'That address means something else there',
        right: true,
        feedback: 'Yes. Private addresses are used again in every home. There it is somebody’s printer, or nobody.',
      },
      {
        text: 'Chat rooms are blocked between cities',
        feedback: 'Some networks block some things. Here not one packet has found the way to be blocked.',
      },
    ],
  },
  {
    id: '1.3.q2',
    ask: 'What makes two hosts share a LAN, so that each hears the other’s broadcasts?',
    options: [
      {
        text: 'Being in the same building',
        feedback: 'Two floors may be two LANs, and one LAN may have two buildings. Walls do not decide it.',
      },
      {
        text: 'Being joined with no router between them',
        right: true,
        feedback: 'Yes: one broadcast domain. The next broadcast of one of them would come to the other.',
      },
      {
        text: 'Belonging to the same company',
        feedback: 'One company has many LANs. In the lab the office had the owner of lab1, and heard nothing.',
      },
    ],
  },
  {
    id: '1.3.q3',
    ask: 'Your watch reaches the web through your phone. Which part does the phone play?',
    options: [
      {
        text: 'A router: it forwards between two networks',
        right: true,
        feedback: 'Yes. One leg in the personal network, one in the home network or in that of the mobile carrier.',
      },
      {
        text: 'A WAN: it is the way to the world',
        feedback: 'A WAN is a network. The phone is one box, with a foot in two of them.',
      },
      {
        text: 'A switch: it passes on all frames',
        feedback: 'Then the watch would have heard the broadcast of pc1. It did not.',
      },
    ],
  },
];
