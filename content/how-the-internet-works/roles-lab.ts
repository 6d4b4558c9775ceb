import { bound } from '../../lab/checks/bound.ts';
import { bytesBothWays } from '../../lab/checks/bytes-both-ways.ts';
import { tableShowsTogether } from '../../lab/checks/table-shows-together.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

/** The service that sends back whatever comes (RFC 862). Its port is 7007 unless something else has that. */
const echo = 'echo';
const echoPort = '{echo}';
const own = 5006;
const wait = `nc -l ${own}`;
const ask = `nc 127.0.0.1 ${echoPort}`;
const look = 'ss -tanp | grep "this page"';
const call = `nc 127.0.0.1 ${own}`;

const bothAtOnce: readonly Action[] = [
  { choose: 'both', question: '1.2b-which' },
  { type: `nc -lv ${own}` },
  { see: /listening/i },
  { type: `nc -v 127.0.0.1 ${echoPort}`, in: 'b' },
  { see: /succeeded/, in: 'b' },
];

export const rolesLab: Lab = {
  id: '1.2b',
  title: 'Be a server, be a client',
  why: 'Real: the sockets are those of your operating system, and the roles stand in its own table.',
  prediction: {
    id: '1.2b-which',
    ask: 'In one terminal a program of yours waits for somebody to call. In another, a second one calls the lab’s echo service. What is your computer now?',
    options: [
      { id: 'client', text: 'A client: it is a personal computer' },
      { id: 'server', text: 'A server, since something waits on it' },
      { id: 'both', text: 'Both, in two different conversations' },
    ],
    outcome:
      'Both. The table showed a LISTEN row and an ESTAB row of the same computer. Then the waiting program was called by a program next to it, and one computer was server and client of the same conversation.',
  },
  steps: [
    {
      say: 'In terminal a, be a server: wait on port 5006.',
      run: wait,
      check: bound({ transport: 'tcp', port: own }),
      hints: [
        'Being a server means to be there first, and to wait.',
        'Use terminal a.',
        '`nc -l` and a port: `-l` is for “listen”.',
        `In terminal a: \`${wait}\``,
      ],
    },
    {
      say: 'In terminal b, be a client: call the echo service, which sends back whatever it gets. Say something.',
      run: ask,
      terminal: 'b',
      check: bytesBothWays(echo),
      hints: [
        'Being a client means to call somebody who waits.',
        `The echo service waits on port ${echoPort} of your computer.`,
        'After the call, type a line in terminal b and press Enter.',
        `In terminal b: \`${ask}\`, then \`hello\` and Enter.`,
      ],
    },
    {
      say: 'While both run, look at the TCP sockets of this page in terminal c. One row is in state LISTEN, one in state ESTAB.',
      run: look,
      terminal: 'c',
      check: tableShowsTogether(
        { transport: 'tcp', state: 'LISTEN', port: own, owner: 'this page' },
        { transport: 'tcp', state: 'ESTAB', remotePort: echo, owner: 'this page' },
      ),
      hints: [
        'Your operating system keeps a table of all sockets.',
        'Open a third terminal, c, and leave the other two running.',
        '`ss` prints the table: `-t` for TCP, `-a` for all states, `-n` for numbers, `-p` for whose it is. `grep` keeps the rows of this page.',
        `In terminal c: \`${look}\``,
      ],
    },
    {
      say: 'Now call your own server, from terminal c. What does the badge say now?',
      run: call,
      terminal: 'c',
      check: tcpOpened(own),
      hints: [
        'Somebody has waited in terminal a all the while.',
        'Terminal c is free again after `ss`.',
        'The address of this computer, and the port of step 1.',
        `In terminal c: \`${call}\``,
      ],
    },
  ],
  saw: {
    id: '1.2b-saw',
    ask: 'What made the program in terminal a a server, in the table of your operating system?',
    options: [
      {
        text: 'A row in state LISTEN',
        right: true,
        feedback:
          'Yes. It had said that it will wait, and on which port. No other property of the computer played a part.',
      },
      {
        text: 'A port number below 1024',
        feedback: 'It was port 5006. Well-known services like small numbers, but any number can be waited on.',
      },
      {
        text: 'A line that says “server”',
        feedback: 'There is no such column. Look at the state of the row with port 5006.',
      },
    ],
  },
  solution: [
    ...bothAtOnce,
    { type: 'hello', in: 'b' },
    { see: /hello/, in: 'b' },
    { type: look, in: 'c' },
    { see: /LISTEN/, in: 'c' },
    { type: call, in: 'c' },
    { see: /received/, in: 'a' },
  ],
  mistakes: [
    {
      name: 'looks before there is anything to see',
      script: [
        { type: 'ss -tanp', in: 'c' },
        { see: /State/, in: 'c' },
      ],
      step: 3,
      saying: `no row of this page in state LISTEN with local port ${own} was in it`,
    },
    {
      name: 'ends the client before looking',
      script: [
        ...bothAtOnce,
        { press: 'ctrl-c', in: 'b' },
        { see: 'lab$', in: 'b' },
        { type: 'ss -tanp', in: 'c' },
        { see: /State/, in: 'c' },
      ],
      step: 3,
      saying: /no row of this page in state ESTAB with remote port \d+ was in it/,
    },
    {
      name: 'calls and says nothing',
      script: bothAtOnce,
      step: 2,
      saying: /The connection to port \d+ is open and not one byte has crossed it/,
    },
    {
      name: 'calls a port where nobody waits',
      script: [
        { type: `nc -v 127.0.0.1 ${own}`, in: 'c' },
        { see: /refused/i, in: 'c' },
      ],
      step: 4,
      saying: `No connection to port ${own} was established yet.`,
    },
  ],
};
