import { doorsTried } from '../../lab/checks/doors-tried.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Lab } from '../../lab/lesson.ts';

const ask = 'rooms --lan';
const look = 'ss -ltnp | grep blue';
const join = 'nc -v 127.0.0.1 {blue}';

export const doorsLab: Lab = {
  id: '1.3b',
  title: 'Who could come into your room?',
  why: 'Real: the rooms are on your computer, and its operating system answers at each of its addresses.',
  prediction: {
    id: '1.3b-neighbour',
    ask: 'Room blue is open on your computer. Somebody in your own network types nc, the address of your computer there, and the port of the room. What happens?',
    options: [
      { id: 'in', text: 'They are in: it is the same network' },
      { id: 'refused', text: 'They are refused' },
      { id: 'asked', text: 'Your computer asks you first' },
    ],
    outcome:
      'As First Hop starts, they are refused. The room listens at 127.0.0.1, and nowhere else. That address means “this computer” on every computer, so nobody can be reached by it from outside. Started with --lan, the room listens at the other address as well.',
  },
  steps: [
    {
      say: 'Try the door from outside. Your neighbour is not at hand, and this page may call only loopback addresses; so the lab server calls its own rooms at every address that your computer has.',
      run: ask,
      check: doorsTried('blue'),
      hints: [
        'There is a command that lists the rooms. It can also tell who could come in.',
        'In terminal a: it is `rooms`, with a flag.',
        'The flag is `--lan`, as when First Hop is started for a whole class.',
        `In terminal a: \`${ask}\``,
      ],
    },
    {
      say: 'Why? Ask the operating system at which address room blue waits. `grep` keeps its row; the fourth word in it is the address, a colon and the port.',
      run: look,
      check: tableShows({ transport: 'tcp', state: 'LISTEN', owner: 'room blue', address: '127.0.0.1' }),
      hints: [
        'Whoever waits stands in a table, and `ss` prints it.',
        'In terminal a. The table is long: you want the row of room blue alone.',
        '`ss` with `-l` for those who listen, `-t` for TCP, `-n` for numbers, `-p` for whose they are; then `| grep` and the name of the room.',
        `In terminal a: \`${look}\``,
      ],
    },
    {
      say: 'At that address the door is open. Go in, and read the greeting. (Ctrl-C leaves.)',
      run: join,
      terminal: 'b',
      check: tcpOpened('blue', { remote: '127.0.0.1' }),
      hints: [
        'From this computer you may come in.',
        'In terminal b, with `nc`, at the address that the row of step 2 shows.',
        '`nc -v`, then 127.0.0.1, then the port of room blue, with a space for the colon.',
        `In terminal b: \`${join}\``,
      ],
    },
  ],
  saw: {
    id: '1.3b-saw',
    ask: 'Read the row of 127.0.0.1 in what `rooms --lan` printed. Who can call this address?',
    options: [
      {
        text: 'Programs on this computer',
        right: true,
        feedback: 'Yes. Every computer calls itself 127.0.0.1, so no packet with this address may ever be on a cable.',
      },
      {
        text: 'Everybody in your network',
        feedback: 'That is the other kind of address. 127.0.0.1 means, for each of them, their own computer.',
      },
      {
        text: 'Everybody on the Internet',
        feedback: 'Nobody outside can: an address that begins with 127 must not appear on any network.',
      },
    ],
  },
  solution: [
    { choose: 'refused', question: '1.3b-neighbour' },
    { type: ask },
    { see: /your network|in a network/ },
    { type: look },
    { see: /room blue/ },
    { type: join, in: 'b' },
    { see: 'HELLO chat/1', in: 'b' },
  ],
  mistakes: [
    {
      name: 'lists the rooms and tries no door',
      script: [{ type: 'rooms' }, { see: /PORT/ }],
      step: 1,
      saying: 'Nobody has called the rooms at the addresses of this computer yet.',
    },
    {
      name: 'calls an address of another network from the page, which the lab does not allow',
      script: [
        { type: 'nc -v 192.168.1.7 {blue}', in: 'b' },
        { see: /not loopback/, in: 'b' },
      ],
      step: 3,
      saying: /No connection to (port \d+|the port of room blue) at 127\.0\.0\.1 was established yet/,
    },
    {
      name: 'looks at living connections only',
      script: [{ type: 'ss -tn' }, { see: /State/ }],
      step: 2,
      saying: 'no row of room blue in state LISTEN',
    },
  ],
};
