import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.5-q1',
    ask: 'You double the bit rate of a link and leave everything else. What is halved?',
    options: [
      {
        text: 'The time a bit travels from end to end',
        feedback: 'A signal travels as fast on a wide link as on a narrow one. Only the distance decides.',
      },
      {
        text: 'The time to put a message on the link',
        right: true,
        feedback: 'Yes. Twice as many bits a second leave, so the last one leaves in half the time.',
      },
      {
        text: 'Both of them, and so the whole delay',
        feedback: 'In lab 1.5a ten times the width made the small message quicker by 0.011 of 50 ms.',
      },
    ],
  },
  {
    id: '1.5-q2',
    ask: 'A film of 500 megabytes goes through a line of 20 megabits per second. About how long does it take?',
    options: [
      {
        text: '25 seconds',
        feedback: 'Files are counted in bytes, lines in bits. A byte has eight of them.',
      },
      {
        text: '200 seconds',
        right: true,
        feedback: 'Yes. 4,000 million bits, 20 million a second, and the delay of the line on top.',
      },
      {
        text: '4,000 seconds',
        feedback: 'There are 4,000 million bits, but 20 million of them leave every second.',
      },
    ],
  },
  {
    id: '1.5-q3',
    ask: 'In a video call both of you wait a second before the other answers. The picture is sharp. What is wrong?',
    options: [
      {
        text: 'The latency is too large',
        right: true,
        feedback: 'Yes. Enough bits arrive, or the picture would suffer. They arrive late: distance, or a queue.',
      },
      {
        text: 'The bandwidth is too small',
        feedback: 'Then there would be too few bits for a sharp picture.',
      },
      {
        text: 'The files are too large',
        feedback: 'A call has no file. It is made, sent and shown while you talk.',
      },
    ],
  },
  {
    id: '1.5-q4',
    ask: 'A link is empty. A message of one bit and one of 1,500 bytes are sent over it. Which has the larger one-way delay?',
    options: [
      {
        text: 'Neither: a delay belongs to the link',
        feedback: 'The travelling does. But the delay ends with the last bit, and the larger message has more to come.',
      },
      {
        text: 'The one bit, since it is not worth a trip',
        feedback: 'Nobody waits for company on an empty link.',
      },
      {
        text: 'The 1,500 bytes, since their last bit leaves later',
        right: true,
        feedback: 'Yes. From the first bit out to the last bit in: the size counts, together with the distance.',
      },
    ],
  },
];
