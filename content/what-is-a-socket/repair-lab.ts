import { echoed } from '../../lab/checks/echoed.ts';
import { stoppedWithError } from '../../lab/checks/stopped-with-error.ts';
import type { Lab } from '../../lab/lesson.ts';
import { broken, mended, socketsProgram, socketsWith } from './sockets-program.ts';

const run = 'python sockets.py {echo}';

/** Five lines of Python, each with one mistake: a program that reads them finds them one after the other. */
export const repair: Lab = {
  id: '5.1b',
  title: 'Five lines that do not run',
  why: 'Real: your program’s sockets are sockets of this computer, and the echo server sends back whatever comes.',
  programs: [socketsProgram],
  prediction: {
    id: '5.1b-first',
    ask: 'Five lines of `sockets.py` have one mistake each. Read them in the editor. What happens when you run it?',
    options: [
      { id: 'five', text: 'Python lists all five mistakes and runs nothing' },
      { id: 'first', text: 'It stops at the first one and says nothing of the others' },
      { id: 'skip', text: 'It skips the broken lines and does the rest' },
      { id: 'hang', text: 'It starts, and waits for an answer that never comes' },
    ],
    outcome:
      'It stops at the first. To Python all five lines are well formed, so it only meets a mistake when it comes to do that line. You met them one run at a time, and the last line of each traceback said what was wrong with one of them.',
  },
  steps: [
    {
      say: 'Run it as it is. Read the last line first, then the line number above it.',
      run,
      check: stoppedWithError('sockets.py'),
      hints: [
        'Nothing can break: the worst it does is stop.',
        'The program stands in the place called Python, above the terminal.',
        'A program is run by `python`, its file, and here the port of the echo server.',
        `Type \`${run}\` and press Enter.`,
      ],
    },
    {
      say: 'Mend the stream, one message at a time: four of the five lines, until the echo comes back. Run it after each change.',
      run,
      check: echoed({ transport: 'tcp', file: 'sockets.py' }),
      hints: [
        'The last line of a traceback names what Python did not like. Change that line and run again.',
        'Families and types are names in capitals, and they are the ones in the two dials above.',
        '`connect` takes one thing: a pair in brackets of its own. And what is sent are bytes, written with a b in front.',
        "In order: `socket.AF_INET`, `socket.SOCK_DGRAM`, `a.connect(('127.0.0.1', PORT))`, `a.sendall(b'hello from a stream')`.",
      ],
    },
    {
      say: 'Mend the datagram: the fifth line.',
      run,
      check: echoed({ transport: 'udp', file: 'sockets.py' }),
      hints: [
        'The stream works now, so what is left is the line with `sendto`.',
        'An address in this family looks the same for a stream and for a datagram.',
        'It is a pair: the address as text, the port as a number. Not one text with a colon.',
        "The line is `b.sendto(b'hello from a datagram', ('127.0.0.1', PORT))`.",
      ],
    },
  ],
  saw: {
    id: '5.1b-saw',
    ask: 'After its first datagram, what did the line that begins with `datagram` show?',
    options: [
      {
        text: 'An own port, though you named none',
        right: true,
        feedback: 'Yes: sending was enough. A socket that has to be answered gets a port from the system.',
      },
      {
        text: 'The port of the echo server as its peer',
        feedback: 'It has no peer. Where a datagram goes is written on each one, by `sendto`.',
      },
      {
        text: 'Port 0, since it was never bound',
        feedback: 'That is what it shows before it sends. To get an answer it needs a number, and it got one.',
      },
    ],
  },
  solution: [
    { choose: 'first', question: '5.1b-first' },
    { type: run },
    { see: "has no attribute 'AF_NET'" },
    { see: 'lab$' },
    { write: 'sockets.py', source: socketsWith(mended) },
    { type: run },
    { see: 'hello from a datagram from' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'forgets the brackets of the address',
      script: [
        { choose: 'five', question: '5.1b-first' },
        { write: 'sockets.py', source: socketsWith({ ...mended, connect: broken.connect }) },
        { type: run },
        { see: 'takes exactly one argument (2 given)' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: '`sockets.py` opened no connection. It ended with status 1.',
    },
    {
      name: 'sends text instead of bytes',
      script: [
        { choose: 'five', question: '5.1b-first' },
        { write: 'sockets.py', source: socketsWith({ ...mended, send: broken.send }) },
        { type: run },
        { see: "a bytes-like object is required, not 'str'" },
        { see: 'lab$' },
      ],
      step: 2,
      saying: '`sockets.py` is connected, and has sent nothing. It ended with status 1.',
    },
    {
      name: 'writes the address of the datagram as one text',
      script: [
        { choose: 'first', question: '5.1b-first' },
        { write: 'sockets.py', source: socketsWith({ ...mended, sendto: broken.sendto }) },
        { type: run },
        { see: 'AF_INET address must be tuple, not str' },
        { see: 'lab$' },
      ],
      step: 3,
      saying: 'The stream of `sockets.py` is connected, and no datagram has left it yet.',
    },
    {
      name: 'calls a port where nobody echoes',
      script: [
        { choose: 'hang', question: '5.1b-first' },
        { write: 'sockets.py', source: socketsWith(mended) },
        { type: 'python sockets.py 5999' },
        { see: 'Connection refused' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'The connect to port 5999 came to nothing: ECONNREFUSED. Echo listens on another port.',
    },
  ],
};
