import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simAddress } from '../../lab/checks/sim-address.ts';
import { simArp } from '../../lab/checks/sim-arp.ts';
import { simAsked } from '../../lab/checks/sim-asked.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '3.2a';
const pc1 = '10.1.2.3';
const pc2 = '10.1.3.4';

/** The hosts file of both: the names that stand in the drawing. */
const hosts = { pc1, pc2 };

const network: Topology = {
  id,
  seed: 'mask',
  devices: [
    {
      kind: 'host',
      hosts,
      name: 'pc1',
      at: { x: 180, y: 180 },
      interfaces: [{ address: `${pc1}/24`, mac: '00-00-5E-00-53-10' }],
    },
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 180 }, ports: 4 },
    {
      kind: 'host',
      hosts,
      name: 'pc2',
      at: { x: 820, y: 180 },
      interfaces: [{ address: `${pc2}/24`, mac: '00-00-5E-00-53-20' }],
    },
  ],
  cables: [{ ends: ['pc1:eth0', 'sw1:p1'] }, { ends: ['sw1:p2', 'pc2:eth0'] }],
};

const widen = (address: string): string => `ip addr del ${address}/24 dev eth0; ip addr add ${address}/16 dev eth0`;
const ping = `ping -c 1 -W 2 ${pc2}`;

const wide1 = simAddress(id, 'pc1', `${pc1}/16`);
const wide2 = simAddress(id, 'pc2', `${pc2}/16`);
const asked = simAsked(id, 'pc1', pc2);
const arrived = simFrames(id, {
  at: 'pc2',
  direction: 'in',
  matching: framesLike('icmp[icmptype] = icmp-echo', 'pings'),
});
const answered = simFrames(id, {
  at: 'pc1',
  direction: 'in',
  matching: framesLike('icmp[icmptype] = icmp-echoreply', 'replies'),
});

/** pc1 tried while its two addresses were on different networks: the packet never became a frame. */
const unreachable: Check = (evidence) => {
  const widened = wide1(evidence).at?.[0] ?? Number.POSITIVE_INFINITY;
  const failed = evidence.find(
    (fact) =>
      fact.kind === 'command.ended' && fact.terminal.startsWith('pc1') && fact.name === 'ping' && fact.status !== 0,
  );
  if (failed !== undefined && failed.seq < widened)
    return { passed: true, saying: 'pc1 could not send: no network of its own holds 10.1.3.4.', at: [failed.seq] };
  const saying =
    widened === Number.POSITIVE_INFINITY
      ? 'pc1 has not tried to ping 10.1.3.4 yet.'
      : 'The prefix was changed before the first ping. Begin the network again (**Reset**).';
  return { passed: false, saying };
};

const solve = (steps: 1 | 2 | 3 | 4 | 5): readonly Action[] =>
  [
    [
      { type: ping, in: 'pc1' },
      { see: /unreachable/i, in: 'pc1' },
    ] as const,
    [
      { type: 'ip route', in: 'pc1' },
      { see: '10.1.2.0/24', in: 'pc1' },
    ] as const,
    [{ type: widen(pc1), in: 'pc1' }] as const,
    [
      { type: ping, in: 'pc1' },
      { see: '0 received', in: 'pc1' },
    ] as const,
    [
      { type: widen(pc2), in: 'pc2' },
      { type: ping, in: 'pc1' },
      { see: '1 received', in: 'pc1' },
    ] as const,
  ]
    .slice(0, steps)
    .flat();

