import { bound } from '../../lab/checks/bound.ts';
import { either } from '../../lab/checks/either.ts';
import { closedPolitely, lightsOn, metIn, testRan } from '../../lab/checks/own-room.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { roomProgram } from './room-program.ts';

const port = 5050;
const run = 'python room.py';
const test = 'test-my server 5050 --password tea';

const written: readonly Action[] = [
  { choose: 'few', question: '5.7a.lights' },
  { write: roomProgram.file, source: roomProgram.solution },
  { type: run },
  { see: 'listens on port 5050' },
];
const join = (terminal: string): readonly Action[] => [
  { type: 'chat 5050', in: terminal },
  { see: 'assword', in: terminal },
  { type: 'tea', in: terminal },
  { see: 'You are anon', in: terminal },
];
const together: readonly Action[] = [
  ...join('b'),
  ...join('c'),
  { type: 'hello, it is mine', in: 'b' },
  { see: 'it is mine', in: 'c' },
  { type: 'well built', in: 'c' },
  { see: 'well built', in: 'b' },
];

export const roomLab: Lab = {
  id: '5.7a',
  title: 'Your own room',
  why: 'Real, because your program listens on a port of this computer, and everybody on it can come in.',
  programs: [roomProgram],
  prediction: {
    id: '5.7a.lights',
    ask: 'A room is begun in `room.py`: it greets, takes a password, and passes on what is said. Twenty checks are waiting for it. How many will it pass?',
    options: [
      { id: 'all', text: 'Nearly all: a room is not much more' },
      { id: 'half', text: 'About half of them' },
      { id: 'few', text: 'A quarter of them, or fewer' },
    ],
    outcome:
      'Five. It did what a polite person with whole lines needs. The other fifteen are about everybody else: half lines, wrong words, sudden ends, and somebody who does not read.',
  },
  steps: [
    {
      say: 'Start the room that was begun. (Or write one of your own in another language, and start it outside.)',
      run,
      check: either(bound({ transport: 'tcp', port }), tcpOpened(port)),
      hints: [
        'A server has to run before anybody can test it.',
        'The file is in the editor, and the terminal has Python.',
        'The command is `python`, and then the file.',
        'In terminal a: `python room.py`',
      ],
    },
    {
      say: 'Test it from terminal b. Scroll up to the first ✗ and read it slowly: what was sent, what was expected, what came?',
      run: test,
      terminal: 'b',
      check: testRan(port),
      hints: [
        'Strangers are knocking: let the tester be one.',
        'Terminal a is busy with your room, so use b.',
        '`test-my server`, the port, and the password of your room.',
        `In terminal b: \`${test}\``,
      ],
    },
    {
      say: 'Now write. Stop the room with Ctrl-C, make one more light go on, start it, test it, and again. At least 18, and all six that are marked [safety].',
      run: test,
      terminal: 'b',
      check: lightsOn(port, { passed: 18, safety: 6 }),
      hints: [
        'One light at a time, from the top: later checks need the earlier ones. Where the program has stopped, terminal a says in which line.',
        'Each ✗ names the lesson that explains it. Give every Client a buffer of its own first; half of the rest follows.',
        'Read into the buffer, and call obey once for each whole line. Keep what the system does not take, and send it when select says that it may.',
        `Ctrl-C in terminal a, \`${run}\`, then in terminal b \`${test}\`. A finished room, in TypeScript, is in the editor’s other language.`,
      ],
    },
    {
      say: 'Let somebody join: a friend, or you twice, from terminals b and c. Both say something.',
      run: 'chat 5050',
      terminal: 'b',
      check: metIn(port),
      hints: [
        'A room is for more than one. The client you know from the first lesson speaks with your room as well.',
        'Start it in two terminals: `+` opens a third. The password is that of your program.',
        '`chat` and your port in two terminals, or `nc 127.0.0.1 5050` in a shell of your own.',
        'In terminals b and c: `chat 5050`, the password tea, and a line in each.',
      ],
    },
    {
      say: 'Stay in, and stop your program with Ctrl-C. What do the members see?',
      check: closedPolitely(port),
      hints: [
        'A server that ends has guests.',
        'The members stay in terminals b and c; the program runs in a.',
        'Ctrl-C is KeyboardInterrupt in Python. Catch it, say BYE, close each connection.',
        'Press Ctrl-C in terminal a while somebody is in the room.',
      ],
    },
  ],
  saw: {
    id: '5.7a.saw',
    ask: 'Three people have talked in your room, and it has ended. What is left of their words on the disk?',
    options: [
      {
        text: 'A log of all that was said, in a file',
        feedback: 'The program opens no file. Read it again: the only things it opens are sockets.',
      },
      {
        text: 'Nothing that your program put there',
        right: true,
        feedback: 'Yes. It kept each line until it was sent. What the members’ own programs kept, you cannot know.',
      },
      {
        text: 'The last lines, for those who come later',
        feedback: 'Light 10 was about that: who comes later hears nothing of what was said before.',
      },
    ],
  },
  solution: [
    ...written,
    { type: test, in: 'b' },
    { see: 'Thirty members', in: 'b' },
    { see: '20 of 20 passed', in: 'b' },
    ...together,
    { press: 'ctrl-c' },
    { see: 'The room is closed.' },
    { see: 'lab$', in: 'b' },
    { see: 'lab$', in: 'c' },
  ],
  mistakes: [
    {
      name: 'leaves the room as it was begun',
      script: [
        { type: run },
        { see: 'listens on port 5050' },
        { type: test, in: 'b' },
        { see: 'WHO lists', in: 'b' },
        { see: 'BYE is answered', in: 'b' },
        { see: 'of 20 passed', in: 'b' },
      ],
      step: 3,
      saying: '5 of 20 lights. This step wants 18; the first ✗ is where to begin.',
    },
    {
      name: 'does not tell the tester the password',
      script: [...written, { type: 'test-my server 5050', in: 'b' }, { see: 'of 19 passed', in: 'b' }],
      step: 3,
      saying: 'The tester was given no password',
    },
    {
      name: 'waits for the slow one',
      script: [
        {
          write: roomProgram.file,
          source: roomProgram.solution.replace('sock.setblocking(False)', 'sock.settimeout(None)'),
        },
        { type: run },
        { see: 'listens on port 5050' },
        { type: test, in: 'b' },
        { see: 'Thirty members', in: 'b' },
        { see: 'of 20 passed', in: 'b' },
      ],
      step: 3,
      saying: '19 lights, and 1 about safety are dark.',
    },
    {
      name: 'tests a room of First Hop',
      script: [
        { type: 'room serve 5050 --arch loop --password tea &' },
        { see: 'listens' },
        { type: test, in: 'b' },
        { see: 'Thirty members', in: 'b' },
        { see: '20 of 20 passed', in: 'b' },
      ],
      step: 3,
      saying: 'is one of First Hop’s. Test one that you have written.',
    },
    {
      name: 'talks to nobody',
      script: [...written, ...join('b'), { type: 'hello', in: 'b' }, { see: /you\s+hello/, in: 'b' }],
      step: 4,
      saying: 'One of two is in your room.',
    },
    {
      name: 'sends everybody home before it stops',
      script: [
        ...written,
        ...together,
        { type: '/bye', in: 'b' },
        { see: 'lab$', in: 'b' },
        { type: '/bye', in: 'c' },
        { see: 'lab$', in: 'c' },
        { press: 'ctrl-c' },
        { see: 'The room is closed.' },
      ],
      step: 5,
      saying: 'They have left by themselves.',
    },
  ],
};
