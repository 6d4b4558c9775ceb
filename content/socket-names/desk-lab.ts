import { answeredBoth } from '../../lab/checks/answered-both.ts';
import { bound } from '../../lab/checks/bound.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { deskFilled, deskProgram, deskWith } from './programs.ts';

const file = 'desk.py';
const run = `python ${file}`;
const ask = 'nc -u 127.0.0.1 5055';
const write = (source: string): Action => ({ write: file, source });

const opened = (source: string): readonly Action[] => [write(source), { type: run }, { see: 'open at' }];
const asked = (terminal: string): readonly Action[] => [
  { type: ask, in: terminal },
  { type: 'who am I', in: terminal },
];

export const deskLab: Lab = {
  id: '5.3c',
  title: 'Two strangers at a desk',
  why: 'Real datagrams between three programs on this computer.',
  programs: [deskProgram],
  prediction: {
    id: '5.3c-sockets',
    ask: 'A TCP server needs a socket for each caller. How many sockets does your UDP program need to answer two people in two terminals?',
    options: [
      { id: 'one', text: 'One' },
      { id: 'two', text: 'Two' },
      { id: 'three', text: 'Three: one that waits, and one for each' },
    ],
    outcome:
      'One. There is no connection, so there is nothing to accept. Each datagram brings the name of its sender along, and each answer names its receiver.',
  },
  steps: [
    {
      say: 'In `desk.py` a variable has lost its name, in the two places with a gap. The line between them prints that variable: write what it is called there. Then run the program. It waits for two datagrams.',
      run,
      check: bound({ transport: 'udp', port: 5055 }),
      hints: [
        '`recvfrom` gives back two things: the bytes, and where they came from.',
        'The next line prints that second thing. The last word in its brackets is the name to write.',
        'The answer goes to whoever asked, so the same name stands in both gaps.',
        'Both gaps are `sender`.',
      ],
    },
    {
      say: 'Ask it something from terminal b: this command, then a line, and Enter. (If `nc` still runs there, Ctrl-C comes first.) Then do the same in terminal c. Each of them is a stranger with a port of its own.',
      run: ask,
      terminal: 'b',
      check: answeredBoth(file),
      hints: [
        'Two terminals, two senders.',
        '`nc -u` sends every line as one datagram.',
        'In b and in c the same command; then a line of text, and Enter.',
        `In terminal b, then in terminal c: \`${ask}\`, Enter, \`hello\`, Enter`,
      ],
    },
  ],
  saw: {
    id: '5.3c-saw',
    ask: 'Your program never called `connect` and never called `accept`. How did it know where to send its answers?',
    options: [
      {
        text: 'Each datagram carried its sender’s address and port',
        right: true,
        feedback: 'Yes: they stand in its IP and UDP headers, and `recvfrom` hands them out with the bytes.',
      },
      {
        text: 'The system remembered who had written last',
        feedback: 'The program itself said where, in the second argument of `sendto`.',
      },
      {
        text: 'Answers go back by the port they came to',
        feedback: 'That port is yours, 5055. The answer needs the other one, and the address.',
      },
    ],
  },
  solution: [
    { choose: 'one', question: '5.3c-sockets' },
    ...opened(deskProgram.solution),
    ...asked('b'),
    { see: 'You are number 1', in: 'b' },
    ...asked('c'),
    { see: 'You are number 2', in: 'c' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'answers its own port',
      script: [
        ...opened(deskWith(deskFilled.sender, "('127.0.0.1', 5055)")),
        ...asked('b'),
        { see: /2 b'You are number 1/ },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'Your program answered 127.0.0.1:5055, which is itself.',
    },
    {
      name: 'is asked twice by the same stranger',
      script: [
        ...opened(deskProgram.solution),
        ...asked('b'),
        { see: 'You are number 1', in: 'b' },
        { type: 'and now', in: 'b' },
        { see: 'You are number 2', in: 'b' },
      ],
      step: 2,
      saying: 'Both datagrams came from one port, so it was one peer twice.',
    },
    {
      name: 'keeps the bytes and loses the name',
      script: [write(deskProgram.starter), { type: run }, { see: 'open at' }, ...asked('b'), { see: 'NameError' }],
      step: 2,
      saying: 'it ended before it had answered. The message in its terminal names the line.',
    },
  ],
};
