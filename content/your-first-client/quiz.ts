import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.2-q1',
    ask: '`recv(1024)` has returned `b""`, empty bytes. What does that mean?',
    options: [
      {
        text: 'Nothing has come yet: ask again',
        feedback: 'When nothing is there, recv waits. A loop that asks again here would spin for ever.',
      },
      {
        text: 'The other side has finished sending',
        right: true,
        feedback: 'Right: its FIN has come, and everything before it has been read.',
      },
      {
        text: 'The connection broke: an error',
        feedback: 'A connection that breaks raises an exception. Empty bytes are an end in good order.',
      },
    ],
  },
  {
    id: '5.2-q2',
    ask: '`send` was given 1,000 bytes and returned 600. What do you do?',
    options: [
      { text: 'Nothing: the system sends the rest', feedback: 'It took 600. Of the other 400 it knows nothing.' },
      {
        text: 'Send the 400 that are left',
        right: true,
        feedback: 'Right. Or use `sendall`, which does that for you until all are gone.',
      },
      {
        text: 'Connect again and send all of it',
        feedback: 'Nothing broke. And the 600 would arrive twice.',
      },
    ],
  },
  {
    id: '5.2-q3',
    ask: 'Why does `s.send("hi")` fail in Python 3?',
    options: [
      {
        text: 'It is too short for a segment',
        feedback: 'One byte is enough. And segments are TCP’s business, not the caller’s.',
      },
      {
        text: 'It is text, and sockets carry bytes',
        right: true,
        feedback: 'Right: `s.send(b"hi")`, or `"hi".encode()`.',
      },
      {
        text: 'It does not end with a line end',
        feedback: 'Sockets know of no lines. The room would have minded, later.',
      },
    ],
  },
  {
    id: '5.2-q4',
    ask: 'You swap your hand-written request for `http.client`. What changes on the wire?',
    options: [
      {
        text: 'The page is fetched without TCP',
        feedback: 'The library opens a TCP socket, as you did. The wire in lab 5.2b showed its connection.',
      },
      {
        text: 'A header or two, and little else',
        right: true,
        feedback: 'Right: it writes the same kind of lines, with a habit or two of its own.',
      },
      {
        text: 'The request becomes unreadable',
        feedback: 'It is text on both floors. To make it unreadable takes TLS, which is module 9.',
      },
    ],
  },
];
