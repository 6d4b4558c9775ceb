import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '4.4-q1',
    ask: 'An acknowledgment carries the number 5001. What does it say?',
    options: [
      {
        text: 'Segment number 5001 has arrived',
        feedback: 'TCP numbers bytes. It has no number for a segment, and the same bytes may come in other segments.',
      },
      {
        text: 'All before byte 5001 is here; 5001 is next',
        right: true,
        feedback: 'Right. It names what is expected next, and so speaks for everything before it.',
      },
      {
        text: 'The program has read 5000 bytes so far',
        feedback: 'The bytes are with the other side’s TCP. Whether a program has read them, nobody said: lab 4.4c.',
      },
    ],
  },
  {
    id: '4.4-q2',
    ask: 'The program at the far end reads slowly. What makes the sender slow down?',
    options: [
      {
        text: 'The congestion window',
        feedback: 'That one is the sender’s own guess about the road. The road is not the trouble here.',
      },
      {
        text: 'The receive window',
        right: true,
        feedback: 'Right. With every segment the receiver tells how much room it has left, down to zero.',
      },
      {
        text: 'The TTL of its packets',
        feedback: 'TTL counts routers, so that no packet goes in circles for ever. It knows nothing of readers.',
      },
    ],
  },
  {
    id: '4.4-q3',
    ask: 'Bytes 1 to 1000 were lost. Bytes 1001 to 3000 have arrived. What does the program get now?',
    options: [
      {
        text: 'Bytes 1001 to 3000, the rest later',
        feedback: 'That would break the promise of order. The program could not even tell that something is missing.',
      },
      {
        text: 'Nothing, until the gap is filled',
        right: true,
        feedback: 'Right. What came early waits behind what is missing, and then all of it comes at once.',
      },
      {
        text: 'An error: bytes are missing',
        feedback: 'An error comes when TCP gives up, after many tries. One loss is everyday work.',
      },
    ],
  },
  {
    id: '4.4-q4',
    ask: 'You order by TCP. Which of these must your program and the shop’s settle between themselves?',
    options: [
      {
        text: 'That bytes come in the right order',
        feedback: 'TCP does that, by their numbers.',
      },
      {
        text: 'That no byte is taken twice',
        feedback: 'TCP does that too: what has a number it already has is thrown away.',
      },
      {
        text: 'That the order was processed',
        right: true,
        feedback: 'Right. Only the shop’s program knows, so it has to say so, in an answer of its own.',
      },
    ],
  },
];
