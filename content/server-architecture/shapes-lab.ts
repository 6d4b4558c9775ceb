import { all } from '../../lab/checks/all.ts';
import { chatJoined } from '../../lab/checks/chat-joined.ts';
import { chatLeft } from '../../lab/checks/chat-left.ts';
import { greetedSoon, notGreeted, servedAs, waitedForOthers } from '../../lab/checks/serving.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const serial = 'room serve 5021 --arch serial --name serial &';
const both = 'room serve 5022 --arch threads --name threads & room serve 5023 --arch loop --name loop &';
const busy = 'room serve 5024 --arch loop --block 3s --name busy &';
const thirty = 'bots 30 5022; bots 30 5023';
/** ms: in a page on a busy computer, thirty connections one after the other, each of them greeted at once. */
const SOON_MS = 1_000;

const first: readonly Action[] = [
  { choose: 'connected', question: '5.6a.second' },
  { type: serial },
  { see: 'listens' },
  { type: 'chat 5021', in: 'b' },
  { see: 'You are anon', in: 'b' },
];
const serveBusy: readonly Action[] = [
  { type: busy },
  { see: 'listens' },
  { type: 'chat 5024', in: 'b' },
  { see: 'You are anon', in: 'b' },
];

export const shapesLab: Lab = {
  id: '5.6a',
  title: 'Who waits?',
  why: 'Real, because the connections are your operating system’s, and the waiting is measured.',
  prediction: {
    id: '5.6a.second',
    ask: 'A server works for one member at a time. One is in the room and says nothing. You connect as the second. What happens?',
    options: [
      { id: 'refused', text: 'You are refused: somebody is there' },
      { id: 'connected', text: 'You are connected, and hear nothing' },
      { id: 'shares', text: 'You are greeted; the two of you share' },
    ],
    outcome:
      'You are connected, and hear nothing. The operating system makes the connection; to be greeted, you need the program, and that was with somebody else.',
  },
  steps: [
    {
      say: 'Serve a room that works for one member at a time.',
      run: serial,
      check: servedAs(5021, { arch: 'serial' }),
      hints: [
        'This page can be a server of several shapes.',
        '`help room` lists them behind --arch.',
        'The shape is called serial, the port is 5021.',
        `In terminal a: \`${serial}\``,
      ],
    },
    {
      say: 'Join it from terminal b, and say nothing.',
      run: 'chat 5021',
      terminal: 'b',
      check: chatJoined('serial', { fromTerminal: 'b' }),
      hints: [
        'Be the first guest.',
        'Go in from terminal b, by the port.',
        '`chat` and the port.',
        'In terminal b: `chat 5021`',
      ],
    },
    {
      say: 'Send a second member, a bot. It waits four seconds for its greeting, and then gives up.',
      run: 'bots 1 5021',
      check: notGreeted(5021),
      hints: [
        'Somebody else has to come while you are in.',
        'Stay in the chat of terminal b, and use a.',
        '`bots`, how many, and the port.',
        'In terminal a: `bots 1 5021`',
      ],
    },
    {
      say: 'Leave the room, so that somebody else gets a turn.',
      input: '/bye',
      terminal: 'b',
      check: chatLeft('serial', 'bye', { fromTerminal: 'b' }),
      hints: [
        'Say goodbye.',
        'In terminal b, where you chat.',
        'It is a line that begins with a slash.',
        'In terminal b, inside the chat: `/bye`',
      ],
    },
    {
      say: 'Two other shapes: a thread for each member, and one loop for all.',
      run: both,
      check: all(servedAs(5022, { arch: 'threads' }), servedAs(5023, { arch: 'loop' })),
      hints: [
        'The same command, with two other words behind --arch.',
        'One line can start both, since each runs in the background.',
        'threads on port 5022, loop on port 5023.',
        `In terminal a: \`${both}\``,
      ],
    },
    {
      say: 'Thirty members in each. How long was the longest wait for a greeting? And how many lines did the room send?',
      run: thirty,
      check: all(greetedSoon(5022, 30, SOON_MS), greetedSoon(5023, 30, SOON_MS)),
      hints: [
        'Send many at once.',
        'The bots measure the wait by themselves.',
        '`bots 30`, once for each of the two ports.',
        `In terminal a: \`${thirty}\``,
      ],
    },
    {
      say: 'A loop again. This one computes for three seconds whenever somebody says something.',
      run: busy,
      check: servedAs(5024, { arch: 'loop', sayMs: 3_000 }),
      hints: [
        'The same shape, with work to do.',
        '`help room` has a flag for work.',
        '--block 3s, on port 5024.',
        `In terminal a: \`${busy}\``,
      ],
    },
    {
      say: 'Join it from terminal b.',
      run: 'chat 5024',
      terminal: 'b',
      check: chatJoined('busy', { fromTerminal: 'b' }),
      hints: ['Go in.', 'From terminal b again.', 'Its port is 5024.', 'In terminal b: `chat 5024`'],
    },
    {
      say: 'Say something there, and within three seconds press Run here: the next one comes.',
      run: 'bots 1 5024',
      check: waitedForOthers(5024, 1_000),
      hints: [
        'Somebody asks for a lot, and somebody else comes in.',
        'First a line in terminal b, then the bot in terminal a, quickly.',
        'The bot tells how long it waited: it should be seconds.',
        'In terminal b say `hello`, and at once in terminal a: `bots 1 5024`',
      ],
    },
  ],
  saw: {
    id: '5.6a.saw',
    ask: 'Thirty bots said one line each. How many lines did all of them hear together?',
    options: [
      { text: '30', feedback: 'Thirty came in. Every one of them went out to each member, the sender too.' },
      {
        text: '900',
        right: true,
        feedback: 'Yes: thirty times thirty. Twice as many people in a room are four times as many lines.',
      },
      { text: '60', feedback: 'That is one out for each that came in. Look at the line “heard, by all together”.' },
    ],
  },
  solution: [
    ...first,
    { type: 'bots 1 5021' },
    { see: 'was not greeted' },
    { type: '/bye', in: 'b' },
    { see: 'lab$', in: 'b' },
    { type: both },
    { see: /threads listens[\s\S]*loop listens/ },
    { type: thirty },
    { see: /have left[\s\S]*have left/ },
    ...serveBusy,
    { type: 'hello', in: 'b' },
    { type: 'bots 1 5024' },
    { see: 'have left' },
    { see: /you\s+hello/, in: 'b' },
  ],
  mistakes: [
    {
      name: 'leaves before the second comes',
      script: [...first, { type: '/bye', in: 'b' }, { see: 'lab$', in: 'b' }, { type: 'bots 1 5021' }, { see: 'left' }],
      step: 3,
      saying: 'The bot was greeted, so nobody was before it.',
    },
    {
      name: 'serves the first room again in another shape',
      script: [{ type: 'room serve 5021 --arch loop --name serial &' }, { see: 'listens' }],
      step: 1,
      saying: 'was served with --arch loop. This step wants serial.',
    },
    {
      name: 'sends three bots',
      script: [
        { type: both },
        { see: /threads listens[\s\S]*loop listens/ },
        { type: 'bots 3 5022; bots 3 5023' },
        { see: /have left[\s\S]*have left/ },
      ],
      step: 6,
      saying: '3 bots came to port 5022. This step wants 30.',
    },
    {
      name: 'lets the room finish first',
      script: [
        ...serveBusy,
        { type: 'hello', in: 'b' },
        { see: /you\s+hello/, in: 'b' },
        { type: 'bots 1 5024 --say 2' },
        { see: 'are in' },
        { press: 'ctrl-c' },
        { see: 'lab$' },
      ],
      step: 9,
      saying: /waited \d+ ms only: the room was done/,
    },
  ],
};
