import {
  answeredOnNewSocket,
  calledAndSent,
  establishedBeforeAccept,
  listensAnywhere,
} from '../../lab/checks/before-accept.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { serverFilled, serverProgram, serverWith } from './programs.ts';

const file = 'server.py';
const run = `python ${file}`;
const write = (source: string): Action => ({ write: file, source });

const waiting: readonly Action[] = [
  write(serverProgram.solution),
  { type: run },
  { see: /listener\s+\('127\.0\.0\.1', (?<door>\d+)\)/ },
  { see: 'Press Enter' },
];
const called: readonly Action[] = [
  { type: 'nc -v 127.0.0.1 {door}', in: 'b' },
  { see: /succeeded|[Cc]onnected/, in: 'b' },
  { type: 'hello', in: 'b' },
];
const looked: readonly Action[] = [
  { type: 'sleep 1; ss -tan', in: 'c' },
  { see: /LISTEN[\s\S]*lab\$/, in: 'c' },
];

export const acceptLab: Lab = {
  id: '5.3a',
  title: 'Before anybody says accept',
  why: 'Real: a server of your own on this computer, and what happens at its port before it says accept.',
  programs: [serverProgram],
  prediction: {
    id: '5.3a-before',
    ask: 'A server has called `bind` and `listen`, and then waits for you. It has not called `accept`. A client calls `connect` and sends six bytes. What does the client see?',
    options: [
      { id: 'waits', text: '`connect` waits until the server accepts' },
      { id: 'refused', text: '`connect` is refused' },
      { id: 'sends', text: 'Connected at once, but sending fails' },
      { id: 'all', text: 'Connected at once, and sending works' },
    ],
    outcome:
      'Connected at once, and sending works. The operating system shook hands and took the bytes, while your server stood at the line that waits for Enter. `accept` later handed out a connection that was long since there.',
  },
  steps: [
    {
      say: 'Fill the three gaps in `server.py`, also the two behind the wait for Enter: the program meets those only in step 4. Run it. It prints the port it got, and stops before `accept`.',
      run,
      check: listensAnywhere(file),
      hints: [
        'The first gap is the port that means: you choose. The second gets what `accept` gives back, and the third is the socket that carries bytes.',
        'The number is `0`. `accept` gives back two things, so two names stand left of the `=`, with a comma between them.',
        'The first of the two names is the new socket. The lines below the second gap use it already: `conversation`.',
        'The gaps: `0`, then `conversation, caller`, then `conversation`',
      ],
    },
    {
      say: 'In terminal b, call the port your server printed: `nc -v 127.0.0.1` and the number. When it says that it is connected, type `hello` and press Enter.',
      terminal: 'b',
      check: calledAndSent(file),
      hints: [
        'Your server waits for you, and the system answers in its place.',
        'The port stands in terminal a, in the line that begins with `listener`.',
        '`nc -v` says when it is connected.',
        'In terminal b: `nc -v 127.0.0.1` and the port, Enter, then `hello`, Enter',
      ],
    },
    {
      say: 'Do not touch the server. Open a third terminal, c, and list all connections. Find the two rows with your port and ESTAB.',
      run: 'ss -tan',
      terminal: 'c',
      check: establishedBeforeAccept(file),
      hints: [
        'Terminals a and b are busy. A third one has its hands free.',
        'The system keeps the list; it does not ask your program.',
        '`ss -tan` lists TCP in all states, with numbers.',
        'In terminal c: `ss -tan`. If you have pressed Enter in a already, begin again with step 1.',
      ],
    },
    {
      say: 'Now press Enter in terminal a. `accept` returns at once: read the two names of the new socket.',
      input: '',
      check: inOrder(establishedBeforeAccept(file), answeredOnNewSocket(file)),
      hints: [
        'The connection is there. The program has to take it.',
        'Press Enter in terminal a, where the server waits.',
        'If it ends with ENOTCONN, it asked the listener for bytes. Which socket is the one with a peer?',
        'The third gap is `conversation`. Then run the steps once more from the first.',
      ],
    },
  ],
  saw: {
    id: '5.3a-saw',
    ask: 'Compare the last lines in terminal a. Which port did `conversation.getsockname()` show?',
    options: [
      {
        text: 'The port of the listener',
        right: true,
        feedback: 'Yes. All conversations of a server share that number; their peers tell them apart.',
      },
      {
        text: 'A new port, chosen for this caller',
        feedback: 'That one belongs to the client, and is shown as the peer.',
      },
      {
        text: '0, because nobody bound it',
        feedback: 'Only a fresh socket shows 0. This one came out of `accept` with both names filled in.',
      },
    ],
  },
  solution: [
    { choose: 'all', question: '5.3a-before' },
    ...waiting,
    ...called,
    ...looked,
    { type: '' },
    { see: /conversation\s+\('127\.0\.0\.1', \d+\) with/ },
    { see: /got hello/, in: 'b' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'names a port',
      script: [
        write(serverWith('5063', serverFilled.names, serverFilled.reader)),
        { type: run },
        { see: 'Press Enter' },
      ],
      step: 1,
      saying: 'Your program listens on 5063, which you chose yourself. Port 0 means: you choose.',
    },
    {
      name: 'accepts before looking',
      script: [...waiting, ...called, { type: '' }, { see: 'lab$' }, ...looked],
      step: 3,
      saying: 'When you looked, your server had accepted already.',
    },
    {
      name: 'asks the listener for bytes',
      script: [
        write(serverWith(serverFilled.port, serverFilled.names, 'listener')),
        { type: run },
        { see: /listener\s+\('127\.0\.0\.1', (?<door>\d+)\)/ },
        { see: 'Press Enter' },
        ...called,
        ...looked,
        { type: '' },
        { see: 'OSError' },
        { see: 'lab$' },
      ],
      step: 4,
      saying: 'Your program asked the listener for bytes: ENOTCONN.',
    },
    {
      name: 'takes the pair for a socket',
      script: [
        write(serverWith(serverFilled.port, 'conversation', serverFilled.reader)),
        { type: run },
        { see: /listener\s+\('127\.0\.0\.1', (?<door>\d+)\)/ },
        { see: 'Press Enter' },
        ...called,
        ...looked,
        { type: '' },
        { see: 'AttributeError' },
        { see: 'lab$' },
      ],
      step: 4,
      saying: 'accept gives back a pair: the socket, and a name.',
    },
  ],
};
