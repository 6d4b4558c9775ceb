import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.4-q1',
    ask: 'You print on a printer in your own /24. Do those packets pass the default gateway?',
    options: [
      {
        text: 'Always: everything does',
        feedback: 'The gateway is for what is not on your link. Your computer asks for the printer’s MAC itself.',
      },
      {
        text: 'No, they go there directly',
        right: true,
        feedback: 'The printer’s address matches the line of your own network, which is longer than the default.',
      },
      {
        text: 'Only if the printer speaks TCP',
        feedback: 'IP decides where to, before anybody asks what the packet carries.',
      },
    ],
  },
  {
    id: '3.4-q2',
    ask: 'A table says: 0.0.0.0/0 to A, 10.0.0.0/8 to B, 10.1.0.0/16 to C. Where does a packet for 10.1.9.9 go?',
    options: [
      { text: 'To A', feedback: 'The default matches everything, and is therefore the last to be asked.' },
      { text: 'To B', feedback: 'It matches in 8 bits. There is a line that matches in 16.' },
      {
        text: 'To C',
        right: true,
        feedback: 'All three match. The longest prefix says most about the address, and wins.',
      },
    ],
  },
  {
    id: '3.4-q3',
    ask: 'A packet has passed two routers, neither of which does NAT. What is as it was?',
    options: [
      {
        text: 'The frame’s source MAC',
        feedback: 'Each router writes the address of its own outgoing interface there.',
      },
      { text: 'The packet’s TTL', feedback: 'It is two less than it was.' },
      {
        text: 'The destination IP address',
        right: true,
        feedback: 'It is what each router reads to choose the next step, and it leaves it alone.',
      },
    ],
  },
  {
    id: '3.4-q4',
    ask: 'You ping an address by number. A friend at that machine sees every request arrive, you see no reply. What is likely?',
    options: [
      { text: 'Your default gateway is wrong', feedback: 'Then the requests would not have arrived.' },
      {
        text: 'Some router has no route back to you',
        right: true,
        feedback: 'There and back are two journeys, and each router on the second one must know your network.',
      },
      { text: 'DNS does not work', feedback: 'You used a number. No name had to be looked up.' },
    ],
  },
];
