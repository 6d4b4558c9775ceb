import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '4.5-q1',
    ask: 'A voice call over a road that loses 2 % of its packets. What should the program do about a missing piece of sound?',
    options: [
      {
        text: 'Wait until it has been repeated',
        feedback: 'Then all sound behind it waits, too, and the call falls behind. A pause is worse than a click.',
      },
      {
        text: 'Skip it, and go on with the next',
        right: true,
        feedback: 'Right. A fiftieth of a second is missing, and the conversation stays in the present.',
      },
      {
        text: 'Ask for everything twice from then on',
        feedback: 'That doubles the load, and the load may be what makes the road lose packets.',
      },
    ],
  },
  {
    id: '4.5-q2',
    ask: 'The same path, no loss, a long transfer. How do the rates of UDP and TCP compare?',
    options: [
      {
        text: 'UDP carries about twice as much',
        feedback:
          'The path decides how much fits. UDP saves one round trip at the start, and 12 bytes of header or more.',
      },
      {
        text: 'They carry about the same',
        right: true,
        feedback: 'Right. Each of them can fill the path, and neither gets more through it than fits.',
      },
      {
        text: 'TCP carries about twice as much',
        feedback: 'TCP finds out how much the path takes. It cannot take more than that.',
      },
    ],
  },
  {
    id: '4.5-q3',
    ask: 'Why does DNS mostly use UDP?',
    options: [
      {
        text: 'Because its answers may be lost',
        feedback: 'It needs the answer. That is why it asks again.',
      },
      {
        text: 'Because a question is small and easily repeated',
        right: true,
        feedback: 'Right: one small question, one small answer, no handshake. Where the answer is large, it takes TCP.',
      },
      {
        text: 'Because there was no TCP when DNS was made',
        feedback: 'There was. RFC 1035 describes DNS over both, in 1987.',
      },
    ],
  },
];
