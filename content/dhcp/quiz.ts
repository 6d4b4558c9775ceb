import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.3-q1',
    ask: 'Why does the first DHCP message go to everybody?',
    options: [
      {
        text: 'So that all servers store it',
        feedback: 'They may well note it. But it would go to everybody if there were only one server in the world.',
      },
      {
        text: 'The client knows no address, not even its own',
        right: true,
        feedback: 'Who knows nobody calls into the room. ARP does the same in lesson 2.4.',
      },
      {
        text: 'It is shorter that way',
        feedback: 'A broadcast has the same length as any other message, and it bothers everybody.',
      },
    ],
  },
  {
    id: '3.3-q2',
    ask: 'Your lease is for 8 hours. When does your computer first ask for more?',
    options: [
      { text: 'After 4 hours', right: true, feedback: 'T1 is half of the lease, unless the server says otherwise.' },
      { text: 'After 7 hours', feedback: 'That is T2, when any server will do. It comes only if T1 brought nothing.' },
      { text: 'After 8 hours', feedback: 'Too late: then the address is gone already.' },
    ],
  },
  {
    id: '3.3-q3',
    ask: 'A computer reports that its address is 169.254.3.4. What do you conclude?',
    options: [
      {
        text: 'The server has given it a special address',
        feedback: 'Servers give addresses of the network they serve. This block belongs to no server.',
      },
      {
        text: 'Nobody answered, and it chose one itself',
        right: true,
        feedback: 'It is good for neighbours on the same cable, and a sign that DHCP has failed.',
      },
      {
        text: 'It is reachable from the whole Internet',
        feedback: 'No router passes on packets of this block. The address is good on one link.',
      },
    ],
  },
  {
    id: '3.3-q4',
    ask: 'A printer shall always have the same address, and you do not want to type at the printer. What do you use?',
    options: [
      {
        text: 'A reservation at the DHCP server',
        right: true,
        feedback: 'The printer asks as everybody does, and the server knows its MAC and always gives the same seat.',
      },
      {
        text: 'A static address at the printer',
        feedback: 'That works too, but it is typed in at the printer, and the server must not give it to others.',
      },
      {
        text: 'A lease of a hundred years',
        feedback: 'It would keep its first address for long, whichever that was, and nobody would get it back.',
      },
    ],
  },
];
