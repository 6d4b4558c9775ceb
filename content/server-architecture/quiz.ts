import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.6-q1',
    ask: 'A serial server has one client that says nothing. A second one calls connect. What becomes of it?',
    options: [
      {
        text: 'It is refused, since the server is busy',
        feedback: 'A refusal says that nobody listens on the port. Here somebody listens; the system takes the call.',
      },
      {
        text: 'It is connected, and gets no greeting',
        right: true,
        feedback:
          'Right. The operating system finishes the handshake and lets it wait. The program has not seen it yet.',
      },
      {
        text: 'It is greeted, and shares the server',
        feedback: 'To greet it, some code would have to run. The only code there is waits for the first client.',
      },
    ],
  },
  {
    id: '5.6-q2',
    ask: 'A chat room in one event loop looks for a large prime for one member, for three seconds. Who waits?',
    options: [
      {
        text: 'The member who asked for the prime',
        feedback: 'That one too. But the others’ lines arrive meanwhile, and the same loop would have to read them.',
      },
      {
        text: 'Everybody who wants something of it',
        right: true,
        feedback: 'Right. One loop does one thing at a time, and whatever computes keeps it.',
      },
      {
        text: 'Nobody, since it is asynchronous',
        feedback: 'Asynchronous means that it does not wait for sockets. While it computes, nothing else runs in it.',
      },
    ],
  },
  {
    id: '5.6-q3',
    ask: 'Thirty people are in a room, and each says one line. How many lines does the server send?',
    options: [
      {
        text: '900, or 870 if nobody hears itself',
        right: true,
        feedback: 'Right: each of thirty lines goes to thirty (or to the other twenty-nine).',
      },
      {
        text: '60, one in and one out for each',
        feedback: 'Each line goes out once for each member, not once in all.',
      },
      {
        text: '30, as many as were said in it',
        feedback: 'Thirty come in. Each of them has thirty readers, and each reader has a connection of its own.',
      },
    ],
  },
  {
    id: '5.6-q4',
    ask: 'One member has stopped reading. Which rule keeps the room’s memory small and the others well served?',
    options: [
      {
        text: 'Keep all that it has not read yet',
        feedback: 'Then memory grows with everything that is said, for as long as it sleeps.',
      },
      {
        text: 'Wait until it has read its lines',
        feedback: 'Memory stays small, and everybody stands still with it. In lab 5.6b nothing came for two seconds.',
      },
      {
        text: 'Drop it when too much lies there',
        right: true,
        feedback: 'Right. It can come back; the others have lost nothing.',
      },
    ],
  },
];
