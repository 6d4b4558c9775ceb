import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.2.q1',
    ask: 'A program on a friend’s laptop listens. Yours connects to it and uploads a film. Who is the server?',
    options: [
      {
        text: 'Your friend’s program, which waited',
        right: true,
        feedback: 'Yes. Whoever waits is the server of this conversation, whichever way the bytes go.',
      },
      {
        text: 'Your program, which has the film',
        feedback: 'Having what the other wants does not make a server. Your program opened the conversation.',
      },
      {
        text: 'Neither: both run on laptops',
        feedback: 'The kind of machine plays no part. One of them waited and the other called.',
      },
    ],
  },
  {
    id: '1.2.q2',
    ask: 'The shortest cable between you and a server is cut. What happens to your packets?',
    options: [
      {
        text: 'They are lost until the cable is mended',
        feedback:
          'In the lab some were, for half a minute or less. Then the routers had found another way, with the cable still cut.',
      },
      {
        text: 'The routers send them another way, if there is one',
        right: true,
        feedback:
          'Yes. They tell each other what they can still reach. Without another way they report that there is none.',
      },
      {
        text: 'Your computer has to choose another way for them',
        feedback: 'It hands every packet to its first router, and did so all the while. The choice is made further on.',
      },
    ],
  },
  {
    id: '1.2.q3',
    ask: 'Who runs the Internet?',
    options: [
      {
        text: 'Tens of thousands of networks, by agreement',
        right: true,
        feedback: 'Yes. Each runs its own part, and agrees with some neighbours to pass packets on.',
      },
      {
        text: 'The company that owns the central computer',
        feedback: 'There is no such computer. In the lab no network could have told you the whole way.',
      },
      {
        text: 'The ITU, a body of the United Nations',
        feedback:
          'It publishes statistics and standards. It carries no packets and tells nobody which way to send them.',
      },
    ],
  },
];
