import type { Check } from '../../lab/checks/check.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simCollided, simPeace, simReplugged } from '../../lab/checks/sim-peace.ts';
import { missing } from '../../lab/checks/verdict.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const network: Topology = {
  id: '2.2a',
  seed: 'three at a hub',
  devices: [
    { kind: 'host', name: 'pc1', at: { x: 200, y: 100 }, interfaces: [{ address: '192.168.1.10/24' }] },
    { kind: 'host', name: 'pc2', at: { x: 500, y: 360 }, interfaces: [{ address: '192.168.1.20/24' }] },
    { kind: 'host', name: 'pc3', at: { x: 800, y: 100 }, interfaces: [{ address: '192.168.1.30/24' }] },
    { kind: 'hub', name: 'box', at: { x: 500, y: 190 }, ports: 4 },
  ],
  cables: [
    { name: 'pc1-cable', ends: ['pc1:eth0', 'box:p1'] },
    { name: 'pc2-cable', ends: ['pc2:eth0', 'box:p2'] },
    { name: 'pc3-cable', ends: ['pc3:eth0', 'box:p3'] },
  ],
};
const scene = network.id;

const toPc2 = framesLike('ether dst 00:00:5e:00:53:20', 'for pc2');
const overheard = simFrames(scene, { at: 'pc3:eth0', direction: 'in', matching: toPc2 });
const metAtBox = simCollided(scene, 'box');
const arrived = simFrames(scene, { at: 'pc2:eth0', direction: 'in', matching: toPc2, count: 3 });
const replaced = simReplugged(scene, 'pc2-cable', 'hub');
/** Where the hub was carried out too early, a race says nothing any more. */
const collided: Check = (evidence) => {
  const met = metAtBox(evidence);
  return met.passed || !replaced(evidence).passed
    ? met
    : missing(
        'The hub is gone, and at a switch nobody collides. **Reset**, above the drawing, brings the hub back. Then begin with step 1.',
      );
};
const spoken = simFrames(scene, {
  at: 'pc1:eth0',
  direction: 'in',
  matching: framesLike('ether src 00:00:5e:00:53:20 and ether broadcast', 'from pc2, for everybody'),
});

const race = "race 'pc1: send pc2 hi' 'pc3: send pc2 hi'";
const replace = { act: 'replace', device: 'box', by: 'switch' } as const;
const raced: readonly Action[] = [{ type: race, in: 'pc1' }, { pass: 1 }];

