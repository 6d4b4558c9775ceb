import { bound } from '../../lab/checks/bound.ts';
import { chatMadeWhole, chatWithHoles, relayLoses } from '../../lab/checks/udp-chat.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const through = { relay: 7101, meets: 5011, least: 30 };
const hold = `udpchat ${through.meets}`;
const wire = `relay add udp ${through.relay} -> ${through.meets} loss=20%`;
const say = `udpchat --say 30 ${through.relay}`;
const sayAndAsk = `udpchat --ack --say 30 ${through.relay}`;

const begin: readonly Action[] = [
  { type: hold },
  { see: 'You are the first' },
  { type: wire, in: 'b' },
  { see: 'loss=20%', in: 'b' },
];

export const udpChatLab: Lab = {
  id: '4.5b',
  title: 'A chat without TCP',
  why: 'Real: a relay in this page can lose real datagrams, so a real chat has to live with it.',
  prediction: {
    id: '4.5b.ack',
    ask: 'A chat over UDP numbers its lines, and repeats each until it is acknowledged. Acknowledgments get lost like anything else. What follows from that?',
    options: [
      { id: 'holes', text: 'Some lines are still missing' },
      { id: 'twice', text: 'Some lines arrive twice' },
      { id: 'never', text: 'It cannot work at all' },
    ],
    outcome:
      'Some lines arrive twice: the line was there, its acknowledgment was lost, so it was sent again. The number tells the receiver that it has that one; it acknowledges it once more and shows it to nobody.',
  },
  steps: [
    {
      say: 'Be the first in a chat over UDP: terminal a holds port 5011, and everybody else meets there.',
      run: hold,
      check: bound({ transport: 'udp', port: through.meets }),
      hints: [
        'Somebody holds the port, the others send to it.',
        'In terminal a. The command has both words, UDP and chat, in its name.',
        '`udpchat` and a port.',
        `In terminal a: \`${hold}\``,
      ],
    },
    {
      say: 'Put a bad wire before it: what goes in at 7101 comes out at 5011, less a fifth of it, each way.',
      run: wire,
      terminal: 'b',
      check: relayLoses(through),
      hints: [
        'A relay is a wire that you can break.',
        'In terminal b, since a is in the chat.',
        '`relay add udp`, from where to where, and how much is lost.',
        `In terminal b: \`${wire}\``,
      ],
    },
    {
      say: 'Say thirty lines into the wire, and count what arrives in a. Its left column counts for you; the lines have numbers of their own. (The name before each line is the port from which the wire sends, not yours.)',
      run: say,
      terminal: 'b',
      check: chatWithHoles(through),
      hints: [
        'Thirty lines, so that you need not type them.',
        'To the wire, not to the chat: port 7101.',
        '`udpchat` with `--say`.',
        `In terminal b: \`${say}\``,
      ],
    },
    {
      say: 'Now with numbers and acknowledgments. It takes a few seconds: each loss costs a wait. (The left column in a goes on from where it was.)',
      run: sayAndAsk,
      terminal: 'b',
      check: chatMadeWhole(through),
      hints: [
        'The same thirty lines, with one flag that wants each of them acknowledged.',
        'In terminal b: the arrow up brings the last line back.',
        '`--ack`, before `--say`.',
        `In terminal b: \`${sayAndAsk}\``,
      ],
    },
  ],
  saw: {
    id: '4.5b.saw',
    ask: 'In the second run, how did the line that terminal b printed at the end say what it had cost?',
    options: [
      {
        text: 'In lines that were given up',
        feedback: 'It says that 30 were acknowledged. Nothing was given up.',
      },
      {
        text: 'In datagrams sent again, and in time',
        right: true,
        feedback: 'Yes: some datagrams more, and more seconds than the first run. Reliability is bought with waiting.',
      },
      {
        text: 'Not at all: with --ack nothing is lost',
        feedback: 'The wire lost as much as before. Look for what was sent again.',
      },
    ],
  },
  solution: [
    { choose: 'twice', question: '4.5b.ack' },
    ...begin,
    { type: say, in: 'b' },
    { see: 'Said 30 lines', in: 'b' },
    { type: sayAndAsk, in: 'b' },
    { see: '30 acknowledged', in: 'b' },
  ],
  mistakes: [
    {
      name: 'puts up a wire that loses nothing',
      script: [
        { type: hold },
        { see: 'first' },
        { type: wire.replace(' loss=20%', ''), in: 'b' },
        { see: 'until', in: 'b' },
      ],
      step: 2,
      saying: 'Your relay on UDP port 7101 loses nothing. Give it loss=20%.',
    },
    {
      name: 'goes around the wire',
      script: [...begin, { type: say.replace('7101', '5011'), in: 'b' }, { see: 'Said 30', in: 'b' }],
      step: 3,
      saying: 'Nobody has said 30 lines to UDP port 7101 without --ack yet.',
    },
    {
      name: 'repeats nothing because the wire is good',
      script: [
        { type: hold },
        { see: 'first' },
        { type: wire.replace(' loss=20%', ''), in: 'b' },
        { see: 'until', in: 'b' },
        { type: sayAndAsk, in: 'b' },
        { see: '30 acknowledged', in: 'b' },
      ],
      step: 4,
      saying: 'The wire lost nothing of it.',
    },
  ],
};
