import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { simDrop } from '../../lab/checks/sim-drop.ts';
import { chosen, simForetold } from '../../lab/checks/sim-foretold.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { path, server } from './path.ts';

const id = '3.4a';
const nowhere = '198.51.7.7';
const ping = framesLike(`icmp[icmptype] = icmp-echo and dst host ${server}`, `pings to ${server}`);
const pingWith62 = framesLike(
  `icmp[icmptype] = icmp-echo and dst host ${server} and ip[8] = 62`,
  `pings to ${server} with TTL 62`,
);
const astray = framesLike(`dst host ${nowhere}`, `packets to ${nowhere}`);
const foretold = [
  { question: '3.4a-source', field: 'source MAC' },
  { question: '3.4a-destination', field: 'destination MAC' },
  { question: '3.4a-ttl', field: 'TTL' },
] as const;

/** `ip route get` ran at r2: the table alone is the step before. */
const asked: Check = (evidence) => {
  const verdict = commandEnded(
    'ip',
    ['r2'],
    'The /24 won, as the longer prefix: r2 hands the packet to 10.0.1.2, which is r3.',
  )(evidence.filter((fact) => fact.kind !== 'command.started' || / get /.test(fact.line)));
  return verdict.passed ? verdict : { ...verdict, saying: `\`ip route get ${server}\` has not run at r2 yet.` };
};

const choose = (source: string, destination: string, ttl: string): Action[] => [
  { choose: source, question: '3.4a-source' },
  { choose: destination, question: '3.4a-destination' },
  { choose: ttl, question: '3.4a-ttl' },
];
const right = choose('00:00:5e:00:53:04', '00:00:5e:00:53:05', '62');

