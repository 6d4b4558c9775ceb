import { framesLike } from '../../lab/checks/frames-like.ts';
import { simDuring } from '../../lab/checks/sim-during.ts';
import type { Lab } from '../../lab/lesson.ts';
import { twoHubs } from './networks.ts';

const scene = twoHubs.id;
const replyFrom = (mac: string, name: string) =>
  ({
    at: 'pc1:eth0',
    direction: 'in',
    matching: framesLike(`icmp[icmptype] = icmp-echoreply and ether src ${mac}`, `reply of ${name}`),
    least: 1,
  }) as const;
const local = { terminal: 'pc1', name: 'ping', line: /\b(pc2|192\.168\.1\.20)\b/, example: 'ping -c 1 pc2' } as const;
const across = { terminal: 'pc1', name: 'ping', line: /\b(pc3|192\.168\.1\.30)\b/, example: 'ping -c 1 pc3' } as const;
const fromPc2 = {
  ...replyFrom('00:00:5e:00:53:20', 'pc2'),
  otherwise: 'pc2 did not answer. Are its cable and its hub in order?',
};

export const bridgeLab: Lab = {
  id: scene,
  title: 'One bridge, two hubs',
  why: 'Simulated: nobody sells hubs and two-port bridges any more, and here you see every copy of every frame.',
  scene: twoHubs,
  prediction: {
    id: '2.3a-second-ping',
    ask: 'pc1 and pc2 hang on the same hub. pc1 pings pc2 twice in a row. How many frames of the second ping cross the bridge to hub-b?',
    options: [
      { id: 'none', text: 'None' },
      { id: 'one', text: 'One' },
      { id: 'all', text: 'All of them, as on any hub' },
    ],
    outcome:
      'None. During the first ping one frame crossed, a question to everybody. By then the bridge had heard pc1 and pc2 speak, both on its left, so what they said to each other could stay there.',
  },
  steps: [
    {
      say: 'Ping pc2, your neighbour on hub-a, once. In the Network view, count what crosses the bridge from left to right.',
      run: 'ping -c 1 pc2',
      terminal: 'pc1',
      check: simDuring(scene, local, fromPc2, {
        at: 'br1:p2',
        least: 1,
        otherwise:
          'Nothing crossed the bridge, which is the answer to the next step. This one wants a first ping: begin the network again.',
      }),
      hints: [
        'One question to a neighbour is enough.',
        'pc1 is the terminal you begin with; pc2 is on the same hub.',
        '`ping -c 1` asks once.',
        'In terminal pc1: `ping -c 1 pc2`',
      ],
    },
    {
      say: 'The same again. Count once more.',
      run: 'ping -c 1 pc2',
      terminal: 'pc1',
      check: simDuring(scene, local, fromPc2, {
        at: 'br1:p2',
        most: 0,
        otherwise:
          'That was a question to everybody: pc1 did not know pc2 yet, or had forgotten it, as it does after a minute or two. Ping pc2 again, soon.',
      }),
      hints: [
        'Exactly the same line.',
        'The arrow up key brings it back.',
        'It is `ping -c 1` again.',
        'In terminal pc1: `ping -c 1 pc2`',
      ],
    },
    {
      say: 'Now ping pc3, on the other hub. And look at pc4, to whom nobody has said a word.',
      run: 'ping -c 1 pc3',
      terminal: 'pc1',
      check: simDuring(
        scene,
        across,
        {
          ...replyFrom('00:00:5e:00:53:30', 'pc3'),
          otherwise: 'pc3 did not answer. Is the bridge plugged in on both sides?',
        },
        { at: 'br1:p2', least: 2, otherwise: 'Both the question and the answer have to cross.' },
      ),
      hints: [
        'Somebody behind the bridge this time.',
        'pc3 and pc4 are on hub-b.',
        '`ping -c 1` and the name of the other one.',
        'In terminal pc1: `ping -c 1 pc3`',
      ],
    },
  ],
  saw: {
    id: '2.3a-saw',
    ask: 'While pc1 and pc3 talked across the bridge, what arrived at pc4?',
    options: [
      {
        text: 'Nothing: the bridge kept it away',
        feedback:
          'The bridge keeps away what belongs to its other side. This belonged to hub-b, and a hub tells everybody.',
      },
      {
        text: 'Everything that crossed, too',
        right: true,
        feedback: 'Yes. The bridge chose a side. Within the side there is a hub, which repeats to all its sockets.',
      },
      {
        text: 'The question only, not the answer',
        feedback: 'The answer starts at pc3, goes into hub-b, and hub-b repeats it to pc4 as well.',
      },
    ],
  },
  solution: [
    { choose: 'all', question: '2.3a-second-ping' },
    { type: 'ping -c 1 pc2', in: 'pc1' },
    { see: 'packet loss', in: 'pc1' },
    { type: 'ping -c 1 pc2', in: 'pc1' },
    { see: 'packet loss', in: 'pc1' },
    { type: 'ping -c 1 pc3', in: 'pc1' },
    { see: 'packet loss', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'pings the neighbour once only',
      script: [
        { choose: 'all', question: '2.3a-second-ping' },
        { type: 'ping -c 1 pc2', in: 'pc1' },
        { see: 'packet loss', in: 'pc1' },
      ],
      step: 2,
      saying: /1 frame at br1:p2. That was a question to everybody: pc1 did not know pc2 yet/,
    },
    {
      name: 'looks across before the neighbours have spoken',
      script: [
        { choose: 'none', question: '2.3a-second-ping' },
        { type: 'ping -c 1 pc3', in: 'pc1' },
        { see: 'packet loss', in: 'pc1' },
      ],
      step: 1,
      saying: '`ping -c 1 pc2` has not run to its end in terminal pc1 yet.',
    },
  ],
};
