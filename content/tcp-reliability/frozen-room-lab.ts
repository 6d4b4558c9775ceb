import { bound } from '../../lab/checks/bound.ts';
import { chatDelivered } from '../../lab/checks/chat-delivered.ts';
import { chatJoined } from '../../lab/checks/chat-joined.ts';
import { ackedNotRead, diedUnread, roomFrozen, saidToFrozen } from '../../lab/checks/never-seen.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const look = "ss -tn '( dport = :5009 )'";

const inside: readonly Action[] = [
  { type: 'room serve 5009 --name tea &' },
  { see: 'listens' },
  { type: 'chat 5009', in: 'b' },
  { see: 'You are anon', in: 'b' },
  { type: 'hello', in: 'b' },
  { see: /you\s+hello/, in: 'b' },
];
const freeze: readonly Action[] = [{ type: 'room pause tea' }, { see: 'is frozen' }];

export const frozenRoomLab: Lab = {
  id: '4.4c',
  title: 'Forty pizzas',
  why: 'Real, because the promise of your own operating system is what ends here.',
  prediction: {
    id: '4.4c.frozen',
    ask: 'A room freezes: its program stands still, its connections stay. You say “Forty pizzas, please”. Who acknowledges those bytes?',
    options: [
      { id: 'nobody', text: 'Nobody, until the program runs on' },
      { id: 'system', text: 'The operating system, at once' },
      { id: 'error', text: 'Nobody, and you get an error' },
    ],
    outcome:
      'The operating system, at once. It has TCP, the room only reads. Your side was told that all is well, the room died, and nobody ever read the order.',
  },
  steps: [
    {
      say: 'Be the server: this page opens a room called tea on port 5009. The `&` keeps your terminal free.',
      run: 'room serve 5009 --name tea &',
      check: bound({ transport: 'tcp', port: 5009 }),
      hints: [
        'You need a room whose program is in your hands.',
        '`room serve` makes this page the server.',
        'It wants a port; `--name` names it, and `&` sends it to the background.',
        'In terminal a: `room serve 5009 --name tea &`',
      ],
    },
    {
      say: 'Join it from terminal b.',
      run: 'chat 5009',
      terminal: 'b',
      check: chatJoined('tea'),
      hints: [
        'Go in as any guest would.',
        'Use terminal b. The lobby does not know this room, but it has a port.',
        '`chat` takes a port too.',
        'In terminal b: `chat 5009`',
      ],
    },
    {
      say: 'Say something. It comes back to you, since the room hands it to everybody.',
      input: 'hello',
      terminal: 'b',
      check: chatDelivered('tea', /./),
      hints: [
        'Any words will do.',
        'Type where you chat, in terminal b.',
        'A bare line goes to everybody.',
        'In terminal b, inside the chat: `hello`',
      ],
    },
    {
      say: 'Freeze the room’s program.',
      run: 'room pause tea',
      check: roomFrozen(5009),
      hints: [
        'It has to stand still, not end.',
        'Terminal a is free, since the room runs in the background.',
        'The command is `room`, the verb is pause.',
        'In terminal a: `room pause tea`',
      ],
    },
    {
      say: 'Place your order.',
      input: 'Forty pizzas, please',
      terminal: 'b',
      check: saidToFrozen(5009),
      hints: [
        'Say something more, now that it is frozen.',
        'In terminal b, where you chat.',
        'Watch whether it comes back, and whether there is an error.',
        'In terminal b, inside the chat: `Forty pizzas, please`',
      ],
    },
    {
      say: 'Look at your end of the connection. Send-Q counts what is not acknowledged.',
      run: look,
      check: ackedNotRead(5009),
      hints: [
        'Your operating system knows what was acknowledged.',
        'Look from terminal a, since b is in the chat.',
        '`ss -tn`, with a filter for the row that has port 5009 at its far end.',
        `In terminal a: \`${look}\``,
      ],
    },
    {
      say: 'Now the power fails over there: kill the room.',
      run: 'room kill tea',
      check: diedUnread(5009),
      hints: [
        'It ends without a word.',
        'From terminal a.',
        'The command is `room`, the verb is kill.',
        'In terminal a: `room kill tea`',
      ],
    },
  ],
  saw: {
    id: '4.4c.saw',
    ask: 'What did your chat show after you had ordered, and before the room was killed?',
    options: [
      {
        text: 'Nothing at all, neither echo nor error',
        right: true,
        feedback: 'Yes. For TCP all was well. What was missing is an answer of the room itself.',
      },
      {
        text: 'My line, sent back to me by the room',
        feedback: 'That was `hello`, in step 3. Look for `you` in front of the order: it is not there.',
      },
      {
        text: 'An error: the room did not respond',
        feedback: 'The error came when the room was killed. Until then there was nothing wrong with the connection.',
      },
    ],
  },
  solution: [
    { choose: 'system', question: '4.4c.frozen' },
    ...inside,
    ...freeze,
    { type: 'Forty pizzas, please', in: 'b' },
    { type: 'sleep 1' },
    { see: 'lab$' },
    { type: look },
    { see: /5009[\s\S]*lab\$/ },
    { type: 'room kill tea' },
    { see: 'Ended with status' },
    { see: 'ECONNRESET', in: 'b' },
  ],
  mistakes: [
    {
      name: 'orders from a room that runs',
      script: [...inside, { type: 'Forty pizzas, please', in: 'b' }, { see: /you\s+Forty/, in: 'b' }],
      step: 6,
      saying: 'The room handed your line to everybody, so it runs. Freeze it',
    },
    {
      name: 'kills the room before anything was said to it frozen',
      script: [...inside, ...freeze, { type: 'room kill tea' }, { see: 'closed the connection', in: 'b' }],
      step: 7,
      saying: 'the room had handed on all you said. Freeze it before you speak.',
    },
    {
      name: 'thaws it again',
      script: [
        ...inside,
        ...freeze,
        { type: 'room resume tea' },
        { see: 'runs again' },
        { type: 'Forty pizzas, please', in: 'b' },
        { see: /you\s+Forty/, in: 'b' },
      ],
      step: 7,
      saying: 'Your connection still lives. `room kill` ends the room without a word.',
    },
  ],
};
