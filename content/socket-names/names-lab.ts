import { askedForNoPeer, toldBothNames } from '../../lab/checks/program-names.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { namesFilled, namesProgram, namesWith } from './programs.ts';

const file = 'names.py';
const run = `python ${file} {green}`;
const write = (source: string): Action => ({ write: file, source });

export const namesLab: Lab = {
  id: '5.3b',
  title: 'Two questions, asked too early and in time',
  why: 'Real, so that somebody else can confirm your name: the room reports which peer it sees.',
  programs: [namesProgram],
  prediction: {
    id: '5.3b-fresh',
    ask: 'A stream socket has been created, and nothing else. You ask it for its own name and for its peer’s. What do you get?',
    options: [
      { id: 'both', text: 'Two addresses of zeros' },
      { id: 'error', text: 'Zeros for its own, an error for the peer' },
      { id: 'none', text: 'Errors for both' },
      { id: 'self', text: 'Its own name twice' },
    ],
    outcome:
      'Zeros for its own, which means none yet, and the error ENOTCONN for the peer: not connected. (On Windows the first question is an error, too.) After `connect` both had answers, and the room saw the same two, the other way round.',
  },
  steps: [
    {
      say: 'Run `names.py` as it is, with the port of room green. It ends with two errors, and the first one is the system’s answer. Write its kind, the word before its colon, into the gap behind `except`, and run it again.',
      run,
      check: askedForNoPeer(file),
      hints: [
        'The program asked a question too early, and nobody catches the error. `except` catches one, if it knows the kind.',
        'Look above “During handling of the above exception”: the line before it begins with the kind.',
        'Whatever the operating system refuses is of that kind: `OSError`.',
        'Line 11: `except OSError as problem:`',
      ],
    },
    {
      say: 'Fill the other two gaps: which call gives your own name, and which the peer’s? The program tells both to room green. Do the two sides agree? What the room saw will stand below this step.',
      run,
      check: toldBothNames('green', file),
      hints: [
        'One method gives your own name, the other that of the peer.',
        'The two stand in the prose above: sock is this end, peer the other.',
        '`mine` wants getsockname. If the room’s port stands behind it, the two are exchanged.',
        'The second gap is `getsockname`, the third `getpeername`.',
      ],
    },
  ],
  saw: {
    id: '5.3b-saw',
    ask: 'Your program never called `bind`. Which port stood behind `mine`?',
    options: [
      {
        text: 'One that the system had picked for `connect`',
        right: true,
        feedback: 'Yes. A connection needs a port at both ends, so `connect` takes a free one for you.',
      },
      {
        text: 'The port of room green, since it is the other end',
        feedback: 'That is the peer’s name, in the line below.',
      },
      {
        text: '0, because no bind was called before',
        feedback: 'Before `connect` it was 0. Look at the line that begins with `fresh`.',
      },
    ],
  },
  solution: [
    { choose: 'error', question: '5.3b-fresh' },
    write(namesProgram.solution),
    { type: run },
    { see: /fresh\s+\('0\.0\.0\.0', 0\)/ },
    { see: /peer\s+ENOTCONN/ },
    { see: /MSG \S+ I am 127\.0\.0\.1:\d+ and you are 127\.0\.0\.1:\d+/ },
    { see: 'BYE' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'fills the first gap only',
      script: [
        write(namesWith(namesFilled.error, '___', '___')),
        { type: run },
        { see: 'AttributeError' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'Your program was in room green and has not told it any names yet.',
    },
    {
      name: 'catches another kind of error',
      script: [
        write(namesWith('ValueError', namesFilled.mine, namesFilled.theirs)),
        { type: run },
        { see: 'OSError' },
        { see: 'lab$' },
      ],
      step: 1,
      saying: 'The system said ENOTCONN, and your program ended there. Catch it',
    },
    {
      name: 'exchanges the two questions',
      script: [
        write(namesWith(namesFilled.error, namesFilled.theirs, namesFilled.mine)),
        { type: run },
        { see: 'BYE' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'Your program called itself by the room’s name. `getsockname` is your own end',
    },
    {
      name: 'asks for itself twice',
      script: [
        write(namesWith(namesFilled.error, namesFilled.mine, namesFilled.mine)),
        { type: run },
        { see: 'BYE' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: /Your program said “I am 127\.0\.0\.1:(\d+) and you are 127\.0\.0\.1:\1”/,
    },
  ],
};
