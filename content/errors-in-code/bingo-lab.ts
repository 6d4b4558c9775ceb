import { errorsCaused } from '../../lab/checks/errors-caused.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { bingoFilled, bingoProgram, bingoWith } from './bingo-program.ts';

const file = 'bingo.py';
const run = `python ${file}`;

const played = (source: string): readonly Action[] => [
  { write: file, source },
  { type: run },
  { see: /not_found\s+\S/ },
  { see: 'lab$' },
];

export const bingoLab: Lab = {
  id: '5.5a',
  title: 'Seven ways to fail',
  why: 'Real errors of your own operating system, every one of them made on purpose.',
  programs: [bingoProgram],
  prediction: {
    id: '5.5a-send',
    ask: 'The other side has closed the connection, politely. Your program does not know and sends one byte. What does `send` do?',
    options: [
      { id: 'error', text: 'It raises an error at once' },
      { id: 'one', text: 'It returns 1, as if all were well' },
      { id: 'zero', text: 'It returns 0: nothing was sent' },
      { id: 'waits', text: 'It waits until the byte is acknowledged' },
    ],
    outcome:
      'It returns 1. Your operating system took the byte, and that is all `send` promises. The byte was answered with a reset, because nobody is there any more, and a later `send` told you: broken pipe.',
  },
  steps: [
    {
      say: 'Fill the first two gaps of `bingo.py`, run it, and read what it prints. `refused` wants a port where nobody listens, `in_use` the one that is taken.',
      run,
      check: errorsCaused(file, 'ECONNREFUSED', 'EADDRINUSE'),
      hints: [
        'Both gaps are port numbers. What you do not fill yet is skipped.',
        'For EADDRINUSE ask for the port that `first` holds already. For the other one: `ss -ltn` shows who listens.',
        'In the labs nobody listens on 5999. The port of `first` stands two lines above its gap.',
        'The gaps: `5999`, then `5071`',
      ],
    },
    {
      say: 'Now the two that come in the middle of a conversation. In `reset` somebody has to close who has not read; in `broken_pipe` you choose how often to send.',
      run,
      check: errorsCaused(file, 'ECONNRESET', 'EPIPE'),
      hints: [
        'To close with bytes unread sends a RST to the other side. Which end has something left to read?',
        'The bytes went from `client` to `served`. And one send after the end is not enough to hear of it.',
        '`served` has to close. For the sends: try five.',
        'The gaps: `served`, then `5`',
      ],
    },
    {
      say: 'And three more: a question too early, a datagram too long, a name that belongs to nobody. The first two never leave your computer.',
      run,
      check: errorsCaused(file, 'ENOTCONN', 'EMSGSIZE', 'ENOTFOUND'),
      hints: [
        'The first you know from lesson 5.3: who is at the other end of a socket that has none?',
        'UDP’s largest payload over IPv4 is 65,507 bytes. One more is too many.',
        'Names that end in `.invalid` never exist. A name is text, so it needs quotes.',
        "The gaps: `getpeername`, then `65_508`, then `'nobody.invalid'`",
      ],
    },
  ],
  saw: {
    id: '5.5a-saw',
    ask: 'What did `send 1` return in `broken_pipe`, after the other side had closed?',
    options: [
      {
        text: '1, and the error came with a later send',
        right: true,
        feedback: 'Yes. Success means that your own system took the byte. What became of it, you learn later or never.',
      },
      {
        text: '0, because the other side was gone',
        feedback: 'Your side could not know yet: a FIN only says that the other side sends no more.',
      },
      {
        text: 'Nothing: it raised BrokenPipeError',
        feedback: 'That came, too, and from a later one. Look at the lines above it.',
      },
    ],
  },
  solution: [{ choose: 'one', question: '5.5a-send' }, ...played(bingoProgram.solution)],
  mistakes: [
    {
      name: 'runs it with its gaps',
      script: played(bingoProgram.starter),
      step: 1,
      saying: 'No connect of yours was refused yet. Call a port where nobody listens.',
    },
    {
      name: 'asks for another port the second time',
      script: played(bingoWith({ ...bingoFilled, secondPort: '5075' })),
      step: 1,
      saying: 'Every listener of yours got its port. Ask for one that a listener of yours holds already.',
    },
    {
      name: 'closes the end that wrote',
      script: played(bingoWith({ ...bingoFilled, who: 'listener' }).replace('client.recv(1024)', 'client.close()')),
      step: 2,
      saying: 'Nobody was reset yet. The end that has not read what was sent to it has to close',
    },
    {
      name: 'sends only once',
      script: played(bingoWith({ ...bingoFilled, times: '1' })),
      step: 2,
      saying: 'The send after the other side had closed returned 1, as if all were well.',
    },
    {
      name: 'stays within the limit',
      script: played(bingoWith({ ...bingoFilled, size: '65_507' })),
      step: 3,
      saying: 'A datagram of 65507 bytes went out. UDP over IPv4 carries 65,507 at most',
    },
  ],
};
