import { bound } from '../../lab/checks/bound.ts';
import { bytesBothWays } from '../../lab/checks/bytes-both-ways.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab, Lesson } from '../../lab/lesson.ts';
import { plugLab } from './plug-lab.ts';
import { quiz } from './quiz.ts';

const connect: readonly Action[] = [
  { type: 'nc -lv 5006' },
  { see: /listening/i },
  { type: 'nc -v 127.0.0.1 5006', in: 'b' },
  { see: /succeeded/i, in: 'b' },
];

const withoutNetwork: Lab = {
  id: '1.1b',
  title: 'A conversation without a network',
  why: 'Real, because a simulated talk would prove nothing about your computer.',
  prediction: {
    id: '1.1b.other-end',
    ask: 'Two programs on this computer talk over TCP, and no cable is between them. Then the one in b is ended, without a last word. What does the one in a do?',
    options: [
      { id: 'waits', text: 'It waits on, since nobody told it' },
      { id: 'next', text: 'It notices when it next sends something' },
      { id: 'error', text: 'It stops at once, with an error' },
      { id: 'ends', text: 'It ends at once, as if it had been told' },
    ],
    outcome:
      'It ended at once, and it had been told. The operating system keeps a note of the conversation for each of the two. When the program in b was gone, it let the other end know that nothing more would come.',
  },
  steps: [
    {
      say: 'In terminal a, start a program that waits for a call on port 5006.',
      run: 'nc -lv 5006',
      check: bound({ transport: 'tcp', port: 5006 }),
      hints: [
        'One of the two must be there first and wait.',
        'The program `nc` can wait or call. A flag decides.',
        'The flag for waiting is `-l`, for “listen”. With `-v` it also tells what it does.',
        'In terminal a, type `nc -lv 5006` and press Enter.',
      ],
    },
    {
      say: 'In terminal b, call it.',
      run: 'nc -v 127.0.0.1 5006',
      terminal: 'b',
      check: tcpOpened(5006),
      hints: [
        'The other one calls. Use the second terminal, and leave the first alone.',
        'The same program, without the flag for waiting.',
        'Give `nc` the address of this computer, 127.0.0.1, and the port the first one waits on.',
        'In terminal b, type `nc -v 127.0.0.1 5006` and press Enter.',
      ],
    },
    {
      say: 'Type a line in b and press Enter. Then type a line in a. Each shows what the other said.',
      check: bytesBothWays(5006),
      hints: [
        'Each of the two programs sends what you type into its terminal.',
        'Click into one terminal and type there; then click into the other.',
        'One line from each side is enough. Enter sends it.',
        'In b type `good morning` and press Enter; in a type `good evening` and press Enter.',
      ],
    },
    {
      say: 'Now end the program in b with Ctrl-C, and watch a.',
      terminal: 'b',
      check: tcpClosed(5006, 'fin'),
      hints: [
        'One of the two has to stop.',
        'Click into terminal b first, so that the keys go there.',
        'Hold Ctrl and press C: that ends a running program.',
        'In terminal b, press Ctrl-C.',
      ],
    },
  ],
  saw: {
    id: '1.1b.saw',
    ask: 'Both terminals showed what the other one said. Who carried the words across?',
    options: [
      {
        text: 'The operating system of this computer',
        right: true,
        feedback: 'Yes. It saw the address 127.0.0.1 and handed each byte from one program to the other.',
      },
      {
        text: 'The router at home, which sent them back',
        feedback: 'It saw none of them. An address that begins with 127 must never appear outside the host.',
      },
      {
        text: 'The network card, by a loop in the cable',
        feedback: 'No card took part. Without any cable, and with Wi-Fi off, it works in the same way.',
      },
    ],
  },
  solution: [
    { choose: 'ends', question: '1.1b.other-end' },
    ...connect,
    { type: 'good morning', in: 'b' },
    { see: 'good morning', in: 'a' },
    { type: 'good evening', in: 'a' },
    { see: 'good evening', in: 'b' },
    { press: 'ctrl-c', in: 'b' },
    { see: 'lab$', in: 'a' },
  ],
  mistakes: [
    {
      name: 'calls before anybody waits',
      script: [
        { type: 'nc -v 127.0.0.1 5006', in: 'b' },
        { see: /refused/i, in: 'b' },
      ],
      step: 2,
      saying: 'No connection to port 5006 was established yet.',
    },
    {
      name: 'calls another port',
      script: [
        { type: 'nc -lv 5006' },
        { see: /listening/i },
        { type: 'nc -v 127.0.0.1 5605', in: 'b' },
        { see: /refused/i, in: 'b' },
      ],
      step: 2,
      saying: 'No connection to port 5006 was established yet.',
    },
    {
      name: 'talks on one side only',
      script: [...connect, { type: 'good morning', in: 'b' }, { see: 'good morning', in: 'a' }],
      step: 3,
      saying: 'Bytes went to port 5006, and none have come back yet. Type at the listening end too.',
    },
    {
      name: 'leaves it open',
      script: connect,
      step: 4,
      saying: 'Your connection to port 5006 is still open.',
    },
  ],
};

export const lesson: Lesson = {
  slug: 'what-is-a-network',
  number: '1.1',
  title: 'What is a network, and what is a connection?',
  question: 'What must be true before two programs can talk?',
  module: 'The big picture',
  minutes: { reading: 11, lab: 11 },
  needs: 'how to type into the terminal of this page',
  terms: ['network', 'host', 'link', 'packet', 'connection'],
  labs: [plugLab, withoutNetwork],
  quiz,
  references: [
    {
      source: 'RFC 1122 §1.1.2',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-1.1.2',
      says: 'The Internet is networks joined by routers, and what a host may expect of it.',
    },
    {
      source: 'RFC 791 §1.4',
      url: 'https://www.rfc-editor.org/rfc/rfc791#section-1.4',
      says: 'IP treats each datagram by itself; it has no connections and no circuits.',
    },
    {
      source: 'RFC 9293 §3.3.1, §3.4.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1',
      says: 'What a TCP end remembers, and that a connection is named by a pair of sockets.',
    },
    {
      source: 'RFC 1122 §3.2.1.3(g)',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3',
      says: 'Addresses that begin with 127 must not appear outside a host.',
    },
    {
      source: 'ITU, Facts and Figures 2025',
      url: 'https://www.itu.int/itu-d/reports/statistics/2025/10/15/ff25-foreword',
      says: 'Almost three quarters of humanity, about six billion people, were online in 2025.',
    },
  ],
  topics: ['000-03', '000-09', '000-10', '001-02', '001-04', '001-05'],
  corrections: ['C02', 'C03', 'C09', 'C11', 'C12'],
  summary:
    'Two programs need an address to reach each other by and rules that both keep; a connection is what each of them remembers about the other.',
};
