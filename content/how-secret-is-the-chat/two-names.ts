import { all } from '../../lab/checks/all.ts';
import { bound } from '../../lab/checks/bound.ts';
import { anotherAddress, linkedNames, visitEnded } from '../../lab/checks/pseudonym.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const port = 5050;
const serve = `room serve ${port} --show-peers`;
const visit = `nc -s 127.0.0.9 127.0.0.1 ${port}`;

const open: readonly Action[] = [{ choose: 'guest', question: '9.4a-linked' }, { type: serve }, { see: String(port) }];
const visitAndLeave: readonly Action[] = [
  { type: visit, in: 'b' },
  { see: /OK you=anon-/, in: 'b' },
  { type: 'BYE', in: 'b' },
  { see: 'BYE', in: 'b' },
  { press: 'ctrl-d', in: 'b' },
  { see: 'lab$', in: 'b' },
];

export const twoNames: Lab = {
  id: '9.4a',
  title: 'Run the room, and watch',
  why: 'Real: the room runs in this page, on a TCP port of this computer, and sees of its guests what every server sees.',
  prediction: {
    id: '9.4a-linked',
    ask: 'A guest comes, leaves, and comes again, without a word. Each time the room gives out a new random name. Can whoever runs the room tell that it was one guest?',
    options: [
      { id: 'no', text: 'No: the names are random and used once' },
      { id: 'talk', text: 'Only if the guest says something personal' },
      { id: 'guest', text: 'Yes, without a word being said' },
    ],
    outcome:
      'Yes. Both visits came from 127.0.0.9, and the room has to know where its guest is, or it could not answer.',
  },
  steps: [
    {
      say: 'Open a room of your own. `--show-peers` makes it print what it knows of a guest.',
      run: serve,
      check: bound({ transport: 'tcp', port }),
      hints: [
        'Terminal a becomes the room’s own screen.',
        '`help room` tells what a room can be asked to do.',
        'The verb is `serve`, then a port; `--show-peers` prints addresses.',
        `In terminal a: \`${serve}\``,
      ],
    },
    {
      say: 'Now be the guest, from the address 127.0.0.9. (It is this computer too: all addresses that begin with 127 lead home.)',
      run: visit,
      terminal: 'b',
      check: tcpOpened(port),
      hints: [
        'The guest sits in terminal b. The room keeps terminal a.',
        '`nc` connects to an address and a port.',
        '`-s` sets the address you come from.',
        `In terminal b: \`${visit}\``,
      ],
    },
    {
      say: 'Leave with `BYE`. Then end nc itself with Ctrl-D.',
      input: 'BYE',
      terminal: 'b',
      check: all(visitEnded(port), tcpClosed(port, 'fin')),
      hints: [
        'The room understands a few words. One of them is for leaving.',
        'Type it into the connection, in terminal b.',
        'It is what you would say in English, in three letters.',
        'In terminal b, inside nc: `BYE`, then Ctrl-D',
      ],
    },
    {
      say: 'Come again from the same address. Compare the two names in terminal a, and what stands beside them.',
      run: visit,
      terminal: 'b',
      check: linkedNames(port),
      hints: [
        'The same visit once more.',
        'Press the arrow up in terminal b to get the line back.',
        'The address you come from has to be the same as before.',
        `In terminal b: \`${visit}\``,
      ],
    },
    {
      say: 'Leave as before, and come a third time, from the usual address.',
      run: `nc 127.0.0.1 ${port}`,
      terminal: 'b',
      check: anotherAddress(port),
      hints: [
        'First leave, then connect without saying where you come from.',
        'Without `-s` the system takes 127.0.0.1 for you.',
        'BYE and Ctrl-D end the old visit; `nc` begins the new one.',
        `In terminal b: \`BYE\`, Ctrl-D, then \`nc 127.0.0.1 ${port}\``,
      ],
    },
  ],
  saw: {
    id: '9.4a-saw',
    ask: 'Look at terminal a. In your first two visits, what was the same each time?',
    options: [
      {
        text: 'The name of the guest',
        feedback: 'The room drew a new one for each visit, and does not use one twice.',
      },
      {
        text: 'The address of the guest',
        right: true,
        feedback: '127.0.0.9 both times. That one column ties the two names together.',
      },
      {
        text: 'The port of the guest',
        feedback: 'The system lends a port for one connection. The next visit got another.',
      },
    ],
  },
  solution: [
    ...open,
    ...visitAndLeave,
    ...visitAndLeave,
    { type: `nc 127.0.0.1 ${port}`, in: 'b' },
    { see: /OK you=anon-/, in: 'b' },
    { press: 'ctrl-c', in: 'b' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'comes once only',
      script: [...open, ...visitAndLeave],
      step: 4,
      saying: /One visit so far: anon-\S+ from 127\.0\.0\.9\. Come again\./,
    },
    {
      name: 'comes from another address the second time',
      script: [...open, ...visitAndLeave, { type: `nc 127.0.0.1 ${port}`, in: 'b' }, { see: /OK you=anon-/, in: 'b' }],
      step: 4,
      saying: '2 visits so far, each from another address. Come twice from the same one.',
    },
    {
      name: 'never changes the address',
      script: [...open, ...visitAndLeave, ...visitAndLeave, ...visitAndLeave],
      step: 5,
      saying: 'All visits so far came from 127.0.0.9. Come once from another address.',
    },
  ],
};
