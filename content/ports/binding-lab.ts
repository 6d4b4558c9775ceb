import { bindFailed, bound } from '../../lab/checks/bound.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { either } from '../../lab/checks/either.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import type { Lab } from '../../lab/lesson.ts';

const taken = bindFailed({ transport: 'tcp', port: 'blue', code: 'EADDRINUSE' });
const udp = bound({ transport: 'udp', port: 'blue' });
const secondAddress = { transport: 'tcp', port: 'blue', address: '127.0.0.2' } as const;
const otherAddress = either(bound(secondAddress), bindFailed({ ...secondAddress, code: 'EADDRNOTAVAIL' }));

export const bindingLab: Lab = {
  id: '4.1a',
  title: 'Three ways to ask for one number',
  why: 'Real, because it is your operating system that hands the numbers out.',
  prediction: {
    id: '4.1a.which-binds',
    ask: 'Room blue listens on TCP port 5001 at 127.0.0.1. Three more programs ask for number 5001: for TCP at the same address, for UDP at the same address, and for TCP at address 127.0.0.2. How many get it?',
    options: [
      { id: 'none', text: 'None: the number is taken' },
      { id: 'one', text: 'One of the three' },
      { id: 'two', text: 'Two of the three' },
      { id: 'three', text: 'All three: they can share' },
    ],
    outcome:
      'Two of the three. Taken is the whole of protocol, address and number; UDP 5001 and 127.0.0.2:5001 were free. (A Mac says “no such address” to the last one until somebody gives it 127.0.0.2.)',
  },
  steps: [
    {
      say: 'List what listens, for TCP and UDP. The list is longer than the window, so scroll up in it: find room blue, its address and its port.',
      run: 'ss -tulnp',
      check: tableShows({ transport: 'tcp', state: 'LISTEN', port: 'blue' }),
      hints: [
        'Your operating system keeps a table of who listens where.',
        'The command that prints it is `ss`. Each letter after the dash chooses something.',
        't for TCP, u for UDP, l for listening, n for numbers, p for who holds it.',
        'Type `ss -tulnp` and press Enter.',
      ],
    },
    {
      say: 'Open a room of your own, called tea, and list again. Which line is new? (The picture above the terminal has the same lines, sorted by number.)',
      run: 'room open tea; ss -tulnp',
      check: tableShows({ owner: 'room tea', state: 'LISTEN' }),
      hints: [
        'A new room is a new listener, so the table grows by one line.',
        'The command `room` opens rooms. A semicolon lets two commands follow each other.',
        '`room open` and a name opens it; `ss -tulnp` lists.',
        'Type `room open tea; ss -tulnp` and press Enter.',
      ],
    },
    {
      say: 'Ask for the TCP port of room blue, at the same address.',
      run: 'nc -lv {blue}',
      check: taken,
      hints: [
        'A program that listens must first get a port.',
        '`nc -l` asks for one, and `-v` makes it tell. Give it the number that blue has.',
        '`nc -lv` and the number. With no address given, it takes 127.0.0.1, where blue is.',
        'Type `nc -lv {blue}` and press Enter.',
      ],
    },
    {
      say: 'Ask for the same number, but for UDP. Leave it running.',
      run: 'nc -luv {blue}',
      check: udp,
      hints: [
        'TCP and UDP have a wall of pigeonholes each.',
        'The same command as before, with one letter more.',
        'The letter for UDP is u: `nc -luv`.',
        'Type `nc -luv {blue}` and press Enter.',
      ],
    },
    {
      say: 'In terminal b, ask for the same TCP number at another address of this computer.',
      run: 'nc -lv 127.0.0.2 {blue}',
      terminal: 'b',
      check: otherAddress,
      hints: [
        'All addresses that begin with 127 belong to this computer.',
        'Terminal a is busy, so use b. Change the address, not the number.',
        '`nc -lv` with 127.0.0.2 and the port of blue.',
        'In terminal b, type `nc -lv 127.0.0.2 {blue}` and press Enter.',
      ],
    },
    {
      say: 'Give both numbers back: press Ctrl-C in a, and in b.',
      check: inOrder(udp, commandEnded('nc', ['a', 'b'])),
      hints: [
        'A number is free again when the program that has it ends.',
        'Both programs wait. Click into each terminal.',
        'Ctrl-C ends what runs in the terminal you are in.',
        'Press Ctrl-C in terminal a, then in terminal b.',
      ],
    },
  ],
  saw: {
    id: '4.1a.saw',
    ask: 'The same number 5001 was refused once and given away after that. What was different?',
    options: [
      {
        text: 'The protocol or the address that went with it',
        right: true,
        feedback: 'Yes. What is taken is protocol, address and number together, never the number alone.',
      },
      {
        text: 'The program that asked: nc is not a chat room',
        feedback: 'The same program, nc, was refused and served. The operating system does not ask who you are.',
      },
      {
        text: 'The order: it had been refused often enough',
        feedback: 'Try the refused line again, as often as you like. As long as room blue is there, it fails.',
      },
    ],
  },
  solution: [
    { choose: 'two', question: '4.1a.which-binds' },
    { type: 'ss -tulnp' },
    { see: 'lab$' },
    { type: 'room open tea; ss -tulnp' },
    { see: 'lab$' },
    { type: 'nc -lv {blue}' },
    { see: /in use[\s\S]*lab\$/i },
    { type: 'nc -luv {blue}' },
    { see: /bound|listening/i },
    { type: 'nc -lv 127.0.0.2 {blue}', in: 'b' },
    { see: /listening|not available|cannot assign/i, in: 'b' },
    { press: 'ctrl-c' },
    { press: 'ctrl-c', in: 'b' },
    { see: 'lab$', in: 'b' },
  ],
  mistakes: [
    {
      name: 'asks before looking where the room is',
      script: [{ type: 'nc -lv {blue}' }, { see: /in use/i }],
      step: 3,
      saying: /List the listening sockets first: `ss -tulnp`/,
    },
    {
      name: 'opens a room and does not list again',
      script: [{ type: 'ss -tulnp' }, { see: 'lab$' }, { type: 'room open tea' }, { see: 'lab$' }],
      step: 2,
      saying: 'You read the table, but no row of room tea in state LISTEN was in it at that moment.',
    },
    {
      name: 'forgets the u',
      script: [{ type: 'ss -tulnp' }, { see: 'lab$' }, { type: 'nc -lv {blue}' }, { see: /in use/i }],
      step: 4,
      saying: /No program of yours holds UDP port \d+ yet\./,
    },
    {
      name: 'leaves the programs running',
      script: [{ type: 'ss -tulnp' }, { see: 'lab$' }, { type: 'nc -luv {blue}' }, { see: /bound|listening/i }],
      step: 6,
      saying: '`nc` still runs in terminal a. Ctrl-C ends it.',
    },
  ],
};