export const maskLab: Lab = {
  id,
  title: 'One number apart',
  why: 'Simulated, because changing the mask of a computer that is in use cuts it off.',
  scene: network,
  prediction: {
    id: '3.2a-ping',
    ask: 'pc1 is 10.1.2.3/24 and pc2 is 10.1.3.4/24. Both are plugged into one switch; there is no router. pc1 pings pc2. What happens?',
    options: [
      { id: 'replies', text: 'pc2 replies: the switch connects them' },
      { id: 'silence', text: 'pc1 asks who has the address, and nobody answers' },
      { id: 'nothing', text: 'Nothing leaves pc1 at all' },
    ],
    outcome:
      'Nothing left pc1. It compared its own 24 bits of prefix with pc2’s address, found a difference, looked for a router to hand the packet to, and had none. The cable and the switch were fine and were never asked.',
  },
  steps: [
    {
      say: 'Ping pc2 from pc1, and watch the cable.',
      run: ping,
      check: unreachable,
      hints: [
        'Try to reach the other computer.',
        'Type in the terminal of pc1; pc2 has 10.1.3.4.',
        '`ping -c 1` sends one request; `-W 2` waits two seconds.',
        `At pc1: \`${ping}\``,
      ],
    },
    {
      say: 'Ask pc1 which networks it knows the way to. Is 10.1.3.4 in one of them?',
      run: 'ip route',
      check: commandEnded('ip route', ['pc1'], 'pc1 knows the way to its own network, and to no other.'),
      hints: [
        'Every host has a list of networks and ways.',
        'One line is there. Compare its first three numbers with 10.1.3.4.',
        'The command is `ip route`.',
        'At pc1: `ip route`',
      ],
    },
    {
      say: 'Shorten the prefix of pc1 to 16 bits: take the address away, and give it back with /16. Slide the mask in the figure above to /16, if you like.',
      run: widen(pc1),
      check: wide1,
      hints: [
        'The address stays. Its prefix length changes from 24 to 16.',
        'Two commands at pc1: `ip addr del`, then `ip addr add`.',
        'Both want the address with its length, and `dev eth0`.',
        `At pc1: \`${widen(pc1)}\``,
      ],
    },
    {
      say: 'Ping again. Count who sends what this time. Does every frame that you would expect cross the cable?',
      run: ping,
      check: all(inOrder(wide1, asked), arrived),
      hints: [
        'pc1 believes that pc2 is next door now.',
        'What does pc2 believe of pc1? It still has 24 bits of prefix.',
        'The same ping as in step 1.',
        `At pc1: \`${ping}\``,
      ],
    },
    {
      say: 'Give pc2 the shorter prefix too.',
      run: widen(pc2),
      terminal: 'pc2',
      check: wide2,
      hints: [
        'pc2 has to make the same decision about pc1.',
        'Type in the terminal of pc2.',
        'As in step 3, with the address of pc2.',
        `At pc2: \`${widen(pc2)}\``,
      ],
    },
    {
      say: 'Ping for the last time.',
      run: ping,
      terminal: 'pc1',
      check: all(simArp(id, 'pc1', pc2, '00-00-5E-00-53-20'), inOrder(wide2, answered)),
      hints: [
        'Both agree now on what is next door.',
        'Ping from pc1.',
        'The arrow up brings the line back.',
        `At pc1: \`${ping}\``,
      ],
    },
  ],
  saw: {
    id: '3.2a-saw',
    ask: 'In step 4 pc1 had /16 and pc2 still had /24. Which frame was missing?',
    options: [
      {
        text: 'pc1’s question who has 10.1.3.4',
        feedback: 'It was there, a broadcast, and the first thing that ever left pc1 in this lab.',
      },
      {
        text: 'pc2’s reply to the ping',
        right: true,
        feedback:
          'Yes. The ping arrived. For pc2 the sender was far away, and it had no router to hand the reply to. A path has two directions, and each end decides about one.',
      },
      {
        text: 'pc1’s ping to 10.1.3.4',
        feedback: 'It was there: pc2 had told its MAC address, and the ping went there. Look at the frames at pc2.',
      },
    ],
  },
  solution: [{ choose: 'nothing', question: '3.2a-ping' }, ...solve(5)],
  mistakes: [
    {
      name: 'adds the new length without taking the old one away',
      script: [
        { choose: 'replies', question: '3.2a-ping' },
        ...solve(2),
        { type: `ip addr add ${pc1}/16 dev eth0`, in: 'pc1' },
        { see: 'File exists', in: 'pc1' },
      ],
      step: 3,
      saying: 'pc1 has 10.1.2.3/24. This step wants 10.1.2.3/16.',
    },
    {
      name: 'changes the prefix before the first ping',
      script: [
        { choose: 'silence', question: '3.2a-ping' },
        { type: widen(pc1), in: 'pc1' },
        { type: ping, in: 'pc1' },
        { see: '0 received', in: 'pc1' },
      ],
      step: 1,
      saying: 'The prefix was changed before the first ping.',
    },
    {
      name: 'changes pc1 only',
      script: [{ choose: 'nothing', question: '3.2a-ping' }, ...solve(4)],
      step: 6,
      saying: 'pc2 has 10.1.3.4/24. This step wants 10.1.3.4/16.',
    },
  ],
};