export const hopsLab: Lab = {
  id,
  title: 'One letter, four envelopes',
  why: 'Simulated, because it takes three routers, and root on each of them. The frames are real ones, byte for byte.',
  scene: path(id, [
    { prefix: '192.168.1.0/24', via: '10.0.0.1' },
    { prefix: '198.51.0.0/16', via: '10.0.0.1' },
    { prefix: '198.51.100.0/24', via: '10.0.1.2' },
  ]),
  prediction: {
    id: '3.4a-who-knows',
    ask: 'pc1 sends one packet to a server three routers away. Which of the devices knows the whole way?',
    options: [
      { id: 'pc1', text: 'pc1, or it could not send' },
      { id: 'r1', text: 'r1: that is what a gateway is for' },
      { id: 'all', text: 'Every router has a map' },
      { id: 'nobody', text: 'None of them' },
    ],
    outcome:
      'None of them. pc1 knows r1, r1 knows r2, r2 knows r3, and r3 has the server on its own link. Each table holds one next step for each destination. When two of the tables disagree, a packet goes round, as the last one did.',
  },
  steps: [
    {
      say: 'Read the whole table of pc1. Which of its lines will carry a packet to 198.51.100.20?',
      run: 'ip route',
      check: commandEnded('ip', ['pc1'], 'Two lines: its own network, and the default, which takes the server too.'),
      hints: [
        'The table lists networks, and where to hand in what is for them.',
        'Type in the terminal of pc1.',
        '`ip route` shows the table.',
        'At pc1: `ip route`',
      ],
    },
    {
      say: 'Now the table of r2. Two of its lines match 198.51.100.20. Find them, and decide which of the two wins.',
      run: 'ip route',
      terminal: 'r2',
      check: commandEnded('ip', ['r2'], 'Five lines. 198.51.0.0/16 and 198.51.100.0/24 both match the server.'),
      hints: [
        'A router has a terminal too.',
        'Click r2 in the drawing, or open its terminal.',
        '`ip route` shows the table, as it did at pc1. Look for lines that begin like the address.',
        'At r2: `ip route`',
      ],
    },
    {
      say: 'Let r2 decide: which line does it take, and to whom does it hand the packet?',
      run: `ip route get ${server}`,
      terminal: 'r2',
      check: asked,
      hints: [
        'The table can be asked about one address.',
        'Still in the terminal of r2.',
        '`ip route get` and the address of the server.',
        `At r2: \`ip route get ${server}\``,
      ],
    },
    {
      say: 'Nothing is sent yet. Under **Say it before it happens**, above this lab, choose the three fields of the frame that will cross from r2 to r3.',
      check: chosen(foretold),
      hints: [
        'A frame goes from one interface to a neighbour.',
        'The drawing shows the addresses at both ends of that cable when you click r2 and r3.',
        'Every router takes one from the TTL. pc1 begins with 64.',
        'Source MAC `00:00:5e:00:53:04`, destination MAC `00:00:5e:00:53:05`, TTL `62`.',
      ],
    },
    {
      say: 'Send it. The envelopes above this lab fill with the frames of your run. Were you right? If not, look, and correct it.',
      run: `ping -c 1 ${server}`,
      check: all(
        simFrames(id, { at: 'r2', direction: 'out', matching: pingWith62 }),
        simForetold(id, { from: 'r2:eth1', test: ping.test, foretold }),
      ),
      hints: [
        'One ping to the server, from pc1.',
        'The server is at the right end, 198.51.100.20.',
        '`ping -c 1` sends one request.',
        `At pc1: \`ping -c 1 ${server}\`. Then compare the third envelope with your choice.`,
      ],
    },
    {
      say: 'Now an address that nobody has. r1 sends it by default to r2, and r2 has a line that sends it back. What ends the game? (It takes half a minute to watch; **real time** in the timeline cuts it short.)',
      run: `ping -c 1 ${nowhere}`,
      check: simDrop(id, 'r2', 'ttl', 1, astray.test),
      hints: [
        'The address begins like the server’s, with 198.51, and goes on differently.',
        'In the table of r2, look for the line that matches 198.51.7.7.',
        '`ping` once more, from pc1.',
        `At pc1: \`ping -c 1 ${nowhere}\``,
      ],
    },
  ],
  saw: {
    id: '3.4a-saw',
    ask: 'Look at the four envelopes of the ping to the server. What was the same in all of them?',
    options: [
      {
        text: 'Both IP addresses',
        right: true,
        feedback: 'Yes. The letter inside is the same one, down to its two addresses. (With NAT it would not be.)',
      },
      {
        text: 'Both MAC addresses',
        feedback: 'Not one envelope has the pair of another. Each router writes its own as the sender.',
      },
      {
        text: 'The TTL',
        feedback: 'It read 64, 63, 62, 61: one less at each router.',
      },
    ],
  },
  solution: [
    { choose: 'nobody', question: '3.4a-who-knows' },
    { type: 'ip route', in: 'pc1' },
    { see: 'default via', in: 'pc1' },
    { type: 'ip route', in: 'r2' },
    { see: '198.51.0.0/16', in: 'r2' },
    { type: `ip route get ${server}`, in: 'r2' },
    { see: 'by the route', in: 'r2' },
    ...right,
    { type: `ping -c 1 ${server}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { type: `ping -c 1 ${nowhere}`, in: 'pc1' },
    { see: 'Time to live exceeded', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'takes the MAC addresses of the two ends, as if a frame went the whole way',
      script: [
        { choose: 'pc1', question: '3.4a-who-knows' },
        ...choose('00:00:5e:00:53:10', '00:00:5e:00:53:20', '62'),
        { type: `ping -c 1 ${server}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 5,
      saying: 'You chose 00:00:5e:00:53:10 as the source MAC. The frame carries 00:00:5e:00:53:04.',
    },
    {
      name: 'forgets that both routers count',
      script: [
        { choose: 'pc1', question: '3.4a-who-knows' },
        ...choose('00:00:5e:00:53:04', '00:00:5e:00:53:05', '63'),
        { type: `ping -c 1 ${server}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 5,
      saying: 'You chose 63 as the TTL. The frame carries 62.',
    },
    {
      name: 'sends first and chooses later',
      script: [
        { choose: 'pc1', question: '3.4a-who-knows' },
        { type: `ping -c 1 ${server}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 4,
      saying: 'Nothing is chosen yet for the source MAC.',
    },
    {
      name: 'pings the gateway',
      script: [
        { choose: 'r1', question: '3.4a-who-knows' },
        ...right,
        { type: 'ping -c 1 192.168.1.1', in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 5,
      saying: 'was seen at r2 yet',
    },
  ],
};
