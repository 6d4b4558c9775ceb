import { chatJoined } from '../../lab/checks/chat-joined.ts';
import { programReadToEnd, programSaid } from '../../lab/checks/program-visits.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { clientProgram, clientWith, filled } from './client-program.ts';

const look = 'The card above the lab has it.';
const file = 'client.py';
const run = `python ${file} {blue}`;

const listen: readonly Action[] = [
  { type: 'chat blue', in: 'b' },
  { see: /password/i, in: 'b' },
  { type: 'first-hop', in: 'b' },
  { see: /You are anon/, in: 'b' },
];
const write = (source: string): Action => ({ write: file, source });

export const clientLab: Lab = {
  id: '5.2a',
  title: 'Into the room, by your own program',
  why: 'Real: your Python runs in this page, its socket is opened on this computer, and the room answers your code.',
  programs: [clientProgram],
  prediction: {
    id: '5.2a-recv',
    ask: 'The greeting of room blue is 37 bytes long, its end included. Your program asks for up to 1024: `room.recv(1024)`. What happens?',
    options: [
      { id: 'waits', text: 'It waits until 1024 bytes have come' },
      { id: 'line', text: 'It gives the first line, and keeps the rest' },
      { id: 'some', text: 'It gives what is there, between 1 byte and 1024' },
      { id: 'error', text: 'It fails: there are fewer than 1024' },
    ],
    outcome:
      'It gives what is there, as soon as anything is there. Here that was the greeting, because the room says nothing more until it hears from you. The number is a limit, not a wish. `recv` knows of no lines.',
  },
  steps: [
    {
      say: 'Sit down in the room first, as a person: join blue in terminal b, so that you can see what your program says.',
      run: 'chat blue',
      terminal: 'b',
      check: chatJoined('blue', { look, fromTerminal: 'b' }),
      hints: [
        'Somebody has to listen to your program. Be that person.',
        'The password is on the card above the lab.',
        'The command is `chat` and the name of the room, in terminal b.',
        'In terminal b: `chat blue`, then `first-hop`',
      ],
    },
    {
      say: 'Fill the three gaps in `client.py`, so that it says `hello from code`. Then run it, with the port of room blue behind its name. If it stops, the message names the line.',
      run,
      check: programSaid('blue', file, 'hello from code'),
      hints: [
        'The first gap wants the pair that step 1 made, the second one line for the room, the third a question: is `chunk` the end?',
        'The line is bytes, as the one above it: `b` in front, and `\\n` at the end. Lines that are to be heard begin with SAY and a space.',
        'The pair is called `address`. The end is empty bytes, and whether two things are equal is asked with `==`.',
        "The gaps: `address`, then `b'SAY hello from code\\n'`, then `chunk == b''`",
      ],
    },
    {
      say: 'Your program sits in the room. Look at the list in the figure above: of the two guests that are in, one is your code. Then press Enter in terminal a and let it leave.',
      input: '',
      check: programReadToEnd('blue', file),
      hints: [
        'The program waits for you, not for the room.',
        'Press Enter in terminal a, where it runs.',
        'It says BYE, and then it has to notice that the room has finished: what does `recv` give at the end?',
        "The third gap is `chunk == b''`. Stop a program that does not end with Ctrl-C.",
      ],
    },
  ],
  saw: {
    id: '5.2a-saw',
    ask: 'After BYE your program printed several lines and then `closed`. How did it learn that nothing more would come?',
    options: [
      {
        text: '`recv` waited, and then gave up',
        feedback: 'There is no giving up in the program: without a timeout `recv` would wait as long as it takes.',
      },
      {
        text: '`recv` gave back empty bytes',
        right: true,
        feedback: 'Yes. The room had sent its FIN, and that is how a FIN looks from inside a program.',
      },
      {
        text: 'The room sent the word `closed`',
        feedback: 'That word is printed by the last line of your own program, when the loop is over.',
      },
    ],
  },
  solution: [
    { choose: 'some', question: '5.2a-recv' },
    ...listen,
    write(clientProgram.solution),
    { type: run },
    { see: 'In the room. Press Enter to leave.' },
    { see: 'hello from code', in: 'b' },
    { type: '' },
    { see: /BYE\s+closed/ },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'runs it with its gaps',
      script: [write(clientProgram.starter), { type: run }, { see: 'NameError' }, { see: 'lab$' }],
      step: 2,
      saying: '`client.py` ended before it had a connection to room blue.',
    },
    {
      name: 'sends text instead of bytes',
      script: [
        write(clientWith(filled.connect, "'SAY hello from code'", filled.end)),
        { type: run },
        { see: 'TypeError' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'it ended before it had said anything. Sockets take bytes',
    },
    {
      name: 'forgets the end of the line',
      script: [
        write(clientWith(filled.connect, "b'SAY hello from code'", filled.end)),
        { type: run },
        { see: 'Press Enter' },
        { type: '' },
        { see: 'hello from codeBYE' },
      ],
      step: 2,
      saying: 'Room blue delivered “hello from codeBYE”: your line had no end',
    },
    {
      name: 'compares the end with text',
      script: [
        write(clientWith(filled.connect, filled.say, "chunk == ''")),
        { type: run },
        { see: 'Press Enter' },
        { type: '' },
        { see: 'BYE' },
        { press: 'ctrl-c' },
        { see: 'lab$' },
      ],
      step: 3,
      saying: 'your program went on asking. The end of a stream is empty bytes',
    },
  ],
};
