import { bound } from '../../lab/checks/bound.ts';
import { frameRefused, frameUnderstood } from '../../lab/checks/length-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { frameProgram, frameWith } from './programs.ts';

const port = 5061;
const file = 'frame.py';
const run = `python ${file}`;
const read = `framing read ${port}`;

const reading: readonly Action[] = [
  { type: read, in: 'b' },
  { see: 'Reads frames', in: 'b' },
];
const sent = (source: string, see: string | RegExp): readonly Action[] => [
  { write: file, source },
  { type: run },
  { see },
  { see: 'lab$' },
];

export const frameLab: Lab = {
  id: '5.4b',
  title: 'A length in front',
  why: 'Real bytes, and a reader that goes by what the first four of them say.',
  programs: [frameProgram],
  prediction: {
    id: '5.4b-length',
    ask: 'A message is “naïve 👋”: seven letters, the space and the hand included. Its header holds its length, for a reader that may be written in another programming language. Which number is it?',
    options: [
      { id: '7', text: '7' },
      { id: '8', text: '8' },
      { id: '11', text: '11' },
      { id: '28', text: '28' },
    ],
    outcome:
      'Eleven. In UTF-8 the letters n, a, v, e and the space take one byte each, ï takes two, and the hand takes four. A length in a protocol counts bytes, because bytes are what the reader counts.',
  },
  steps: [
    {
      say: 'Start the reader in terminal b. It takes four bytes of length, biggest first, and then so many bytes of text.',
      run: read,
      terminal: 'b',
      check: bound({ transport: 'tcp', port }),
      hints: [
        'First there must be somebody who reads.',
        'The command of the last lab has a third verb.',
        '`framing read` is a server. Leave it running.',
        `In terminal b: \`${read}\``,
      ],
    },
    {
      say: 'Stop `splitter.py` in terminal a with Ctrl-C, and run `frame.py` as it is. Its header has the right number with the wrong end first. What does the reader make of it?',
      run,
      check: frameRefused(port, file),
      hints: [
        'Nothing to change yet.',
        'The reader must be running in terminal b.',
        'Programs are started with `python` and their name.',
        `In terminal a: \`${run}\``,
      ],
    },
    {
      say: 'Mend the header, so that the biggest byte goes first, and run it again.',
      run,
      check: frameUnderstood(port, file, 'naïve 👋'),
      hints: [
        'One word in the program says which end goes first.',
        'It is the second argument of `to_bytes`.',
        'It says `little` there, for the smallest byte. Networks send the biggest one first.',
        "`len(body).to_bytes(4, 'big')`",
      ],
    },
  ],
  saw: {
    id: '5.4b-saw',
    ask: 'The refused header was `0b 00 00 00`. Why did the reader not wait for the rest of the message?',
    options: [
      {
        text: 'A limit told it that no message is that long',
        right: true,
        feedback: 'Yes. Without one it would have waited for 184 million bytes, and kept room for them.',
      },
      {
        text: 'It noticed that the ends were exchanged',
        feedback: 'It cannot. Those four bytes are a number like any other, only a large one.',
      },
      {
        text: 'TCP told it how long the message was',
        feedback: 'TCP knows of no messages. It would have delivered all of them, in pieces.',
      },
    ],
  },
  solution: [
    { choose: '11', question: '5.4b-length' },
    ...reading,
    ...sent(frameProgram.starter, 'REFUSED length 184,549,376'),
    ...sent(frameProgram.solution, 'GOT 11 bytes: naïve 👋'),
  ],
  mistakes: [
    {
      name: 'runs the program before anybody reads',
      script: sent(frameProgram.starter, 'ConnectionRefusedError'),
      step: 2,
      saying: 'Nobody reads frames on port 5061. In terminal b: `framing read 5061`.',
    },
    {
      name: 'counts letters',
      script: [...reading, ...sent(frameWith('len(TEXT)', 'big'), 'GOT 7 bytes')],
      step: 3,
      saying: 'Your header says 7, and 11 bytes follow. That counts letters',
    },
    {
      name: 'leaves the smallest byte in front',
      script: [...reading, ...sent(frameProgram.starter, 'REFUSED')],
      step: 3,
      saying: 'Your header 0b 00 00 00 says 184,549,376 to whoever reads the biggest byte first',
    },
    {
      name: 'mends it before it has been refused',
      script: [...reading, ...sent(frameProgram.solution, 'GOT 11 bytes')],
      step: 2,
      saying: 'Your frame was understood. First send the header with its smallest byte in front',
    },
  ],
};
