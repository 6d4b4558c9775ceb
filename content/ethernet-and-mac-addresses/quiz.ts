import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '2.1-q1',
    ask: 'The first octet of a MAC address is 06. What is it?',
    options: [
      {
        text: 'The address of one interface, from a registered block',
        feedback:
          'For that the local bit would have to be clear. 06 is 00000110, and the second bit from the right is set.',
      },
      {
        text: 'The address of one interface, chosen by somebody locally',
        right: true,
        feedback: '00000110: the local bit is set, the group bit is clear.',
      },
      {
        text: 'The address of a group of interfaces, for multicast',
        feedback: 'Groups have the lowest bit set. In 06 it is clear.',
      },
    ],
  },
  {
    id: '2.1-q2',
    ask: 'What does a MAC address belong to?',
    options: [
      {
        text: 'A computer',
        feedback: 'A laptop with Wi-Fi, a cable and Bluetooth has several. None of them names the laptop.',
      },
      { text: 'An interface', right: true, feedback: 'Yes, for as long as the interface uses it.' },
      {
        text: 'A person',
        feedback: 'Nothing in it says who sits there. That others use it to guess is why phones change theirs.',
      },
    ],
  },
  {
    id: '2.1-q3',
    ask: 'You look up the prefix of an address, and the register says Acme. What do you know?',
    options: [
      {
        text: 'Acme has made the whole computer',
        feedback:
          'Makers buy each other’s cards, cards are moved, and virtual machines use blocks of those who wrote the program.',
      },
      {
        text: 'The address is out of Acme’s block',
        right: true,
        feedback: 'Yes, and no more. Acme may have made the card, or somebody typed the address in.',
      },
      {
        text: 'The computer cannot be hiding itself',
        feedback: 'Any program with the rights can set any address. You did, in lab 2.1b.',
      },
    ],
  },
];
