import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '2.3-q1',
    ask: 'A frame from A comes in at p1. It is for D, and the table has no row for D. What does the switch do?',
    options: [
      {
        text: 'It drops the frame, since it cannot deliver it',
        feedback: 'Then nobody could ever be reached for the first time: D gets into the table by answering.',
      },
      {
        text: 'It asks all its ports which of them has D',
        feedback: 'A switch has no such question. It never asks; it listens to what passes through it anyway.',
      },
      {
        text: 'It notes A at p1, and sends to all other ports',
        right: true,
        feedback: 'Yes: learn from the source, flood what is unknown. If D answers, its row is written too.',
      },
    ],
  },
  {
    id: '2.3-q2',
    ask: 'A and B sit on one hub, and the hub hangs on p1. Both have spoken. A sends to B. What does the switch do with its copy?',
    options: [
      {
        text: 'It sends it back out of p1, where B is',
        feedback: 'The hub has delivered it to B already. Back out of p1 it would arrive a second time.',
      },
      {
        text: 'It throws it away: B is on that side',
        right: true,
        feedback: 'Yes, that is filtering. It is certain that the destination is behind the port the frame came from.',
      },
      {
        text: 'It sends it to all ports but p1',
        feedback: 'That is for a destination it does not know, or for everybody. B has a row.',
      },
    ],
  },
  {
    id: '2.3-q3',
    ask: 'You move a computer from p2 to p5, and it sends one frame. What becomes of its row?',
    options: [
      {
        text: 'It stays at p2 until 300 seconds are over',
        feedback: 'The 300 seconds are for those who are silent. Every frame that comes in updates its sender’s row.',
      },
      {
        text: 'It says p5 from that frame on',
        right: true,
        feedback: 'Yes. The source address was seen at p5, and the latest sighting counts.',
      },
      {
        text: 'There are two rows for it, p2 and p5',
        feedback:
          'One address has one row (in each virtual LAN, where a switch has several). The new port replaces the old one.',
      },
    ],
  },
  {
    id: '2.3-q4',
    ask: 'Two switches are joined by two cables, nothing else is set up, and spanning tree is off. One broadcast is sent. What happens?',
    options: [
      {
        text: 'It arrives, at twice the speed',
        feedback: 'Two cables that act as one need a setting for it, link aggregation. Nothing is set up here.',
      },
      {
        text: 'Copies go round until a cable is pulled',
        right: true,
        feedback:
          'Yes. Each switch sends on by the other cable what came in by the first, and nothing in the frame counts.',
      },
      {
        text: 'The second cable stays idle, in reserve',
        feedback: 'That is what spanning tree would arrange. Without it both ports send and receive.',
      },
    ],
  },
];
