import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.1-q1',
    ask: 'What is 192.168.1.1 as one number?',
    options: [
      {
        text: '3 232 235 777',
        right: true,
        feedback: '192 × 16 777 216 + 168 × 65 536 + 1 × 256 + 1. The board shows it.',
      },
      {
        text: '19 216 811',
        feedback:
          'Those are its digits without the dots. Each of the four numbers stands for eight bits, not for two or three digits.',
      },
      { text: 'It has none', feedback: 'It is one: 32 bits. The dots are only how people write it.' },
    ],
  },
  {
    id: '3.1-q2',
    ask: '256.1.1.1 is …',
    options: [
      { text: 'an address of a very large network', feedback: 'No network is that large: eight bits end at 255.' },
      {
        text: 'not an IPv4 address at all',
        right: true,
        feedback: 'Each of the four numbers is one byte, 0 to 255. 256 would need a ninth bit.',
      },
      { text: 'an address of IPv6, not of IPv4', feedback: 'Those are written in hexadecimal, with colons.' },
    ],
  },
  {
    id: '3.1-q3',
    ask: 'A laptop uses Wi-Fi, a cable and a VPN at once. How many IPv4 addresses may it have?',
    options: [
      {
        text: 'One, because it is one laptop',
        feedback: 'Addresses belong to interfaces, and it has several of those.',
      },
      {
        text: 'Three, one for each interface',
        feedback: 'There is the loopback too, and an interface may have more than one address.',
      },
      {
        text: 'Four or more, with loopback',
        right: true,
        feedback: 'One for each of the three, 127.0.0.1, and whatever else was given to one of them.',
      },
    ],
  },
  {
    id: '3.1-q4',
    ask: 'Why do so many books print 192.0.2.x?',
    options: [
      {
        text: 'They are old addresses that nobody uses any more',
        feedback: 'They were set aside on purpose, and that is still so.',
      },
      {
        text: 'They are reserved for examples, so nobody is hit',
        right: true,
        feedback: 'Whoever copies an example then reaches nobody by accident.',
      },
      {
        text: 'They belong to the author or to the publisher',
        feedback: 'They belong to nobody, so that they can stand in any book.',
      },
    ],
  },
];
