import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '9.4-q1',
    ask: 'A server truly writes nothing to disk. What may it promise?',
    options: [
      {
        text: 'That no trace of a talk is left anywhere',
        feedback: 'Screens, captures, screenshots and swap files belong to others. It cannot promise for them.',
      },
      {
        text: 'That it keeps no copy of a talk itself',
        right: true,
        feedback: 'That is the whole of what it knows. What members and the path keep, it cannot know.',
      },
      {
        text: 'That nobody else could read the talk',
        feedback: 'Writing nothing and hiding something are two things. The tap read every word.',
      },
    ],
  },
  {
    id: '9.4-q2',
    ask: 'A room listens on a port nobody was told about, and has a good password. Which of the two keeps strangers out?',
    options: [
      {
        text: 'The port: nobody knows where to knock',
        feedback: 'Knocking at a thousand doors takes seconds, and every open one answers.',
      },
      {
        text: 'The password: the port is found in seconds',
        right: true,
        feedback: 'A hidden number delays a search by a moment. Only the password decides who gets in.',
      },
      {
        text: 'Both together, each for one half',
        feedback: 'Take the hidden port away and the door is as shut as before. Take the password away and it is open.',
      },
    ],
  },
  {
    id: '9.4-q3',
    ask: 'You recorded how somebody got into a room. Against which room does playing the recording back work?',
    options: [
      {
        text: 'One that asks for the password in plain text',
        right: true,
        feedback: 'The same line is right every time. You did it in lab 9.4b.',
      },
      {
        text: 'One that sends a fresh nonce to each visitor',
        feedback: 'The recorded answer belongs to an old nonce. You got a NO for it in lab 9.4c.',
      },
      {
        text: 'One that is reached through TLS 1.3',
        feedback:
          'Each connection has keys of its own, so old records mean nothing in a new one. (Early data is an exception that a server has to allow.)',
      },
    ],
  },
  {
    id: '9.4-q4',
    ask: 'Which sentence about our rooms would you sign?',
    options: [
      {
        text: 'Fully anonymous: every visit has a new name',
        feedback: 'The room and the path see your address, and two names led back to one in lab 9.4a.',
      },
      {
        text: 'The server keeps no text; the path can read it',
        right: true,
        feedback: 'Both halves were tested, and the second one is said aloud. That is an honest label.',
      },
      {
        text: 'Secured by passwords against all listeners',
        feedback: 'A password decides who is let in. It stops nobody from listening.',
      },
    ],
  },
];
