import { bound } from '../../lab/checks/bound.ts';
import { replayed } from '../../lab/checks/replay.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import { wireSaw } from '../../lab/checks/wire-saw.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const port = 5101;
const room = '{blue}';

const listenIn: readonly Action[] = [
  { choose: 'word', question: '9.4b-password' },
  { type: `tap ${port} ${room}` },
  { see: String(port) },
];
const talk: readonly Action[] = [
  { type: `nc 127.0.0.1 ${port}`, in: 'b' },
  { see: 'HELLO', in: 'b' },
  { type: 'PASS first-hop', in: 'b' },
  { see: 'OK you=', in: 'b' },
  { type: 'SAY meet me at nine', in: 'b' },
  { see: /MSG anon-\S+ meet me at nine/, in: 'b' },
  { type: 'BYE', in: 'b' },
  { see: 'BYE', in: 'b' },
  { press: 'ctrl-d', in: 'b' },
  { see: 'lab$', in: 'b' },
];

export const tap: Lab = {
  id: '9.4b',
  title: 'Sit on the way',
  why: 'Real: your bytes cross two real TCP connections, one to the tap and one from the tap to room blue.',
  prediction: {
    id: '9.4b-password',
    ask: 'A connection to room blue goes through the tap. What does the tap get to see of the password?',
    options: [
      { id: 'nothing', text: 'Nothing: passwords are sent hidden' },
      { id: 'length', text: 'How long it is, not the letters' },
      { id: 'word', text: 'The word itself, letter by letter' },
    ],
    outcome:
      'The word itself, and everything you said. The rooms speak lines of text over plain TCP, and TCP hides nothing. Then the copied line opened the door for somebody who was never told the password.',
  },
  steps: [
    {
      say: 'End your room with Ctrl-C, and put a tap in terminal a: what comes to port 5101 goes on to room blue.',
      run: `tap ${port} ${room}`,
      check: bound({ transport: 'tcp', port }),
      hints: [
        'Terminal a has to be free: press Ctrl-C there.',
        '`help tap` shows its two numbers.',
        'The first number is where it listens, the second where it passes on to.',
        `In terminal a: \`tap ${port} ${room}\``,
      ],
    },
    {
      say: 'Be the guest who suspects nothing. Connect to 5101 and look who greets you.',
      run: `nc 127.0.0.1 ${port}`,
      terminal: 'b',
      check: tcpOpened(port),
      hints: [
        'The guest sits in terminal b.',
        'End what still runs there with Ctrl-C.',
        '`nc`, this computer’s address, and the port of the tap.',
        `In terminal b: \`nc 127.0.0.1 ${port}\``,
      ],
    },
    {
      say: 'Give the password.',
      input: 'PASS first-hop',
      terminal: 'b',
      check: wireSaw(port, /^PASS \S/im, { wanted: 'a password' }),
      hints: [
        'The room waits for a line that begins with PASS.',
        'Type into terminal b, where nc is running.',
        'PASS, a space, and the password on the card.',
        'In terminal b, inside nc: `PASS first-hop`',
      ],
    },
    {
      say: 'Say something you would not shout across a street.',
      input: 'SAY meet me at nine',
      terminal: 'b',
      check: wireSaw(port, /^SAY \S/im, { wanted: 'a line that begins with SAY' }),
      hints: [
        'You are in the room. Talk.',
        'Type into terminal b, where nc is running.',
        'A line that begins with SAY goes to everybody.',
        'In terminal b, inside nc: `SAY meet me at nine`',
      ],
    },
    {
      say: 'Leave with `BYE` and Ctrl-D. Then read terminal a from top to bottom.',
      input: 'BYE',
      terminal: 'b',
      check: tcpClosed(port, 'fin'),
      hints: [
        'The conversation should be over before you misuse it.',
        'Type into terminal b, where nc is running.',
        'The room knows a word for leaving.',
        'In terminal b, inside nc: `BYE`, then Ctrl-D',
      ],
    },
    {
      say: 'Change sides. Nobody told you the password, and you have read terminal a. Connect straight to the room and send the captured line.',
      run: `nc 127.0.0.1 ${room}`,
      input: 'PASS first-hop',
      terminal: 'b',
      check: replayed({ tap: port, verb: 'PASS', room: 'lets in' }),
      hints: [
        'Two things: a fresh connection, then one line.',
        'The line is in terminal a, between the arrow and the `\\n`.',
        'Press Run twice: once to connect, once to send.',
        `In terminal b: \`nc 127.0.0.1 ${room}\`, then \`PASS first-hop\``,
      ],
    },
  ],
  saw: {
    id: '9.4b-saw',
    ask: 'How did the answer to your copied line differ from the answer to the first one?',
    options: [
      {
        text: 'It took longer, since the room looked twice',
        feedback: 'The room did the same work both times. It keeps nothing that could make it suspicious.',
      },
      {
        text: 'Only in the name that the room gave out',
        right: true,
        feedback: 'OK both times. To the room you are one more guest who knows the word.',
      },
      {
        text: 'It warned that the line had been used before',
        feedback: 'Look again: no such warning. chat/1 has no way to tell a copy from the first.',
      },
    ],
  },
  solution: [
    ...listenIn,
    ...talk,
    { type: `nc 127.0.0.1 ${room}`, in: 'b' },
    { see: 'HELLO', in: 'b' },
    { type: 'PASS first-hop', in: 'b' },
    { see: 'OK you=', in: 'b' },
    { press: 'ctrl-c', in: 'b' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'goes past the tap, straight to the room',
      script: [
        ...listenIn,
        { type: `nc 127.0.0.1 ${room}`, in: 'b' },
        { see: 'HELLO', in: 'b' },
        { type: 'PASS first-hop', in: 'b' },
        { see: 'OK you=', in: 'b' },
      ],
      step: 6,
      saying:
        'The tap on 5101 is open, but nothing has passed through it. Connect to 5101, not to the room’s own port.',
    },
    {
      name: 'talks before giving the password',
      script: [
        ...listenIn,
        { type: `nc 127.0.0.1 ${port}`, in: 'b' },
        { see: 'HELLO', in: 'b' },
        { type: 'SAY hello', in: 'b' },
        { see: 'ERR', in: 'b' },
      ],
      step: 6,
      saying: 'A connection passed through the tap on 5101, but no line that begins with PASS.',
    },
    {
      name: 'sends another word than the captured one',
      script: [
        ...listenIn,
        ...talk,
        { type: `nc 127.0.0.1 ${room}`, in: 'b' },
        { see: 'HELLO', in: 'b' },
        { type: 'PASS firsthop', in: 'b' },
        { see: 'NO', in: 'b' },
      ],
      step: 6,
      saying: 'not the line that the tap captured. Compare the two letter by letter.',
    },
  ],
};
