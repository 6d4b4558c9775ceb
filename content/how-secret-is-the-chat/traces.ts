import { bound } from '../../lab/checks/bound.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import { searchedAfterLeaving } from '../../lab/checks/traces.ts';
import { wireSaw } from '../../lab/checks/wire-saw.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const port = 5103;
const room = '{green}';

const say: readonly Action[] = [
  { choose: 'places', question: '9.4d-left' },
  { type: `tap ${port} ${room}` },
  { see: String(port) },
  { type: `nc 127.0.0.1 ${port}`, in: 'b' },
  { see: 'OK you=', in: 'b' },
  { type: 'SAY tangerine', in: 'b' },
  { see: /MSG anon-\S+ tangerine/, in: 'b' },
];
const leave: readonly Action[] = [
  { type: 'BYE', in: 'b' },
  { see: 'BYE', in: 'b' },
  { press: 'ctrl-d', in: 'b' },
  { see: 'lab$', in: 'b' },
];

export const traces: Lab = {
  id: '9.4d',
  title: 'Come back later',
  why: 'Real: `traces` searches every place that this page can reach, and says which it cannot.',
  prediction: {
    id: '9.4d-left',
    ask: 'You say one word in room green, leave, and the connection is closed. Where can the word still be found?',
    options: [
      { id: 'nowhere', text: 'Nowhere: the room keeps no history' },
      { id: 'server', text: 'In a file of the server' },
      { id: 'places', text: 'In several places, and not at the server' },
    ],
    outcome:
      'In several places: on the screen where you typed it, on the tap’s, and in the evidence that this page keeps to check your steps. The lab server had no file for it.',
  },
  steps: [
    {
      say: 'Put a tap before room green.',
      run: `tap ${port} ${room}`,
      check: bound({ transport: 'tcp', port }),
      hints: [
        'Terminal a has to be free: Ctrl-C ends what runs there.',
        'As in lab 9.4b, with another port and another room.',
        'Listen on 5103, pass on to the port of green.',
        `In terminal a: \`tap ${port} ${room}\``,
      ],
    },
    {
      say: 'Connect through the tap and say one unusual word: `tangerine`, or your own.',
      run: `nc 127.0.0.1 ${port}`,
      input: 'SAY tangerine',
      terminal: 'b',
      check: wireSaw(port, /^SAY \S/im, { wanted: 'a line that begins with SAY' }),
      hints: [
        'Two things: a connection to the tap, then a line.',
        'Green has no password, so you are in at once.',
        'Press Run twice: once to connect, once to speak.',
        `In terminal b: \`nc 127.0.0.1 ${port}\`, then \`SAY tangerine\``,
      ],
    },
    {
      say: 'Leave with `BYE`, and Ctrl-D.',
      input: 'BYE',
      terminal: 'b',
      check: tcpClosed(port, 'fin'),
      hints: [
        'The search is for later, when all is over.',
        'Type into terminal b, where nc is running.',
        'The room knows a word for leaving.',
        'In terminal b, inside nc: `BYE`, then Ctrl-D',
      ],
    },
    {
      say: 'Everything is closed. Search for your word; if it was your own, type it in place of `tangerine`.',
      run: 'traces tangerine',
      terminal: 'b',
      check: searchedAfterLeaving,
      hints: [
        'One command looks into every place it can reach.',
        'Search for the word that you said.',
        'The command is `traces`, followed by the word.',
        'In terminal b: `traces tangerine`',
      ],
    },
  ],
  saw: {
    id: '9.4d-saw',
    ask: 'Read the list that `traces` printed. Which place held nothing?',
    options: [
      {
        text: 'The screen of terminal a, where the tap ran',
        feedback: 'The tap printed every line that went past, so the word is there too.',
      },
      {
        text: 'The files that the lab server has open',
        right: true,
        feedback:
          'It opens none for what you say. (A number above 0: whoever started it sends its log to a file.) That promise was kept.',
      },
      {
        text: 'The screen of terminal b, where you typed it',
        feedback: 'Scroll up: it is still there, and once more as the room’s answer.',
      },
    ],
  },
  solution: [
    ...say,
    ...leave,
    { type: 'traces tangerine', in: 'b' },
    { see: /open for writing: \d/, in: 'b' },
    { see: 'lab$', in: 'b' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'searches while somebody is still talking',
      script: [...say, { type: 'traces tangerine', in: 'c' }, { see: 'lab$', in: 'c' }],
      step: 4,
      saying: 'A connection on which you spoke is still open. Leave first',
    },
    {
      name: 'searches for a word that was never said',
      script: [...say, ...leave, { type: 'traces mandarin', in: 'b' }, { see: 'lab$', in: 'b' }],
      step: 4,
      saying: '“mandarin” was never said in a room. Search for a word that was.',
    },
  ],
};
