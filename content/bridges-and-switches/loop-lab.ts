import { all } from '../../lab/checks/all.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simCable } from '../../lab/checks/sim-cable.ts';
import { simDuring } from '../../lab/checks/sim-during.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simTreeOn, simTreeSettled } from '../../lab/checks/sim-tree.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { twoSwitches } from './networks.ts';

const scene = twoSwitches.id;
const plugged = simCable(scene, 'second', 'mended', 'the second cable');
const storm = simFrames(scene, { at: 'sw2', count: 1_000 });
const bothOn = all(simTreeOn(scene, 'sw1'), simTreeOn(scene, 'sw2'));
const calm = simDuring(
  scene,
  { terminal: 'pc1', name: 'ping', line: /\b(pc2|192\.168\.1\.20)\b/, example: 'ping -c 1 pc2' },
  {
    at: 'pc1:eth0',
    direction: 'in',
    matching: framesLike('icmp[icmptype] = icmp-echoreply', 'reply'),
    least: 1,
    otherwise: 'pc2 did not answer. Wait until all ports but the silent one forward, then ask again.',
  },
  {
    at: 'sw2',
    matching: framesLike('ether broadcast', 'broadcast'),
    most: 20,
    otherwise: 'The storm is still there. Both switches need spanning tree.',
  },
);

const plug: Action = { act: { act: 'mend', cable: 'second' } };
const on = (device: string): Action => ({ type: 'spanning-tree on', in: device });
const ping: readonly Action[] = [
  { type: 'ping -c 1 pc2', in: 'pc1' },
  { see: 'packet loss', in: 'pc1' },
];

export const loopLab: Lab = {
  id: scene,
  title: 'A second cable',
  why: 'Simulated: on cables in a cupboard you would not see a single frame pass.',
  scene: twoSwitches,
  prediction: {
    id: '2.3c-copies',
    ask: 'Two switches, two cables between them. pc1 sends one frame to everybody. How many times will pc2 receive it?',
    options: [
      { id: 'once', text: 'Once' },
      { id: 'twice', text: 'Twice, once by each cable' },
      { id: 'endless', text: 'Again and again, until somebody stops it' },
    ],
    outcome:
      'Again and again. A frame to everybody leaves by every port but the one it came in by, so the copy from one cable goes back by the other. No switch remembers frames, and nothing in a frame counts how far it has gone.',
  },
  steps: [
    {
      say: 'The second cable lies there, not plugged in yet. Plug it in.',
      act: { label: 'Plug in the second cable', action: { act: 'mend', cable: 'second' } },
      terminal: 'pc1',
      check: plugged,
      hints: [
        'Nothing happens before both ends are in.',
        'It runs from p3 to p3.',
        'The button of this step does it; a click on the cable opens the same.',
        'Press **Plug in the second cable**.',
      ],
    },
    {
      say: 'Ping pc2 once. The ping begins with a question to everybody: follow it from switch to switch. Then set the speed under the drawing to **real time**, and wait for what pc1 says.',
      run: 'ping -c 1 pc2',
      terminal: 'pc1',
      check: inOrder(plugged, storm),
      hints: [
        'One ping is enough: its question goes to everybody.',
        'In terminal pc1. Then the speed: at **see each packet** the rest takes minutes.',
        '`ping -c 1` and the other name.',
        'In terminal pc1: `ping -c 1 pc2`',
      ],
    },
    {
      say: 'Switches have an agreement for two cables, called spanning tree. Here it is off. Turn it on at sw1.',
      run: 'spanning-tree on',
      terminal: 'sw1',
      check: simTreeOn(scene, 'sw1'),
      hints: [
        'The switches have to find the loop, and to agree who stays silent.',
        'Each switch has it built in, off here.',
        'At the console of sw1: `spanning-tree`, and a word.',
        'In terminal sw1: `spanning-tree on`',
      ],
    },
    {
      say: 'And at sw2. Then click sw2 in the drawing and watch its ports for half a minute of the network’s time; the timeline can go faster. A port with a cable first listens, then learns, then forwards; one of them stays `blocking`, which means silent.',
      run: 'spanning-tree on',
      terminal: 'sw2',
      check: all(bothOn, simTreeSettled(scene)),
      hints: [
        'One switch alone cannot see the loop.',
        'A click on sw2 in the drawing opens the list of its ports, each with its state.',
        'The command is the same as at sw1. Then 15 seconds of listening and 15 of learning go by.',
        'In terminal sw2: `spanning-tree on`. Then let 30 seconds pass.',
      ],
    },
    {
      say: 'Both cables are plugged in. Ping again.',
      run: 'ping -c 1 pc2',
      terminal: 'pc1',
      check: inOrder(simTreeSettled(scene), calm),
      hints: [
        'The same ping as before.',
        'In terminal pc1.',
        'Arrow up brings it back.',
        'In terminal pc1: `ping -c 1 pc2`',
      ],
    },
  ],
  saw: {
    id: '2.3c-saw',
    ask: 'What did the ping of step 2 say, in the middle of the storm?',
    options: [
      {
        text: 'A reply came, only a little later',
        feedback: 'Read its last lines again: 100% packet loss.',
      },
      {
        text: 'It got no reply from pc2 at all',
        right: true,
        feedback:
          'Yes. The copies carry pc1’s address as source and come in from the wrong side, so the table says that pc1 is behind a cable to the other switch. Answers are sent there.',
      },
      {
        text: 'Hundreds of replies for one request',
        feedback: 'Hundreds of copies of the first question went round, and no reply to the ping reached pc1.',
      },
    ],
  },
  solution: [
    { choose: 'twice', question: '2.3c-copies' },
    plug,
    { pass: 1 },
    ...ping,
    { pass: 5 },
    on('sw1'),
    { pass: 1 },
    on('sw2'),
    { pass: 40 },
    ...ping,
  ],
  mistakes: [
    {
      name: 'pings with one cable only, and waits for a storm',
      script: [{ choose: 'once', question: '2.3c-copies' }, ...ping],
      step: 2,
      saying: 'The second cable is not plugged in yet.',
    },
    {
      name: 'turns it on at one switch only',
      script: [
        { choose: 'once', question: '2.3c-copies' },
        plug,
        { pass: 1 },
        ...ping,
        { pass: 2 },
        on('sw1'),
        { pass: 40 },
      ],
      step: 4,
      saying: 'Spanning tree is off at sw2. It must be on at every switch of the loop.',
    },
    {
      name: 'does not wait until the ports forward',
      script: [
        { choose: 'once', question: '2.3c-copies' },
        plug,
        { pass: 1 },
        ...ping,
        { pass: 2 },
        on('sw1'),
        { pass: 1 },
        on('sw2'),
        { pass: 5 },
      ],
      step: 4,
      saying: /is silent already, and sw\d:p\d is still (listening|learning). It takes 30 seconds/,
    },
  ],
};
