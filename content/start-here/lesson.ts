import { askedLobby } from '../../lab/checks/asked-lobby.ts';
import { askedWho } from '../../lab/checks/asked-who.ts';
import { chatDelivered } from '../../lab/checks/chat-delivered.ts';
import { chatGreeted, chatJoined } from '../../lab/checks/chat-joined.ts';
import { chatLeft } from '../../lab/checks/chat-left.ts';
import type { Lab, Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';

const look = 'The card above step 1 has it.';

const firstHello: Lab = {
  id: '0.1a',
  title: 'Say hello to a room',
  why: 'Real, because the whole course rests on what happens between your key and the answer.',
  prediction: {
    id: '0.1a.who-connects',
    ask: 'You are about to join a chat room from this page. Which program will open the connection to the room?',
    options: [
      { id: 'browser', text: 'The browser that shows this page' },
      { id: 'lab-server', text: 'A second program on this computer' },
      { id: 'room', text: 'The room: it calls the browser' },
      { id: 'nobody', text: 'None: the page only acts as if' },
    ],
    outcome:
      'A second program did, the lab server. The browser asked it over a WebSocket, because a page may not open a plain TCP connection. The room called nobody; it waited.',
  },
  steps: [
    {
      say: 'Ask which rooms there are. Each has a port: a number by which it is found.',
      run: 'rooms',
      check: askedLobby(),
      hints: [
        'Somebody keeps a list of the rooms. Ask for it.',
        'Click into terminal a, or press Run beside this step.',
        'The command has the name of what you want to see.',
        'Type `rooms` and press Enter.',
      ],
    },
    {
      say: 'Go to room blue. It asks for a password.',
      run: 'chat blue',
      check: chatGreeted('blue'),
      hints: [
        'You need a program that talks to chat rooms.',
        'The list from step 1 has the room’s name; the program is called `chat`.',
        'The command is `chat`, followed by the room.',
        'Type `chat blue` and press Enter.',
      ],
    },
    {
      say: 'Give it the password from the card above. It shows dots while you type.',
      check: chatJoined('blue', { look }),
      hints: [
        'The room waits for a word it knows.',
        'Look at the card above the steps, and click into the terminal before you type.',
        'It is the password of room blue, in small letters, with a hyphen.',
        'Type `first-hop` and press Enter.',
      ],
    },
    {
      say: 'You are in, under a name the room made up. Say hello.',
      check: chatDelivered('blue', /hello/i, { wanted: 'a line with hello in it', look }),
      hints: [
        'In the room, what you type goes to everybody.',
        'The terminal still belongs to the chat. Type into it.',
        'Say a line with the word hello in it.',
        'Type `hello` and press Enter.',
      ],
    },
    {
      say: 'Ask who is there.',
      input: '/who',
      check: askedWho('blue', { look }),
      hints: [
        'Inside the chat, a line that begins with a slash is an order to the chat program.',
        'The order is a question word.',
        'Use `/who` while you are in the room.',
        'Type `/who` and press Enter.',
      ],
    },
    {
      say: 'Leave with a goodbye.',
      input: '/bye',
      check: chatLeft('blue', 'bye', { look }),
      hints: [
        'Again an order to the chat program, with a slash in front.',
        'It is the English word for leaving politely.',
        'Use `/bye`. Ctrl-C would leave too, but without a goodbye.',
        'Type `/bye` and press Enter.',
      ],
    },
  ],
  saw: {
    id: '0.1a.saw',
    ask: 'After you pressed Enter, your hello appeared a second time, in a line that begins with “you”. Where did that line come from?',
    options: [
      {
        text: 'From the room: it sends to every member',
        right: true,
        feedback: 'Yes. It made the whole trip to the room and back, and you are one of those it sends to.',
      },
      {
        text: 'From the terminal: it repeats what I type',
        feedback:
          'The terminal showed your keys once, while you typed. The second line came later: the chat program got it from the room and put “you” for your nickname.',
      },
      {
        text: 'From the browser: it remembers my words',
        feedback:
          'It would then have to know what the room accepted. The line came from the room, which sends every message to all members.',
      },
    ],
  },
  solution: [
    { choose: 'lab-server', question: '0.1a.who-connects' },
    { type: 'rooms' },
    { see: 'blue' },
    { type: 'chat blue' },
    { see: /password/i },
    { type: 'first-hop' },
    { see: /anon-/ },
    { type: 'hello' },
    { see: /you +hello/ },
    { type: '/who' },
    { see: /\d here: anon-/ },
    { type: '/bye' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'only types the word at the prompt',
      script: [{ type: 'echo hello' }, { see: 'lab$' }],
      step: 4,
      saying: 'You have no connection to room blue yet. `chat blue` opens one.',
    },
    {
      name: 'goes to the other room',
      script: [{ type: 'chat green' }, { see: /anon-/ }],
      step: 2,
      saying: 'Room blue has not seen a connection of yours yet.',
    },
    {
      name: 'forgets the password',
      script: [{ type: 'chat blue' }, { see: /password/i }],
      step: 3,
      saying: 'The room has your connection, but no accepted password yet. The card above step 1 has it.',
    },
    {
      name: 'gives a wrong password',
      script: [{ type: 'chat blue' }, { see: /password/i }, { type: 'hunter2' }, { see: /not the password/ }],
      step: 3,
      saying: /refused that password\. The card above step 1 has it\.|three wrong passwords/,
    },
    {
      name: 'says something else',
      script: [
        { type: 'chat blue' },
        { see: /password/i },
        { type: 'first-hop' },
        { see: /anon-/ },
        { type: 'good morning' },
        { see: /you +good morning/ },
      ],
      step: 4,
      saying: 'Room blue delivered what you said. This step waits for a line with hello in it.',
    },
    {
      name: 'leaves with Ctrl-C',
      script: [
        { type: 'chat blue' },
        { see: /password/i },
        { type: 'first-hop' },
        { see: /anon-/ },
        { press: 'ctrl-c' },
        { see: 'lab$' },
      ],
      step: 6,
      saying: /Join again and leave with `\/bye`/,
    },
  ],
};

export const lesson: Lesson = {
  slug: 'start-here',
  number: '0.1',
  title: 'What happens when I type in this page?',
  question: 'When I press Enter here, what is real?',
  module: 'Before anything',
  minutes: { reading: 8, lab: 5 },
  needs: 'nothing but a keyboard',
  terms: ['WebSocket', 'lab server', 'socket', 'loopback'],
  labs: [firstHello],
  stage: [{ figure: 'PathFigure', label: 'Path' }],
  quiz,
  references: [
    {
      source: 'RFC 6455 §1.2',
      url: 'https://www.rfc-editor.org/rfc/rfc6455#section-1.2',
      says: 'A WebSocket begins as an HTTP request, and then carries messages in both directions.',
    },
    {
      source: 'RFC 6455 §10.2',
      url: 'https://www.rfc-editor.org/rfc/rfc6455#section-10.2',
      says: 'A server should check from which page a WebSocket comes. The lab server does.',
    },
    {
      source: 'RFC 1122 §3.2.1.3(g)',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3',
      says: 'Addresses that begin with 127 are a host’s way to itself, and must not appear outside a host.',
    },
    {
      source: 'WHATWG Fetch, “port blocking”',
      url: 'https://fetch.spec.whatwg.org/#port-blocking',
      says: 'Even for HTTP a browser refuses some ports, so that a page cannot be made to talk to other services.',
    },
  ],
  topics: ['000-02'],
  corrections: [],
  summary:
    'You type in a page, the page asks the lab server over a WebSocket, and the lab server holds the real socket that talks to the room.',
};
