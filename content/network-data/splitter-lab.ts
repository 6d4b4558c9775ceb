import { bound } from '../../lab/checks/bound.ts';
import { linesInAnyCut, linesMisread, linesRead } from '../../lab/checks/line-answers.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { oneBufferForAll, splitsEachChunk, splitterProgram } from './programs.ts';

const port = 5060;
const file = 'splitter.py';
const run = `python ${file}`;
const send = `framing send ${port}`;
const fuzz = `framing fuzz ${port}`;

const serve = (source: string): readonly Action[] => [
  { write: file, source },
  { type: run },
  { see: `listening on ${port}` },
];
const sent: readonly Action[] = [
  { type: send, in: 'b' },
  { see: /300,000[\s\S]*lab\$/, in: 'b' },
];
const stopped: readonly Action[] = [{ press: 'ctrl-c' }, { see: 'lab$' }];

export const splitterLab: Lab = {
  id: '5.4a',
  title: 'Where does one message end?',
  why: 'Real: a server of yours, and bytes cut in fifty ways before they reach it.',
  programs: [splitterProgram],
  prediction: {
    id: '5.4a-chunks',
    ask: 'A server takes whatever `recv` gives back for one message. A client sends three short lines in three quick writes, and after that one line of 300,000 bytes. How many messages does the server see?',
    options: [
      { id: 'right', text: 'Three, then one' },
      { id: 'glued', text: 'Fewer than three, then one' },
      { id: 'torn', text: 'Three, then more than one' },
      { id: 'both', text: 'Fewer than three, then more than one' },
    ],
    outcome:
      'Fewer than three, then more than one. While the server was busy the three lines lay in one heap, and the first `recv` took all of it. The long line came in several pieces, since no `recv` gives more than it was asked for, and often less.',
  },
  steps: [
    {
      say: 'Read `splitter.py`, and run it as it is. It answers each message with GOT and its length.',
      run,
      check: bound({ transport: 'tcp', port }),
      hints: [
        'Nothing to write yet: first see it fail.',
        'The file is in the editor; it runs in terminal a.',
        'Programs are started with `python` and their name.',
        `In terminal a: \`${run}\``,
      ],
    },
    {
      say: 'From terminal b, send it the three lines, and then the long one. `framing` is a command of this lab that does it.',
      run: send,
      terminal: 'b',
      check: linesMisread(port),
      hints: [
        'There is a command that sends lines.',
        'Terminal a is the server now, so use b.',
        'It is called `framing`, and it wants to be told what to do, and to which port.',
        `In terminal b: \`${send}\``,
      ],
    },
    {
      say: 'Stop the server in terminal a with Ctrl-C and mend it in the editor. Keep what has come in a buffer, and take a message out of it whenever the buffer holds a line end. Run the server again in terminal a, and send again.',
      run: send,
      terminal: 'b',
      check: linesRead(port),
      hints: [
        'A chunk is never a message. Add it to what is already there, and then look.',
        'Two loops, one in the other: while bytes come, and inside it, while there is a line end in the buffer.',
        "`message, buffer = buffer.split(b'\\n', 1)` takes the first line out and leaves the rest.",
        "Before the loop `buffer = b''`. In it: `buffer += chunk`, then `while b'\\n' in buffer:`, and in that the split and the answer",
      ],
    },
    {
      say: 'Is it right, or lucky? `framing fuzz` leaves one connection in the middle of a line, and then sends six lines fifty times, each time cut in other places.',
      run: fuzz,
      terminal: 'b',
      check: linesInAnyCut(port, 300),
      hints: [
        'Your server has to be running, in terminal a.',
        'When it is wrong, the command shows what was wanted and what came. An empty line is a message too.',
        'A rest that nobody finished must not reach the next caller: each conversation begins with an empty buffer.',
        `In terminal b: \`${fuzz}\``,
      ],
    },
  ],
  saw: {
    id: '5.4a-saw',
    ask: 'In the first run, what did the numbers behind GOT for the long line add up to?',
    options: [
      {
        text: 'Less than was sent: something was lost',
        feedback: 'Add them up. TCP lost nothing; the pieces are all there, and only the borders are not yours.',
      },
      {
        text: '300,000: every byte came, in pieces',
        right: true,
        feedback: 'Yes. All bytes, in order. What was missing is a mark that says where the message ends.',
      },
      {
        text: 'More than was sent: some came twice',
        feedback: 'TCP hands no byte out twice. Add them up again.',
      },
    ],
  },
  solution: [
    { choose: 'both', question: '5.4a-chunks' },
    ...serve(splitterProgram.starter),
    ...sent,
    ...stopped,
    ...serve(splitterProgram.solution),
    ...sent,
    { type: fuzz, in: 'b' },
    { see: 'all right', in: 'b' },
  ],
  mistakes: [
    {
      name: 'mends it before it has seen it fail',
      script: [...serve(splitterProgram.solution), ...sent],
      step: 2,
      saying: 'Your server answered every line once, so it is mended already.',
    },
    {
      name: 'splits every chunk by itself',
      script: [...serve(splitsEachChunk), ...sent],
      step: 3,
      saying: /A line of 300000 bytes was answered with GOT \d+: your server took a piece of it for a message\./,
    },
    {
      name: 'has one buffer for all conversations',
      script: [
        ...serve(oneBufferForAll),
        { type: fuzz, in: 'b' },
        { see: 'Round 1', in: 'b' },
        { see: 'lab$', in: 'b' },
      ],
      step: 4,
      saying: 'An earlier caller left 9 bytes of a line, and they turned up in the next caller’s first message.',
    },
    {
      name: 'leaves the server as it is',
      script: [...serve(splitterProgram.starter), ...sent],
      step: 3,
      saying: /your server took (several lines for one message|a piece of it for a message)\./,
    },
  ],
};
