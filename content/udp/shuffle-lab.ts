import { bound } from '../../lab/checks/bound.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { simDamagedOne, simShuffled } from '../../lab/checks/sim-datagrams.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { SceneAction } from '../../lab/scene/action.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '4.2c';
const port = 7010;
const send = `udp send --count 10 --every 5 pc2 ${port} tick`;
const run = { from: 'pc1', to: 'pc2', port, count: 10 };
const ticks = `udp dst port ${port}`;

/** The digit of the fourth datagram: Ethernet 14, IPv4 20, UDP 8 bytes come before it. */
const flip: SceneAction = {
  act: 'hand',
  order: {
    do: 'flip',
    link: 'road',
    from: 'pc1:eth0',
    filter: ticks,
    nth: 4,
    bit: (14 + 20 + 8) * 8 + 7,
    recomputeFcs: true,
  },
};

/** Two hosts and a road on which some frames are held back and overtaken by the next. */
const road: Topology = {
  id,
  seed: 'first-hop',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 180, y: 150 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      hosts: { pc2: '192.168.1.20' },
    },
    {
      kind: 'host',
      name: 'pc2',
      at: { x: 820, y: 150 },
      interfaces: [{ address: '192.168.1.20/24', mac: '00-00-5E-00-53-20' }],
      hosts: { pc1: '192.168.1.10' },
    },
  ],
  cables: [
    {
      name: 'road',
      ends: ['pc1:eth0', 'pc2:eth0'],
      quality: { delay: 10_000_000, jitter: 4_000_000, reorder: 0.35, reorderBy: 14_000_000 },
    },
  ],
};

const listen: readonly Action[] = [{ type: `nc -luk ${port}`, in: 'pc2' }];
const sent: readonly Action[] = [{ type: send, in: 'pc1' }, { see: '10 datagrams', in: 'pc1' }, { pass: 1 }];

export const shuffleLab: Lab = {
  id,
  title: 'Ten numbers on a bumpy road',
  why: 'Simulated, because the loopback of your computer keeps the order, and damages nothing.',
  scene: road,
  prediction: {
    id: '4.2c.order',
    ask: 'pc1 sends ten numbered datagrams. On the road some are overtaken by those behind them. In which order does the program at pc2 get them?',
    options: [
      { id: 'sent', text: 'As they were sent: UDP sorts them' },
      { id: 'arrived', text: 'As they arrive' },
      { id: 'dropped', text: 'As they were sent, less the late ones' },
    ],
    outcome:
      'As they arrive. The numbers are ours, in the text; UDP has none, and could not sort if it wanted to. And the damaged one did not arrive at all: its checksum did not fit.',
  },
  steps: [
    {
      say: 'At pc2, hold UDP port 7010. With `-k` it takes datagrams from anybody.',
      run: `nc -luk ${port}`,
      terminal: 'pc2',
      check: bound({ transport: 'udp', port }),
      hints: [
        'Somebody must be there to see the order.',
        'In the terminal of pc2.',
        '`nc` with `-l`, `-u` and `-k`.',
        `At pc2: \`nc -luk ${port}\``,
      ],
    },
    {
      say: 'At pc1, send ten, one every 5 ms. Then read at pc2.',
      run: send,
      terminal: 'pc1',
      check: simShuffled(run),
      hints: [
        'Ten datagrams, each with its number.',
        'In the terminal of pc1.',
        '`udp send` with `--count` and `--every`.',
        `At pc1: \`${send}\``,
      ],
    },
    {
      say: 'Damage the fourth on the way. We imitate a box that breaks one bit and then writes a fresh FCS, so that the card at pc2 sees nothing wrong. Press **Do it**, then send ten more.',
      run: send,
      terminal: 'pc1',
      act: { label: 'Flip a bit in the fourth datagram', action: flip },
      check: simDamagedOne(id, run, framesLike(ticks, 'a tick').test),
      hints: [
        'First the damage is set up, then something has to come along.',
        'The button is in this step; the command is the one you know.',
        'Press **Do it** once, then send ten again, and count at pc2.',
        `Press **Do it**, then at pc1: \`${send}\``,
      ],
    },
  ],
  saw: {
    id: '4.2c.saw',
    ask: 'In **Packets**, look at what pc1 and pc2 sent after the damaged one had ended. What asked for it again?',
    options: [
      {
        text: 'A datagram of pc2, back to pc1',
        feedback: 'Look at the direction of each frame: since ARP nothing has gone from pc2 to pc1.',
      },
      {
        text: 'Nothing did: the road back stayed empty',
        right: true,
        feedback: 'Yes. pc2 dropped it without a word, and pc1 had forgotten it the moment it was sent.',
      },
      {
        text: 'pc1 noticed by itself and sent it twice',
        feedback: 'Count the frames from pc1: ten for each run, and no number twice.',
      },
    ],
  },
  solution: [{ choose: 'arrived', question: '4.2c.order' }, ...listen, ...sent, { act: flip }, ...sent],
  mistakes: [
    {
      name: 'sends while nobody listens',
      script: [...sent],
      step: 2,
      saying: 'Of 10 datagrams 0 came to a program at pc2.',
    },
    {
      name: 'sends three',
      script: [...listen, { type: send.replace('10', '3'), in: 'pc1' }, { see: '3 datagrams', in: 'pc1' }, { pass: 1 }],
      step: 2,
      saying: 'pc1 has not sent 10 numbered datagrams to pc2 yet.',
    },
    {
      name: 'sends again without the damage',
      script: [...listen, ...sent, ...sent],
      step: 3,
      saying: 'Press **Do it** first, then send 10 more.',
    },
  ],
};
