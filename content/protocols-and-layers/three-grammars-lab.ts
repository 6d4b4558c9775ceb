import { askedLobby } from '../../lab/checks/asked-lobby.ts';
import { heardDaytime, httpByHand, wrongGrammar } from '../../lab/checks/grammars.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const daytime: readonly Action[] = [
  { type: 'nc 127.0.0.1 {daytime}' },
  { see: 'UTC' },
  { press: 'ctrl-d' },
  { see: 'lab$' },
];
const call: readonly Action[] = [{ type: 'nc -v 127.0.0.1 {web}' }, { see: 'succeeded' }];
const request = (...lines: readonly string[]): readonly Action[] => [...call, ...lines.map((type) => ({ type }))];
const page: readonly Action[] = [
  ...request('GET / HTTP/1.1', 'Host: lab.test', ''),
  { see: '200 OK' },
  { press: 'ctrl-c' },
  { see: 'lab$' },
];
const greeted: readonly Action[] = [{ type: 'nc 127.0.0.1 {lobby}' }, { see: 'HELLO lobby/1' }];

export const threeGrammarsLab: Lab = {
  id: '1.6a',
  title: 'Three grammars by hand',
  why: 'Real, because these protocols are lines of text, and a server cannot tell whether a program or a person typed them.',
  prediction: {
    id: '1.6a.silence',
    ask: 'Three servers wait on this computer. You connect to each with the same program, over TCP, and say nothing. What do they do?',
    options: [
      { id: 'all-wait', text: 'All three wait until you speak' },
      { id: 'all-greet', text: 'All three greet you first' },
      { id: 'differ', text: 'Two of them speak, the third waits' },
      { id: 'hang-up', text: 'All three hang up at once' },
    ],
    outcome:
      'Two speak, the third waits. Daytime said its line and hung up, the lobby said HELLO and waited for you, and the web server said nothing until it had a whole request. TCP was the same each time; who may speak when is written in the protocol.',
  },
  steps: [
    {
      say: 'Daytime first. Connect, read, and end your own side with Ctrl-D.',
      run: 'nc 127.0.0.1 {daytime}',
      check: heardDaytime,
      hints: [
        'This server needs no question.',
        '`nc` connects you to a port, and shows what comes.',
        'When it says that the other side has finished, you finish too.',
        'In terminal a: `nc 127.0.0.1 {daytime}`, read the line, then press Ctrl-D.',
      ],
    },
    {
      say: 'Now the web server. Connect with the button, then type `GET / HTTP/1.1`, Enter, `Host: lab.test`, Enter, and Enter once more. Ctrl-C ends it.',
      run: 'nc 127.0.0.1 {web}',
      check: httpByHand('/'),
      hints: [
        'This one waits for you. It wants two lines and an empty one.',
        'Nothing comes until the request is whole, and an empty line says that it is.',
        'The first line has three words: what, where, which version. The second names the host you mean.',
        'In terminal a: `nc 127.0.0.1 {web}`, then `GET / HTTP/1.1`, `Host: lab.test`, and Enter on an empty line.',
      ],
    },
    {
      say: 'The third is the lobby of the chat rooms. It greets you. Type `ROOMS`, and stay connected.',
      run: 'nc 127.0.0.1 {lobby}',
      check: askedLobby(),
      hints: [
        'If the web server still has your terminal, Ctrl-C gives it back.',
        'The lobby says first which protocol it speaks.',
        'It knows a command for the list of rooms. One word.',
        'In terminal a: `nc 127.0.0.1 {lobby}`, then `ROOMS`.',
      ],
    },
    {
      say: 'Tell the lobby what you told the web server: `GET / HTTP/1.1`. What does it make of that? Then `BYE` makes the lobby hang up, and Ctrl-D gives you the terminal back.',
      input: 'GET / HTTP/1.1',
      check: wrongGrammar,
      hints: [
        'A good sentence, said to somebody who speaks another language.',
        'The same line as in step 2, in the connection that you have.',
        'If the lobby is gone, call it again with `nc 127.0.0.1 {lobby}`.',
        'While the lobby listens in terminal a, type `GET / HTTP/1.1` and press Enter.',
      ],
    },
  ],
  saw: {
    id: '1.6a.saw',
    ask: 'You said GET / HTTP/1.1 to the lobby. Who did not understand it?',
    options: [
      {
        text: 'TCP: it carries no web requests to that port',
        feedback: 'TCP carried every byte, in order. It does not look at what they mean.',
      },
      {
        text: 'The program behind the port',
        right: true,
        feedback: 'Yes. The bytes arrived whole, and the program answered that this is no command of its protocol.',
      },
      {
        text: 'The operating system, which refused it',
        feedback: 'Nothing was refused: the connection stayed open, and the answer came from the lobby itself.',
      },
    ],
  },
  solution: [
    { choose: 'differ', question: '1.6a.silence' },
    ...daytime,
    ...page,
    ...greeted,
    { type: 'ROOMS' },
    { see: 'END' },
    { type: 'GET / HTTP/1.1' },
    { see: 'ERR unknown-command' },
    { type: 'BYE' },
    { press: 'ctrl-d' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'leaves daytime without ending its own side',
      script: [{ type: 'nc 127.0.0.1 {daytime}' }, { see: 'UTC' }],
      step: 1,
      saying: 'Your end is still open: Ctrl-D ends your input',
    },
    {
      name: 'forgets the empty line',
      script: request('GET / HTTP/1.1', 'Host: lab.test'),
      step: 2,
      saying: 'not whole. After the last line comes an empty one',
    },
    {
      name: 'forgets the Host line',
      script: [...request('GET / HTTP/1.1', ''), { see: '400' }],
      step: 2,
      saying: 'The request had no Host line, and HTTP/1.1 wants one.',
    },
    {
      name: 'has curl do it',
      script: [{ type: 'curl http://127.0.0.1:{web}/' }, { see: 'It works' }],
      step: 2,
      saying: 'Speak it by hand this time, with `nc`.',
    },
    {
      name: 'greets the lobby politely',
      script: [...greeted, { type: 'hello' }, { see: 'ERR' }],
      step: 3,
      saying: 'you have no list of rooms from it yet',
    },
    {
      name: 'asks for the rooms again',
      script: [...greeted, { type: 'ROOMS' }, { see: 'END' }, { type: 'ROOMS' }, { see: 'END' }],
      step: 4,
      saying: 'no line from you yet that begins a web request',
    },
  ],
};
