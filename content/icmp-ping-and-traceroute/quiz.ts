import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.5-q1',
    ask: 'Who wrote the message behind the third line of a traceroute?',
    options: [
      {
        text: 'The target of the trace',
        feedback: 'Only the last line is the target’s, and it is another message: port unreachable.',
      },
      {
        text: 'The router where the TTL ran out',
        right: true,
        feedback: 'The probe began with TTL 3. The third router could not pass it on, and reported that.',
      },
      {
        text: 'The name server of the target',
        feedback: 'DNS turns the addresses in the lines into names, if you let it. It knows no ways.',
      },
    ],
  },
  {
    id: '3.5-q2',
    ask: 'Line 4 of a trace is `* * *`, line 5 has an address. What do you know of hop 4?',
    options: [
      { text: 'It is broken', feedback: 'Then line 5 could not be there: those packets came through hop 4.' },
      {
        text: 'It passes packets on, without reporting',
        right: true,
        feedback: 'It forwarded the later probes. It may be told to keep quiet, or limit how often it reports.',
      },
      {
        text: 'It loses what you send through it',
        feedback: 'The later lines would show stars too. A router may treat probes and traffic differently.',
      },
    ],
  },
  {
    id: '3.5-q3',
    ask: 'You send a UDP datagram to a port where nobody listens. What may come back?',
    options: [
      { text: 'A TCP reset (RST)', feedback: 'TCP answers so for TCP. This was a UDP datagram.' },
      {
        text: 'ICMP type 3, code 3',
        right: true,
        feedback: 'Destination unreachable, port unreachable. It may come: firewalls and rate limits can hold it back.',
      },
      { text: 'An ICMP echo reply', feedback: 'That answers an echo request, and you sent none.' },
    ],
  },
  {
    id: '3.5-q4',
    ask: 'Your ping gets no reply. Which of these can you rule out?',
    options: [
      { text: 'The host is switched off', feedback: 'It may be. That is the guess most people make first.' },
      {
        text: 'None of the other three here',
        right: true,
        feedback: 'Silence fits all of them. To tell them apart you need another question, or another place to listen.',
      },
      { text: 'A firewall dropped the request', feedback: 'Possible, and common: many do so on purpose.' },
      { text: 'The reply got lost on its way', feedback: 'Possible: there and back are two journeys.' },
    ],
  },
];
