import { bound } from '../../lab/checks/bound.ts';
import { fetchedTwice } from '../../lab/checks/fetched-twice.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { fetchProgram, fetchWith, filled } from './fetch-program.ts';

const file = 'fetch.py';
const wire = 7180;
const run = `python ${file} ${wire}`;

const tapped: readonly Action[] = [
  { type: `tap ${wire} {web}`, in: 'b' },
  { see: 'Tapping', in: 'b' },
];
const write = (source: string): Action => ({ write: file, source });

export const fetchLab: Lab = {
  id: '5.2b',
  title: 'The same page from two floors',
  why: 'Real, with a wire you can read between your program and the web server of this computer.',
  programs: [fetchProgram],
  prediction: {
    id: '5.2b-lines',
    ask: 'You ask a web server for a page in five lines of your own. Then Python’s `http.client` asks for the same page. What does the server get from the library?',
    options: [
      { id: 'less', text: 'Something shorter, in a form of its own' },
      { id: 'same', text: 'Lines of text like yours, nearly the same' },
      { id: 'binary', text: 'Bytes that nobody can read' },
    ],
    outcome:
      'Lines of text like yours. It opened a socket, wrote a request line and headers, sent an empty line, and read until it had the page. It added one header that you had not written, and left one out.',
  },
  steps: [
    {
      say: 'In terminal b, leave the room with Ctrl-C. Then lay a wire there that you can read: what comes to port 7180 goes on to the web server.',
      run: `tap ${wire} {web}`,
      terminal: 'b',
      check: bound({ transport: 'tcp', port: wire }),
      hints: [
        'You want to see what your program sends, before the server gets it.',
        '`help tap` tells what it does. Leave it running.',
        'It wants two ports: where it listens, and where it passes things on to.',
        `In terminal b: \`tap ${wire} {web}\``,
      ],
    },
    {
      say: 'Fill the three gaps in `fetch.py`: a name for your program, the empty line that ends a request, and the request as bytes. Run it through the wire. Then scroll up in terminal b and compare the two lines with GET.',
      run,
      check: fetchedTwice(file, wire),
      hints: [
        'A name is text in quotes. Programs call themselves something like `my-client/1.0`.',
        'An empty line is a line end with nothing before it. What are the line ends of the lines above it?',
        'The last gap turns the text `request` into bytes, with `.encode()`. The line ends are `\\r\\n`.',
        "The gaps: `'my-client/1.0'`, then `'\\r\\n'`, then `request.encode()`",
      ],
    },
  ],
  saw: {
    id: '5.2b-saw',
    ask: 'Compare the two requests in terminal b. Which line did the library write that you had not written?',
    options: [
      {
        text: '`Accept-Encoding: identity`',
        right: true,
        feedback: 'Yes: send it as it is, not compressed. And it left out your `Connection: close`.',
      },
      {
        text: '`Host: 127.0.0.1:7180`',
        feedback: 'Both have it. HTTP/1.1 demands that line, so the library wrote it too.',
      },
      {
        text: '`User-Agent:` and a name',
        feedback: 'Both have it, since you handed it to the library. By itself `http.client` sends none.',
      },
    ],
  },
  solution: [
    { choose: 'same', question: '5.2b-lines' },
    ...tapped,
    write(fetchProgram.solution),
    { type: run },
    { see: /by hand\s+HTTP\/1\.1 200 OK/ },
    { see: /by library\s+200 OK/ },
    { see: /same page\s+True/ },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'forgets the empty line',
      script: [
        ...tapped,
        write(fetchWith(filled.name, "''", filled.send)),
        { type: run },
        { see: 'connected', in: 'b' },
        { see: 'Connection: close', in: 'b' },
        { press: 'ctrl-c' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'Your request has no end, so the server still waits.',
    },
    {
      name: 'sends text instead of bytes',
      script: [
        ...tapped,
        write(fetchWith(filled.name, filled.end, 'request')),
        { type: run },
        { see: 'TypeError' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'Your program was connected and sent no request. Sockets take bytes, not text.',
    },
    {
      name: 'goes straight to the server',
      script: [
        ...tapped,
        write(fetchProgram.solution),
        { type: `python ${file} {web}` },
        { see: 'same page' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'This time go through the wire, port 7180.',
    },
    {
      name: 'has no name',
      script: [
        ...tapped,
        write(fetchWith("''", filled.end, filled.send)),
        { type: run },
        { see: 'same page' },
        { see: 'lab$' },
      ],
      step: 2,
      saying: 'The request by hand does not say who is asking',
    },
  ],
};
