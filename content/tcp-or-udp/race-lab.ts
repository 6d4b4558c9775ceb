import { all } from '../../lab/checks/all.ts';
import { bound } from '../../lab/checks/bound.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { readingsThroughLoss, readingsWithoutLoss } from '../../lab/checks/readings.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { SceneAction } from '../../lab/scene/action.ts';
import { sea } from './network.ts';

const id = '4.5a';
const port = 7040;

const wanted = (transport: 'tcp' | 'udp') => ({
  scene: id,
  transport,
  from: 'buoy',
  cable: 'radio',
  frames: framesLike(transport, `${transport} frames`).test,
  count: 200,
});

const calm: SceneAction = { act: 'quality', cable: 'radio', quality: { loss: 0 } };

const collect: readonly Action[] = [
  { type: 'sensor collect', in: 'shore' },
  { see: 'Collecting', in: 'shore' },
];
const run = (transport: 'tcp' | 'udp'): readonly Action[] => [
  { type: `sensor send ${transport} shore`, in: 'buoy' },
  { see: `by ${transport.toUpperCase()}`, in: 'buoy' },
  { pass: 1 },
];

export const raceLab: Lab = {
  id,
  title: 'Two hundred readings',
  why: 'Simulated, because losing single TCP segments on a real link takes an administrator’s rights, and because both runs should meet the same sea.',
  scene: sea(id, 0.2),
  prediction: {
    id: '4.5a.race',
    ask: 'A buoy sends 200 readings, 50 a second, over a radio link that loses a fifth of all frames. A reading is of use for 200 ms. Which way brings more of them **in time**?',
    options: [
      { id: 'tcp', text: 'TCP: it loses nothing' },
      { id: 'udp', text: 'UDP, although it loses a fifth' },
      { id: 'same', text: 'Both about the same' },
    ],
    outcome:
      'UDP, by far: 162 in time against 59. TCP brought all 200, in order, and 141 of them when nobody wanted them any more. Without loss both brought 200 in time.',
  },
  steps: [
    {
      say: 'On the shore, collect readings. The collector takes both, on UDP and on TCP port 7040.',
      run: 'sensor collect',
      terminal: 'shore',
      check: all(bound({ transport: 'udp', port }), bound({ transport: 'tcp', port })),
      hints: [
        'Somebody has to wait for the readings.',
        'In the terminal of the shore.',
        '`sensor` does both jobs; this one is to collect.',
        'At shore: `sensor collect`',
      ],
    },
    {
      say: 'Set the speed of the timeline to real time. Then send over UDP, from the buoy. It takes four seconds; look at the marks on the shore.',
      run: 'sensor send udp shore',
      terminal: 'buoy',
      check: readingsThroughLoss(wanted('udp')),
      hints: [
        'Now the other side. If nothing seems to happen, look at the speed of the timeline.',
        'In the terminal of the buoy, while the shore collects.',
        '`sensor send`, what with, and to whom.',
        'At buoy: `sensor send udp shore`',
      ],
    },
    {
      say: 'The same over TCP. Compare the two fields of marks. (The first is above the second: scroll up in the terminal of the shore.)',
      run: 'sensor send tcp shore',
      terminal: 'buoy',
      check: readingsThroughLoss(wanted('tcp')),
      hints: [
        'One word is different.',
        'The arrow up brings the last line back.',
        '`sensor send` once more, with TCP instead of UDP.',
        'At buoy: `sensor send tcp shore`',
      ],
    },
    {
      say: 'Calm the sea: press **Do it**, so that the radio loses nothing. Then send over UDP once more.',
      run: 'sensor send udp shore',
      terminal: 'buoy',
      act: { label: 'Set the loss to 0', action: calm },
      check: readingsWithoutLoss(wanted('udp')),
      hints: [
        'First the sea has to be calm, then the readings go.',
        'The button for the sea is in this step; the run is the one of step 2.',
        'Press **Do it**, then `sensor send` at the buoy, with UDP.',
        'Press **Do it**, then at buoy: `sensor send udp shore`',
      ],
    },
    {
      say: 'And over TCP, on the same calm sea.',
      run: 'sensor send tcp shore',
      terminal: 'buoy',
      check: readingsWithoutLoss(wanted('tcp')),
      hints: [
        'The same calm sea, the other transport.',
        'At the buoy, as in step 3.',
        '`sensor send`, with TCP, to the shore.',
        'At buoy: `sensor send tcp shore`',
      ],
    },
  ],
  saw: {
    id: '4.5a.saw',
    ask: 'In the TCP run on the bad sea: how do the late ones (`~`) stand among the marks?',
    options: [
      {
        text: 'One here and one there, as with UDP',
        feedback: 'That is what the missing ones of UDP look like. Look at the `~` once more.',
      },
      {
        text: 'In long rows, many behind one another',
        right: true,
        feedback: 'Yes. One segment was lost, and everything behind it had come and had to wait.',
      },
      {
        text: 'All of them at the very end of the run',
        feedback: 'There are some at the end, and others long before. Look for where rows of `~` begin.',
      },
    ],
  },
  solution: [
    { choose: 'udp', question: '4.5a.race' },
    ...collect,
    ...run('udp'),
    ...run('tcp'),
    { act: calm },
    ...run('udp'),
    ...run('tcp'),
  ],
  mistakes: [
    {
      name: 'sends while nobody collects',
      script: [{ type: 'sensor send udp shore', in: 'buoy' }, { pass: 6 }],
      step: 2,
      saying: 'No run of 200 readings has come from buoy over UDP yet.',
    },
    {
      name: 'calms the sea too early',
      script: [...collect, { act: calm }, ...run('tcp')],
      step: 3,
      saying: 'The link lost nothing of the last run over TCP.',
    },
    {
      name: 'sends again without calming the sea',
      script: [...collect, ...run('udp')],
      step: 4,
      saying: /The link lost \d+ frames of the last run over UDP. Set its loss to 0 first./,
    },
  ],
};
