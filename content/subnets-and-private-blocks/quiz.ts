import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.2-q1',
    ask: 'A host is 10.1.2.3/16. It has a packet for 10.1.200.9. What does it do?',
    options: [
      {
        text: 'It sends directly: the first 16 bits are the same',
        right: true,
        feedback: 'Both begin with 10.1, and 16 bits are all that counts here.',
      },
      {
        text: 'It sends to the router: the third numbers differ',
        feedback: 'They do, behind the prefix. Only the first 16 bits are compared, and these are 10.1 in both.',
      },
      {
        text: 'It cannot tell until it knows the other’s mask',
        feedback: 'It never learns that. A host decides by its own prefix length alone.',
      },
    ],
  },
  {
    id: '3.2-q2',
    ask: '172.20.5.5 is …',
    options: [
      {
        text: 'a public address, since only 172.16.x.x is private',
        feedback: 'The block is a /12, not a /16: it reaches from 172.16 to 172.31.',
      },
      {
        text: 'a private address, inside 172.16.0.0/12',
        right: true,
        feedback: '20 is between 16 and 31, so the first twelve bits fit.',
      },
      {
        text: 'a multicast address, which names a group',
        feedback: 'Those begin with 224 to 239.',
      },
    ],
  },
  {
    id: '3.2-q3',
    ask: 'How many hosts can get an address in a /29?',
    options: [
      {
        text: '8',
        feedback:
          'Eight addresses fit in three bits, but the lowest names the network and the highest means everybody.',
      },
      { text: '6', right: true, feedback: '32 − 29 leaves three bits: eight addresses, less two.' },
      { text: '29', feedback: '29 is the length of the prefix. What is left for hosts is three bits.' },
    ],
  },
  {
    id: '3.2-q4',
    ask: 'A printer has 192.168.1.20. Is it safe from the outside because its address is private?',
    options: [
      {
        text: 'Yes: nobody outside can see the address',
        feedback: 'The address is no secret. Everybody on your network sees it, and many could guess it.',
      },
      {
        text: 'Yes: routers on the Internet do not carry it',
        feedback:
          'They do not, and it is still not safe: a translated port, a VPN, or an infected laptop beside it leads there.',
      },
      {
        text: 'No: a private address protects nothing by itself',
        right: true,
        feedback: 'What protects is a filter and a program that asks who is there. An address is a number.',
      },
    ],
  },
];
