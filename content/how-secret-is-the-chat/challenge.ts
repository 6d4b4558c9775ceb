import { all } from '../../lab/checks/all.ts';
import { bound } from '../../lab/checks/bound.ts';
import { replayed } from '../../lab/checks/replay.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import { wireSaw } from '../../lab/checks/wire-saw.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const room = 5060;
const port = 5102;
const serve = `room serve ${room} --password maple --challenge`;

const setUp: readonly Action[] = [
  { choose: 'no', question: '9.4c-copy' },
  { type: serve, in: 'c' },
  { see: String(room), in: 'c' },
  { type: `tap ${port} ${room}` },
  { see: String(port) },
];
const join: readonly Action[] = [
  { type: `chat 127.0.0.1:${port}`, in: 'b' },
  { see: /password/i, in: 'b' },
  { type: 'maple', in: 'b' },
  { see: /anon-/, in: 'b' },
];
const leave: readonly Action[] = [
  { type: 'maple syrup is sweet', in: 'b' },
  { see: /you\s+maple syrup/, in: 'b' },
  { type: '/bye', in: 'b' },
  { see: 'lab$', in: 'b' },
];

export const challenge: Lab = {
  id: '9.4c',
  title: 'Prove it without saying it',
  why: 'Real: the same TCP and the same tap, only the room asks in another way.',
  prediction: {
    id: '9.4c-copy',
    ask: 'The tap captures a proof that the room accepted. You send the same proof on a fresh connection. What does the room answer?',
    options: [
      { id: 'ok', text: 'OK: the proof was right before' },
      { id: 'no', text: 'NO: it does not fit any more' },
      { id: 'error', text: 'An error, for using a copy' },
    ],
    outcome:
      'NO. The new connection brought a new nonce, and the proof belongs to the old one. The room did not notice a copy, only an answer to another question.',
  },
  steps: [
    {
      say: 'Serve a room in terminal c that asks for a proof instead of the password.',
      run: serve,
      terminal: 'c',
      check: bound({ transport: 'tcp', port: room }),
      hints: [
        'The room needs a terminal of its own.',
        'Run opens terminal c for you. By hand, the plus sign does.',
        '`--challenge` is the new part.',
        `In terminal c: \`${serve}\``,
      ],
    },
    {
      say: 'Stop the old tap with Ctrl-C and put one before this room.',
      run: `tap ${port} ${room}`,
      check: bound({ transport: 'tcp', port }),
      hints: [
        'Terminal a is where the tap has its place.',
        'Press Ctrl-C there first.',
        'Listen on 5102, pass on to 5060.',
        `In terminal a: \`tap ${port} ${room}\``,
      ],
    },
    {
      say: 'Join through the tap. The password is `maple`; the chat program computes the proof.',
      run: `chat 127.0.0.1:${port}`,
      terminal: 'b',
      check: all(
        wireSaw(port, /^PROVE [0-9a-f]{64}\s*$/im, { wanted: 'a proof' }),
        wireSaw(port, /^OK you=/m, { wanted: 'an OK for it' }),
      ),
      hints: [
        'The guest uses the chat program this time: nobody likes to compute an HMAC by hand.',
        'It takes an address and a port in place of a room’s name.',
        'Give it the tap’s port, and the password when it asks.',
        `In terminal b: \`chat 127.0.0.1:${port}\`, then \`maple\``,
      ],
    },
    {
      say: 'Say something, and watch terminal a while you do.',
      input: 'maple syrup is sweet',
      terminal: 'b',
      check: wireSaw(port, /^SAY \S/im, { wanted: 'a line that begins with SAY' }),
      hints: [
        'You are in the room. Talk.',
        'Type into terminal b, where the chat is running.',
        'What does not begin with a slash is said aloud.',
        'In terminal b, inside the chat: `maple syrup is sweet`',
      ],
    },
    {
      say: 'Leave.',
      input: '/bye',
      terminal: 'b',
      check: tcpClosed(port, 'fin'),
      hints: [
        'Close the conversation before you copy from it.',
        'Type into terminal b, where the chat is running.',
        'Words to the program begin with a slash.',
        'In terminal b, inside the chat: `/bye`',
      ],
    },
    {
      say: 'Change sides again. Connect straight to the room, copy the PROVE line out of terminal a (without the `\\n`, which stands for its end), paste it into b, and press Enter.',
      run: `nc 127.0.0.1 ${room}`,
      terminal: 'b',
      check: replayed({ tap: port, verb: 'PROVE', room: 'turns away' }),
      hints: [
        'A fresh connection, then the captured line, unchanged.',
        'The line begins with PROVE and has 64 hex digits.',
        'Select it in terminal a; while something is selected, Ctrl-C copies. Click into terminal b and paste.',
        `In terminal b: \`nc 127.0.0.1 ${room}\`, then the line that begins with \`PROVE\` from terminal a`,
      ],
    },
  ],
  saw: {
    id: '9.4c-saw',
    ask: 'Search terminal a for the word “maple”. Where does it appear?',
    options: [
      {
        text: 'In the PROVE line, mixed with the nonce',
        feedback: 'Those 64 digits are a mixture that nobody can take apart again. The word is not in them.',
      },
      {
        text: 'Only in the sentence you said afterwards',
        right: true,
        feedback: 'The password never crossed the wire. What you said did, and still does.',
      },
      {
        text: 'Nowhere: the challenge hides everything',
        feedback: 'Look at the SAY line. A challenge protects the password and nothing else.',
      },
    ],
  },
  solution: [
    ...setUp,
    ...join,
    { see: /PROVE (?<proof>[0-9a-f]{64})/i },
    ...leave,
    { type: `nc 127.0.0.1 ${room}`, in: 'b' },
    { see: 'HELLO', in: 'b' },
    { type: 'PROVE {proof}', in: 'b' },
    { see: 'NO', in: 'b' },
    { press: 'ctrl-c', in: 'b' },
    { press: 'ctrl-c' },
    { press: 'ctrl-c', in: 'c' },
    { see: 'lab$', in: 'c' },
  ],
  mistakes: [
    {
      name: 'says the password where a proof is wanted',
      script: [
        ...setUp,
        { type: `nc 127.0.0.1 ${port}`, in: 'b' },
        { see: 'HELLO', in: 'b' },
        { type: 'PASS maple', in: 'b' },
        { see: 'ERR', in: 'b' },
      ],
      step: 6,
      saying: 'A connection passed through the tap on 5102, but no line that begins with PROVE.',
    },
    {
      name: 'copies half of the line',
      script: [
        ...setUp,
        ...join,
        { see: /PROVE (?<half>[0-9a-f]{32})/i },
        ...leave,
        { type: `nc 127.0.0.1 ${room}`, in: 'b' },
        { see: 'HELLO', in: 'b' },
        { type: 'PROVE {half}', in: 'b' },
        { see: 'NO', in: 'b' },
      ],
      step: 6,
      saying: 'not the line that the tap captured. Compare the two letter by letter.',
    },
    {
      name: 'stops after joining',
      script: [...setUp, ...join, ...leave],
      step: 6,
      saying: 'The tap holds a PROVE line. Open a fresh connection to the room and send that line again.',
    },
  ],
};