export const hubLab: Lab = {
  id: scene,
  title: 'Two at once',
  why: 'Simulated: hubs have died out, and no two hands begin in the same nanosecond.',
  scene: network,
  prediction: {
    id: '2.2a-both',
    ask: 'pc1 and pc3 begin to send to pc2 at the same instant, through a hub. What does pc2 get in the end?',
    options: [
      { id: 'none', text: 'Neither frame: both are ruined' },
      { id: 'one', text: 'One frame, of whoever was a little faster' },
      { id: 'both', text: 'Both frames, though not at once' },
    ],
    outcome:
      'Both, one after the other. The first attempts met in the hub and were noise. Both senders noticed while they were still talking, stopped, drew a random number and tried again after different waits.',
  },
  steps: [
    {
      say: 'One alone first. Send a frame from pc1 to pc2, and look at what comes to pc3.',
      run: 'send pc2 hi',
      terminal: 'pc1',
      check: overheard,
      hints: [
        'One frame, one sender, nobody else talking.',
        'In terminal pc1; `send` puts one frame on the cable.',
        '`send`, then to whom, then what.',
        'In terminal pc1: `send pc2 hi`',
      ],
    },
    {
      say: 'Now two at the same instant. The clock slows down by itself while there is something to see: watch the box, and what stands under pc1 and pc3.',
      run: race,
      terminal: 'pc1',
      check: inOrder(overheard, collided, arrived),
      hints: [
        'They have to begin in the same nanosecond.',
        '`race` starts commands at several hosts together. Let time go on until both frames have come to pc2.',
        'Each command stands in quotes, with its host before it.',
        `In terminal pc1: \`${race}\``,
      ],
    },
    {
      say: 'Carry the hub out. A switch takes its place, with the same cables.',
      act: { label: 'Put a switch in its place', action: replace },
      terminal: 'pc1',
      // After a reload the hub is back, and what collided there is forgotten.
      check: replaced,
      hints: [
        'The cables stay where they are; the box changes.',
        'It is the box in the middle.',
        'The button of this step does it.',
        'Press **Put a switch in its place**.',
      ],
    },
    {
      say: 'The switch is fresh out of its carton. Let pc2 say something once, so that it knows where pc2 is.',
      run: 'send all hello',
      terminal: 'pc2',
      check: inOrder(replaced, spoken),
      hints: [
        'pc2 speaks this time, to everybody.',
        'In terminal pc2.',
        '`send` knows the word `all`.',
        'In terminal pc2: `send all hello`',
      ],
    },
    {
      say: 'The same race as before.',
      run: race,
      terminal: 'pc1',
      check: inOrder(
        replaced,
        simPeace(
          scene,
          inOrder(replaced, spoken),
          { at: 'pc2:eth0', direction: 'in', matching: toPc2, least: 2 },
          {
            at: 'pc3:eth0',
            direction: 'in',
            matching: toPc2,
            otherwise:
              'A frame for pc2 came to pc3 as well: the switch does not know yet where pc2 is. Let pc2 speak first.',
          },
        ),
      ),
      hints: [
        'Exactly the line of step 2.',
        'In terminal pc1, after pc2 has spoken.',
        '`race` again; arrow up brings it back.',
        `In terminal pc1: \`${race}\``,
      ],
    },
  ],
  saw: {
    id: '2.2a-saw',
    ask: 'With the hub, pc1 sent a frame to pc2. What happened at pc3?',
    options: [
      {
        text: 'The frame came there too, and was dropped',
        right: true,
        feedback: 'Yes. The hub repeated it to every cable. The interface of pc3 read the address and threw it away.',
      },
      {
        text: 'Nothing came: it was not addressed to pc3',
        feedback: 'A hub reads no addresses. Look at the cable of pc3 during step 1.',
      },
      {
        text: 'pc3 passed it on to pc2, which answered',
        feedback: 'Nobody passes anything on here. The hub repeats, and pc2 had heard it at the same moment.',
      },
    ],
  },
  solution: [
    { choose: 'none', question: '2.2a-both' },
    { type: 'send pc2 hi', in: 'pc1' },
    { pass: 1 },
    ...raced,
    { act: replace },
    { pass: 1 },
    { type: 'send all hello', in: 'pc2' },
    { pass: 1 },
    ...raced,
  ],
  mistakes: [
    {
      name: 'carries the hub out before anybody has collided',
      script: [
        { choose: 'one', question: '2.2a-both' },
        { act: replace },
        { pass: 1 },
        { type: 'send pc2 hi', in: 'pc1' },
        { pass: 1 },
        ...raced,
      ],
      step: 2,
      saying: /The hub is gone, and at a switch nobody collides/,
    },
    {
      name: 'sends one after the other instead of together',
      script: [
        { choose: 'one', question: '2.2a-both' },
        { type: 'send pc2 hi', in: 'pc1' },
        { pass: 1 },
        { type: 'send pc2 hi', in: 'pc3' },
        { pass: 1 },
      ],
      step: 2,
      saying: 'Nobody has collided yet. It takes two who begin at the same moment.',
    },
    {
      name: 'races before the switch knows pc2',
      script: [
        { choose: 'one', question: '2.2a-both' },
        { type: 'send pc2 hi', in: 'pc1' },
        { pass: 1 },
        ...raced,
        { act: replace },
        { pass: 1 },
        ...raced,
      ],
      step: 4,
      saying: /No frame \(from pc2, for everybody\) was seen at pc1:eth0 yet/,
    },
    {
      name: 'races at the hub again, and never puts in the switch',
      script: [
        { choose: 'one', question: '2.2a-both' },
        { type: 'send pc2 hi', in: 'pc1' },
        { pass: 1 },
        ...raced,
        { type: 'send all hello', in: 'pc2' },
        { pass: 1 },
        ...raced,
      ],
      step: 5,
      saying: 'The cables are still in the old hub. The button puts a switch in its place.',
    },
  ],
};
