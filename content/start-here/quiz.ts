import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '0.1.q1',
    ask: 'You ran `chat blue` in this page. Which program opened the TCP connection to port 5001?',
    options: [
      {
        text: 'The browser, like any other chat program',
        feedback: 'A browser may open WebSockets and send HTTP requests. A plain TCP connection is not in its power.',
      },
      {
        text: 'The lab server, because the page asked for it',
        right: true,
        feedback:
          'Yes. The page asked over its WebSocket, and the lab server got the socket from the operating system.',
      },
      {
        text: 'The page itself, which is a program of its own',
        feedback:
          'The page is text and script that runs inside the browser, so it may do what the browser may, and no more.',
      },
    ],
  },
  {
    id: '0.1.q2',
    ask: 'A picture of some packets carries the badge RECONSTRUCTED. What may you conclude?',
    options: [
      {
        text: 'Somebody captured these packets on the way',
        feedback:
          'Capturing needs rights that the lab server does not ask for. A captured packet would carry OBSERVED.',
      },
      {
        text: 'They must have existed, given what was seen',
        right: true,
        feedback: 'Yes. Something was observed, and the rules of the protocol leave only this way to get there.',
      },
      {
        text: 'Somebody made them up so as to explain',
        feedback: 'It starts from a real event on your computer. Without that event there would be no picture.',
      },
    ],
  },
  {
    id: '0.1.q3',
    ask: 'You switch off Wi-Fi and pull out the cable. What about room blue at 127.0.0.1?',
    options: [
      {
        text: 'It still works: nothing on its path left the computer',
        right: true,
        feedback: 'Yes. Loopback never leaves the host, so no link was used that you could have cut.',
      },
      {
        text: 'It stops at once: a network address needs a network',
        feedback: 'This address is the computer itself. What is sent to it never reaches a cable or a radio.',
      },
      {
        text: 'It works for half a minute, until the link times out',
        feedback: 'There is nothing to time out, because no link was used. You can try it.',
      },
    ],
  },
];
