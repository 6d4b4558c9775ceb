import { simSurvived } from '../../lab/checks/sim-survived.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { road } from './road.ts';

const id = '4.4d';
const fetchIt = 'curl -s http://server.lab.test/long | wc -c';
const fetched: readonly Action[] = [
  { type: fetchIt, in: 'pc1' },
  { see: '640000', in: 'pc1' },
];

export const crowdedRoadLab: Lab = {
  id,
  title: 'How fast is the road?',
  why: 'Simulated, so that you can look into both ends at once: at the sender’s window, and at the queue of a router.',
  scene: road(id),
  prediction: {
    id: '4.4d.rate',
    ask: 'The server sends 640,000 bytes over a road whose speed nobody has told it. No hand, no bad cable: can segments get lost?',
    options: [
      { id: 'no', text: 'No: nothing is broken here' },
      { id: 'yes', text: 'Yes, the server’s own doing' },
      { id: 'receiver', text: 'Yes, if pc1 reads too slowly' },
    ],
    outcome:
      'Yes, by its own doing: 26 frames. The server sends more and more until the router’s queue overflows. That loss is how it learns what the road can take.',
  },
  steps: [
    {
      say: 'Set the speed of the timeline to **real time**: the long page then takes three seconds (more on a busy computer). Fetch it, and open **Plots**, for the server.',
      run: fetchIt,
      check: simSurvived(id, {
        client: 'pc1',
        server: 'server',
        port: 80,
        by: fetchIt,
        lost: 'queue-full',
        noticed: 'duplicates',
      }),
      hints: [
        'Another page of the same server, fifty times as long.',
        'No button this time.',
        '`curl` fetches it, `wc -c` counts its bytes.',
        `At pc1: \`${fetchIt}\``,
      ],
    },
  ],
  saw: {
    id: '4.4d.saw',
    ask: 'Look at **Congestion window** between 1 s and 2 s. How does it grow there?',
    options: [
      {
        text: 'It doubles, again and again',
        feedback: 'That is the beginning, up to about 0.3 s: slow start.',
      },
      {
        text: 'By one segment for each round trip',
        right: true,
        feedback: 'Yes: small steps of 1,448 bytes, since the last two losses taught it caution.',
      },
      {
        text: 'It stays where the loss left it',
        feedback: 'Then it would never find out that the road has become free.',
      },
    ],
  },
  solution: [{ choose: 'yes', question: '4.4d.rate' }, ...fetched, { pass: 2 }],
  mistakes: [
    {
      name: 'fetches the short page',
      script: [{ type: fetchIt.replace('long', 'short'), in: 'pc1' }, { see: '8192', in: 'pc1' }, { pass: 1 }],
      step: 1,
      saying: 'This step wants a full queue: fetch the long page.',
    },
  ],
};
