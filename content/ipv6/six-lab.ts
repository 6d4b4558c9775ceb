import { all } from '../../lab/checks/all.ts';
import { bound } from '../../lab/checks/bound.ts';
import { chatDelivered } from '../../lab/checks/chat-delivered.ts';
import { connectFailed } from '../../lab/checks/connect-failed.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const room = 5050;
const own = 5006;
const six = '::1';
const four = '127.0.0.1';

const serve = `room serve ${six} ${room}`;
const wrongDoor = `nc -v ${four} ${room}`;
const join = `chat ${six} ${room}`;
const look = 'ss -6tan';
const fetchIt = 'curl -v http://[::1]:{web}/';
const wait = `nc -l ${own}`;
const byName = `curl -v -m 2 http://localhost:${own}/`;

const served = bound({ transport: 'tcp', port: room, address: six });
const roomOpen: readonly Action[] = [
  { choose: 'refused', question: '3.6a-door' },
  { type: serve },
  { see: 'listens on' },
];
const inRoom: readonly Action[] = [
  { type: join, in: 'b' },
  { see: /You are anon-/, in: 'b' },
  { type: 'hello over six', in: 'b' },
  { see: /hello over six/, in: 'b' },
];

export const sixLab: Lab = {
  id: '3.6a',
  title: 'A room at ::1',
  why: 'Real: where IPv6 is switched on, ::1 is the operating system’s own address, as 127.0.0.1 is in IPv4.',
  prediction: {
    id: '3.6a-door',
    ask: 'A program listens on port 5050 of ::1. Another calls port 5050 of 127.0.0.1. It is the same computer and the same number. What happens?',
    options: [
      { id: 'joined', text: 'They meet: it is the same port' },
      { id: 'translated', text: 'They meet: the system translates between the two' },
      { id: 'refused', text: 'The call is refused' },
    ],
    outcome:
      'It was refused. A door is an address and a port together, and these are two addresses. Then a room, a page and a chat worked over IPv6 as they do over IPv4: the same TCP, with other addresses below it.',
  },
  steps: [
    {
      say: 'In terminal a, serve a room on port 5050 of `::1`. (Does your computer say that it has no `::1`? Then IPv6 is switched off in it. Read the steps, and go on below the lab.)',
      run: serve,
      check: served,
      hints: [
        'You have served rooms before. This time say at which address.',
        'In terminal a. The address is the one in the title of this lab.',
        '`room serve` takes an address before the port.',
        `In terminal a: \`${serve}\``,
      ],
    },
    {
      say: 'In terminal b, call the same port at the IPv4 address.',
      run: wrongDoor,
      terminal: 'b',
      check: inOrder(served, connectFailed(room, 'ECONNREFUSED', four)),
      hints: [
        'The room must be listening while you call.',
        'In terminal b, at the address that you know from all lessons before.',
        '`nc -v`, then that address, then the port of step 1.',
        `In terminal b: \`${wrongDoor}\``,
      ],
    },
    {
      say: 'Now join it where it is, and say something.',
      run: join,
      terminal: 'b',
      check: all(tcpOpened(room, { remote: six }), chatDelivered('mine', /\S/)),
      hints: [
        'The room is at another address.',
        'In terminal b, with the address of step 1.',
        '`chat` takes an address and a port. Once you are in, type a line.',
        `In terminal b: \`${join}\`, then \`hello\` and Enter.`,
      ],
    },
    {
      say: 'Look at the sockets, IPv6 only, in terminal c. How does `ss` keep the address apart from the port?',
      run: look,
      terminal: 'c',
      check: tableShows({ transport: 'tcp', state: 'ESTAB', port: room, address: six }),
      hints: [
        'The table has rows of IPv4 and rows of IPv6. One flag keeps the second kind.',
        'In terminal c, while you are in the room.',
        '`ss` with `-6`, and `-t`, `-a`, `-n` as always.',
        `In terminal c: \`${look}\``,
      ],
    },
    {
      say: 'Fetch a page over IPv6. In a URL the address stands in brackets. What does the request say in its `Host` line? (It has left the window: scroll up in the terminal, to the lines that begin with `>`.)',
      run: fetchIt,
      terminal: 'c',
      check: tcpOpened('web', { remote: six }),
      hints: [
        'The lab’s web server listens at ::1, too.',
        'In terminal c, with the program that fetches pages.',
        '`curl -v`, and in the URL brackets around the address, then a colon and the port.',
        `In terminal c: \`${fetchIt}\``,
      ],
    },
    {
      say: 'Leave the room (`/bye`) and wait on port 5006 in terminal b; `nc -l` waits at the IPv4 address.',
      run: wait,
      terminal: 'b',
      check: bound({ transport: 'tcp', port: own, address: four }),
      hints: [
        'Terminal b has to be free first.',
        'Type `/bye` in terminal b, then the command.',
        '`nc -l` and the port.',
        `In terminal b: \`${wait}\``,
      ],
    },
    {
      say: 'Call it by name. `localhost` has two addresses, and you gave neither. Which does curl try first? (What answers is no web server, so curl gives up after two seconds.)',
      run: byName,
      terminal: 'c',
      check: inOrder(connectFailed(own, 'ECONNREFUSED', six), tcpOpened(own, { remote: four })),
      hints: [
        'A name may stand for several addresses.',
        'In terminal c, while terminal b waits.',
        '`curl -v -m 2`, and in the URL the name where the address would stand, then the port.',
        `In terminal c: \`${byName}\``,
      ],
    },
  ],
  saw: {
    id: '3.6a-saw',
    ask: 'Look at what curl printed for localhost. What did it do when ::1 refused?',
    options: [
      {
        text: 'It tried 127.0.0.1, and got through',
        right: true,
        feedback: 'Yes. Two addresses, one after the other, and the program above noticed nothing.',
      },
      {
        text: 'It gave up, as the name is in IPv6',
        feedback: 'A name belongs to neither version. Look for the second line that begins with “Trying”.',
      },
      {
        text: 'It tried ::1 until somebody listened',
        feedback: 'There is one try at ::1. The next line tries the other address.',
      },
    ],
  },
  solution: [
    ...roomOpen,
    { type: wrongDoor, in: 'b' },
    { see: /refused/i, in: 'b' },
    ...inRoom,
    { type: look, in: 'c' },
    { see: /ESTAB/, in: 'c' },
    { type: fetchIt, in: 'c' },
    { see: /200 OK/, in: 'c' },
    { type: '/bye', in: 'b' },
    { see: 'lab$', in: 'b' },
    { type: `nc -lv ${own}`, in: 'b' },
    { see: /listening/i, in: 'b' },
    { type: byName, in: 'c' },
    { see: /Connected to localhost/, in: 'c' },
  ],
  mistakes: [
    {
      name: 'serves the room without an address, so at 127.0.0.1',
      script: [{ type: `room serve ${room}` }, { see: 'listens on' }],
      step: 1,
      saying: `No program of yours holds TCP [${six}]:${room} yet.`,
    },
    {
      name: 'calls the IPv4 door before the room is there',
      script: [{ type: wrongDoor, in: 'b' }, { see: /refused/i, in: 'b' }, { type: serve }, { see: 'listens on' }],
      step: 2,
      saying: 'That happened too early. Do it once more, now.',
    },
    {
      name: 'joins and says nothing',
      script: [...roomOpen, { type: join, in: 'b' }, { see: /You are anon-/, in: 'b' }],
      step: 3,
      saying: 'it has heard nothing from you yet',
    },
    {
      name: 'forgets the brackets',
      script: [
        { type: 'curl -v http://::1:{web}/', in: 'c' },
        { see: /which colon begins the port/, in: 'c' },
      ],
      step: 5,
      saying: `at ${six} was established yet.`,
    },
    {
      name: 'fetches the page over IPv4',
      script: [
        { type: `curl -v http://${four}:{web}/`, in: 'c' },
        { see: /200 OK/, in: 'c' },
      ],
      step: 5,
      saying: new RegExp(`No connection to port \\d+ at ${six} was established yet.`),
    },
    {
      name: 'calls localhost while something listens at ::1, too',
      script: [
        { type: `nc -lv ${six} ${own}`, in: 'b' },
        { see: /listening/i, in: 'b' },
        { type: byName, in: 'c' },
        { see: /Connected to localhost/, in: 'c' },
      ],
      step: 7,
      saying: `Something listens on port ${own} at ${six}`,
    },
  ],
};
