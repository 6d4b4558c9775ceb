import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.4-q1',
    ask: 'A server logs `one⏎two⏎three⏎` as one chunk, where three writes were made. What happened?',
    options: [
      {
        text: 'TCP has a bug in this system',
        feedback: 'It did what it promises: all bytes, in order. It promises no borders.',
      },
      {
        text: 'Streams have no marks between messages',
        right: true,
        feedback: 'Right. The bytes lay in one heap, and recv took the heap.',
      },
      {
        text: 'The network was slow at that moment',
        feedback: 'Speed changes how often it happens. It is allowed at any speed.',
      },
    ],
  },
  {
    id: '5.4-q2',
    ask: 'How many bytes does “é” take in UTF-8?',
    options: [
      { text: 'One byte', feedback: 'In Latin-1, yes. In UTF-8 one byte is for ASCII, and é is none.' },
      { text: 'Two bytes', right: true, feedback: 'Right: the bytes c3 a9.' },
      { text: 'Four bytes', feedback: 'In UTF-32 every letter has four. In UTF-8 it is the waving hand that does.' },
    ],
  },
  {
    id: '5.4-q3',
    ask: 'A length of four bytes in network byte order reads `00 00 00 0b`. How long is the message?',
    options: [
      { text: '11 bytes', right: true, feedback: 'Right: the biggest byte first, and only the last is not zero.' },
      {
        text: '184,549,376 bytes',
        feedback: 'That is what somebody reads who takes the first byte for the smallest. Networks do not.',
      },
      { text: '0 bytes', feedback: 'The last byte is part of the number: 0b is eleven.' },
    ],
  },
  {
    id: '5.4-q4',
    ask: 'When does a protocol with an end mark go wrong, if nobody takes care?',
    options: [
      {
        text: 'When a message is very long',
        feedback: 'That needs a limit, and is right all the same: the end mark still ends it.',
      },
      {
        text: 'When the mark stands in a message',
        right: true,
        feedback: 'Right. Forbid it, escape it, or use a length in front.',
      },
      {
        text: 'When there are many clients',
        feedback: 'Each conversation has a buffer of its own, so they do not mix.',
      },
    ],
  },
];
