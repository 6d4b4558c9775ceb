import { all } from '../../lab/checks/all.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simDrop } from '../../lab/checks/sim-drop.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simMac } from '../../lab/checks/sim-mac.ts';
import type { Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const network: Topology = {
  id: '2.1b',
  seed: 'three on one wire',
  devices: [
    { kind: 'host', name: 'pc1', at: { x: 200, y: 100 }, interfaces: [{ address: '192.168.1.10/24' }] },
    { kind: 'host', name: 'pc2', at: { x: 800, y: 100 }, interfaces: [{ address: '192.168.1.20/24' }] },
    { kind: 'host', name: 'pc3', at: { x: 500, y: 360 }, interfaces: [{ address: '192.168.1.30/24' }] },
    { kind: 'hub', name: 'hub1', at: { x: 500, y: 190 }, ports: 4 },
  ],
  cables: [
    { name: 'pc1-cable', ends: ['pc1:eth0', 'hub1:p1'] },
    { name: 'pc2-cable', ends: ['pc2:eth0', 'hub1:p2'] },
    { name: 'pc3-cable', ends: ['pc3:eth0', 'hub1:p3'] },
  ],
};
const scene = network.id;
const mine = '02:00:5e:00:53:99';

const toPc2 = all(
  simFrames(scene, {
    at: 'pc2:eth0',
    direction: 'in',
    matching: framesLike('ether dst 00:00:5e:00:53:20', 'for pc2'),
  }),
  simDrop(scene, 'pc3', 'not-for-me'),
);
const toAll = simFrames(scene, {
  at: 'pc3:eth0',
  direction: 'in',
  matching: framesLike('ether broadcast', 'for everybody'),
});
const renamed = simMac(scene, 'pc1', mine);

export const changedLab: Lab = {
  id: scene,
  title: 'Which name goes out',
  why: 'Simulated: on your own computer this could drop your Wi-Fi, and it needs the rights of an administrator.',
  scene: network,
  prediction: {
    id: '2.1b-new-name',
    ask: 'You give pc1’s interface an address that you made up, and send a frame. What stands in the frame as its source?',
    options: [
      { id: 'burned', text: 'The address the card was made with' },
      { id: 'new', text: 'The one you made up' },
      { id: 'refused', text: 'Nothing: such a frame is not sent' },
    ],
    outcome:
      'The one you made up. The source is six octets that the sender writes. Nobody on the wire checks them against anything.',
  },
  steps: [
    {
      say: 'Send one frame to pc2. Everything on this wire reaches everybody; look at what pc3 does with it. Then open the frame in the Packets view.',
      run: 'send pc2 hi',
      terminal: 'pc1',
      check: toPc2,
      hints: ['One frame will do.', 'In terminal pc1.', '`send`, a name, a word.', 'In terminal pc1: `send pc2 hi`'],
    },
    {
      say: 'Now one for everybody. Which destination do you expect in it?',
      run: 'send all hello',
      terminal: 'pc1',
      check: toAll,
      hints: [
        'There is an address that means all.',
        'In terminal pc1.',
        '`send` knows the word `all`.',
        'In terminal pc1: `send all hello`',
      ],
    },
    {
      say: 'Give pc1’s interface another address. It begins with 02, so it is a local one.',
      run: `ip link set eth0 address ${mine}`,
      terminal: 'pc1',
      check: renamed,
      hints: [
        'The operating system can be told to use another address.',
        'It is a setting of the interface eth0.',
        '`ip link set`, then the interface, `address`, and the new one.',
        `In terminal pc1: \`ip link set eth0 address ${mine}\``,
      ],
    },
    {
      say: 'Send to pc2 once more, and open this frame beside the first.',
      run: 'send pc2 hi',
      terminal: 'pc1',
      check: inOrder(
        renamed,
        simFrames(scene, {
          at: 'pc2:eth0',
          direction: 'in',
          matching: framesLike(`ether src ${mine}`, `from ${mine}`),
        }),
      ),
      hints: [
        'The same as in step 1.',
        'In terminal pc1, after the change.',
        'Arrow up brings the line back.',
        'In terminal pc1: `send pc2 hi`',
      ],
    },
  ],
  saw: {
    id: '2.1b-saw',
    ask: 'Open the frame of step 2. Which destination does it have?',
    options: [
      {
        text: '00:00:00:00:00:00',
        feedback: 'That is what loopback shows. Look at the first six octets of the frame, all 48 bits of them.',
      },
      {
        text: 'ff:ff:ff:ff:ff:ff',
        right: true,
        feedback: 'Yes, every bit is set, the group bit among them. Every interface takes it.',
      },
      {
        text: 'The addresses of pc2 and pc3',
        feedback: 'There is room for one destination. The one that stands there means everybody.',
      },
    ],
  },
  solution: [
    { choose: 'burned', question: '2.1b-new-name' },
    { type: 'send pc2 hi', in: 'pc1' },
    { pass: 1 },
    { type: 'send all hello', in: 'pc1' },
    { pass: 1 },
    { type: `ip link set eth0 address ${mine}`, in: 'pc1' },
    { pass: 1 },
    { type: 'send pc2 hi', in: 'pc1' },
    { pass: 1 },
  ],
  mistakes: [
    {
      name: 'takes an address with the group bit',
      script: [
        { choose: 'new', question: '2.1b-new-name' },
        { type: 'ip link set eth0 address 03:00:5e:00:53:99', in: 'pc1' },
        { pass: 1 },
      ],
      step: 3,
      saying: 'The interface of pc1 has 00:00:5e:00:53:10. This step wants 02:00:5e:00:53:99.',
    },
    {
      name: 'sends without changing the address',
      script: [{ choose: 'new', question: '2.1b-new-name' }, { type: 'send pc2 hi', in: 'pc1' }, { pass: 1 }],
      step: 4,
      saying: 'The interface of pc1 has 00:00:5e:00:53:10.',
    },
  ],
};
