import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '4.3-q1',
    ask: 'Your SYN carries the number 7000. Which acknowledgment number comes back with the SYN, ACK?',
    options: [
      { text: '7000', feedback: 'That would say: I am still waiting for 7000, your SYN has not arrived.' },
      {
        text: '7001',
        right: true,
        feedback: 'An acknowledgment names what is expected next, and the SYN itself used up 7000.',
      },
      {
        text: 'A number of the server’s choice',
        feedback:
          'The server chooses where its own count starts. What it acknowledges is your count, and that is exact.',
      },
    ],
  },
  {
    id: '4.3-q2',
    ask: 'You connect and read “connection refused”, at once. What do you know?',
    options: [
      {
        text: 'The computer at that address is switched off',
        feedback: 'Then nobody could have answered, and you would have waited for a timeout.',
      },
      {
        text: 'An answer came: a reset, since nobody listens there',
        right: true,
        feedback: 'A refusal is an answer. Something received your SYN and replied with RST.',
      },
      {
        text: 'A firewall on the way has swallowed your SYN',
        feedback: 'What is swallowed gets no answer. That looks like a long wait, then a timeout.',
      },
    ],
  },
  {
    id: '4.3-q3',
    ask: 'A browser and a web server talk. The browser closes first, the server follows. Who keeps a TIME-WAIT row?',
    options: [
      {
        text: 'The browser’s computer',
        right: true,
        feedback: 'Whoever sends the first FIN sends the last ACK, and waits in case it got lost.',
      },
      {
        text: 'The server’s computer',
        feedback: 'The second to close goes through LAST-ACK, and may forget once its FIN is acknowledged.',
      },
      {
        text: 'Both of the computers',
        feedback: 'That takes two FINs that cross on the way. Here one side was first.',
      },
    ],
  },
  {
    id: '4.3-q4',
    ask: 'A connection is half-closed. What does that say?',
    options: [
      {
        text: 'One side has finished sending, the other goes on',
        right: true,
        feedback: 'The two directions are closed one by one. In step 5 yours was shut while the answer came.',
      },
      {
        text: 'One side has crashed, the other does not know yet',
        feedback: 'That exists too, and is called half-open.',
      },
      {
        text: 'Half of the bytes have arrived, the rest follow',
        feedback: 'Closing says nothing about amounts. Everything sent before a FIN is still delivered.',
      },
    ],
  },
];
