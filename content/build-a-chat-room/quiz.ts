import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.7-q1',
    ask: 'Where must the buffer for a line that is not whole yet live?',
    options: [
      {
        text: 'In one place for the whole room',
        feedback: 'Then the half line of one person is finished by the words of another. Light 13 shows it.',
      },
      {
        text: 'Beside each connection, one for each',
        right: true,
        feedback: 'Right. It belongs to the connection, and ends with it.',
      },
      {
        text: 'In the client, which sends whole lines',
        feedback: 'A client may send what it likes, and TCP may cut it where it likes. A server trusts neither.',
      },
    ],
  },
  {
    id: '5.7-q2',
    ask: 'While you send a message to everybody, the connection of one member turns out to be reset. What should the room do?',
    options: [
      {
        text: 'Take that member out, and go on',
        right: true,
        feedback: 'Right. Catch the error at this one send, tell the others LEFT, and finish the round.',
      },
      {
        text: 'Stop, since something is broken',
        feedback: 'Then anybody can end the room by pulling a cable. For a server a reset is an everyday thing.',
      },
      {
        text: 'Send it again until it arrives',
        feedback: 'There is nobody at the other end. A new connection would be a new member.',
      },
    ],
  },
  {
    id: '5.7-q3',
    ask: 'You want two rooms on one computer. Both programs ask for port 5050 on 127.0.0.1. What happens?',
    options: [
      {
        text: 'The system shares the port out between them',
        feedback: 'Then nobody could say which room a newcomer gets. A listener has its address and port for itself.',
      },
      {
        text: 'The second gets EADDRINUSE: take another port',
        right: true,
        feedback: 'Right. Or put the room’s name into the protocol, and let one program have both rooms.',
      },
      {
        text: 'It cannot be done on one single computer',
        feedback: 'It has 65,535 ports, and each of them may have another room behind it.',
      },
    ],
  },
  {
    id: '5.7-q4',
    ask: 'All twenty lights are on. What do you know about your room?',
    options: [
      {
        text: 'That nobody can listen in on it',
        feedback: 'The password and every word travel as they are. No light is about that: lesson 9.4 is.',
      },
      {
        text: 'That it has no mistakes left in it',
        feedback:
          'A test can show a mistake, and never that there is none. Nobody has tried a line of 1,024 bytes exactly.',
      },
      {
        text: 'That it did twenty things as specified',
        right: true,
        feedback: 'Right: these twenty, this time. That is much more than before, and not everything.',
      },
    ],
  },
];
