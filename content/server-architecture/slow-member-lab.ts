import { all } from '../../lab/checks/all.ts';
import { servedAs, withDeafMember } from '../../lab/checks/serving.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const rooms =
  'room serve 5025 --slow keep --name keep & room serve 5026 --slow wait --name wait & room serve 5027 --slow drop --name drop &';
const flood = (port: number): string => `bots 5 ${port} --deaf 1 --flood 10mb`;

const serve: readonly Action[] = [
  { choose: 'memory', question: '5.6b.keeps' },
  { type: rooms },
  { see: /keep listens[\s\S]*wait listens[\s\S]*drop listens/ },
];

/** It takes a while where the computer has other things to do. */
const said: readonly Action[] = [{ see: '3,168,000 bytes' }, { see: '6,336,000 bytes' }, { see: 'have left' }];

export const slowMemberLab: Lab = {
  id: '5.6b',
  title: 'Who pays for the slow one?',
  why: 'Real, because your operating system holds what the deaf one does not read, and the room holds the rest.',
  prediction: {
    id: '5.6b.keeps',
    ask: 'Five are in a room, and one of them reads nothing. Another says 10 megabytes. The room keeps for each whatever it has not taken. Who pays?',
    options: [
      { id: 'memory', text: 'The room, with its memory' },
      { id: 'others', text: 'The others: they have to wait' },
      { id: 'nobody', text: 'Nobody: the system keeps it all' },
    ],
    outcome:
      'The room, with its memory. Your system held the first megabytes, and all the rest stayed in the program. In the other rooms everybody paid with time, or the slow one with its place.',
  },
  steps: [
    {
      say: 'Three rooms that differ in one thing: what they do about a member that does not read.',
      run: rooms,
      check: all(servedAs(5025, { slow: 'keep' }), servedAs(5026, { slow: 'wait' }), servedAs(5027, { slow: 'drop' })),
      hints: [
        'You need a room for each of three habits.',
        '`help room` has them behind --slow.',
        'keep on 5025, wait on 5026, drop on 5027.',
        `In terminal a: \`${rooms}\``,
      ],
    },
    {
      say: 'The first room keeps everything. Five bots, the last one deaf, and the first one talks. Watch the line below.',
      run: flood(5025),
      check: withDeafMember(5025, 'grows'),
      hints: [
        'Let somebody talk to somebody who does not read.',
        '`help bots` tells how one of them becomes deaf.',
        '`bots 5`, the port, --deaf 1, and --flood with an amount.',
        `In terminal a: \`${flood(5025)}\``,
      ],
    },
    {
      say: 'The second room waits until everybody has room.',
      run: flood(5026),
      check: withDeafMember(5026, 'stands-still'),
      hints: [
        'The same five bots, one of them deaf, in the room on 5026.',
        'Only the port changes.',
        'It is on 5026.',
        `In terminal a: \`${flood(5026)}\``,
      ],
    },
    {
      say: 'The third drops whoever leaves more than 64 kB lying.',
      run: flood(5027),
      check: withDeafMember(5027, 'drops'),
      hints: [
        'The same five bots, one of them deaf, in the third room.',
        'The room says itself whom it drops.',
        'It is on 5027.',
        `In terminal a: \`${flood(5027)}\``,
      ],
    },
  ],
  saw: {
    id: '5.6b.saw',
    ask: 'In the room that drops: how much of what was said did the others miss?',
    options: [
      { text: 'What was said until it was dropped', feedback: 'Compare “heard by each, at least” with “lines said”.' },
      { text: 'All that came after it was dropped', feedback: 'The room went on. Look at the last line of the bots.' },
      {
        text: 'Nothing, they have heard every line',
        right: true,
        feedback: 'Yes. One member is gone, and for the others it was as if it had never been there.',
      },
    ],
  },
  solution: [
    ...serve,
    { type: flood(5025) },
    ...said,
    { type: flood(5026) },
    { see: 'have left' },
    { type: flood(5027) },
    ...said,
    // The system tells of the reset a moment later.
    { type: 'sleep 1' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'lets all of them hear',
      script: [...serve, { type: 'bots 5 5025 --flood 1mb' }, { see: 'have left' }],
      step: 2,
      saying: 'All of those bots could hear.',
    },
    {
      name: 'says too little',
      script: [...serve, { type: 'bots 5 5025 --deaf 1 --flood 100kb' }, { see: 'have left' }],
      step: 2,
      saying: 'your system still had space. Flood it with more.',
    },
    {
      name: 'floods too little for anybody to be dropped',
      script: [...serve, { type: 'bots 5 5027 --deaf 1 --flood 100kb' }, { see: 'have left' }],
      step: 4,
      saying: 'Nobody was dropped',
    },
  ],
};
