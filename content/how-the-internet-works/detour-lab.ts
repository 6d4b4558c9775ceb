import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simCable } from '../../lab/checks/sim-cable.ts';
import { simDuring } from '../../lab/checks/sim-during.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simRoute } from '../../lab/checks/sim-route.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { fiveNetworks, longWay, server, there } from './five-networks.ts';

const id = '1.2a';
const five = `ping -c 5 ${server}`;
const long = `ping -c 60 ${server}`;
const trace = `traceroute -n ${server}`;
const cut = { act: 'cut', cable: 'short' } as const;

// 64 when it leaves the server, and one less at each router: three routers the short way, five the long one.
const reply = `icmp[icmptype] = icmp-echoreply and src host ${server}`;
const shortReplies = framesLike(`${reply} and ip[8] = 61`, 'replies by the short way');
const longReplies = framesLike(`${reply} and ip[8] = 59`, 'replies by the long way');
const noWay = framesLike('icmp[icmptype] = icmp-unreach', 'reports that there is no way');
const reports = [
  ['r1', '203.0.113.1'],
  ['r2', '192.0.2.2'],
  ['r3', longWay],
  ['r4', '192.0.2.14'],
  ['r5', '192.0.2.18'],
] as const;

const isCut = simCable(id, 'short', 'cut', 'the short cable between r2 and r5');
const found = simRoute(id, 'r2', there, longWay);
const atPc1 = (matching: typeof noWay, least: number, otherwise: string) =>
  ({ at: 'pc1', direction: 'in', matching, least, otherwise }) as const;

const reported = all(
  ...reports.map(([name, address]) =>
    simFrames(id, {
      at: 'pc1',
      direction: 'in',
      matching: framesLike(`icmp[icmptype] = icmp-timxceed and src host ${address}`, `a report of ${name}`),
    }),
  ),
);
const allReport: Check = (evidence) => {
  const verdict = reported(evidence);
  return verdict.passed ? { ...verdict, saying: 'r1, r2, r3, r4 and r5 have reported.' } : verdict;
};

const begin: readonly Action[] = [
  { choose: 'pause', question: '1.2a-cut' },
  { type: five, in: 'pc1' },
  { see: ' 0% packet loss', in: 'pc1' },
];
const cutWhileItRuns: readonly Action[] = [
  { type: long, in: 'pc1' },
  { see: 'icmp_seq=3 ttl=61', in: 'pc1' },
  { act: cut },
  { see: /60 packets transmitted/, in: 'pc1' },
];

export const detourLab: Lab = {
  id,
  title: 'Cut a cable that is not yours',
  why: 'Simulated, because you may not cut other people’s cables. The routers are real ones in what they say to each other, byte for byte.',
  scene: fiveNetworks(id),
  prediction: {
    id: '1.2a-cut',
    ask: 'Two of the five owners have a cable between them, and your pings use it. While they run, somebody cuts it. What will your computer see?',
    options: [
      { id: 'stop', text: 'No more replies, until the cable is mended' },
      { id: 'seamless', text: 'Replies as before: another way takes over at once' },
      { id: 'pause', text: 'A pause, and then replies by another way' },
      { id: 'choose', text: 'A question which other way to take' },
    ],
    outcome:
      'A pause, and then replies again, eight times as late as before. Nobody asked your computer. The routers told each other: first that this way was gone, then that there was another. Between 5 and 35 seconds went by, depending on when you cut.',
  },
  steps: [
    {
      say: 'Five pings to the server, while everything works. Follow the first one across, then choose **real time** in the timeline. Note the `time` that each reply shows.',
      run: five,
      check: simFrames(id, { at: 'pc1', direction: 'in', matching: shortReplies, count: 5 }),
      hints: [
        'Your computer in this network is pc1, and `ping` asks another one whether it is there.',
        'Type in the terminal of pc1. The address of the server stands below it in the drawing.',
        '`ping -c 5` sends five and counts the replies.',
        `At pc1: \`${five}\``,
      ],
    },
    {
      say: 'Start sixty more, one a second, and do not wait for their end.',
      run: long,
      check: simDuring(
        id,
        { terminal: 'pc1', name: 'ping', line: /-c\s*60\b/, example: long, orRuns: true },
        atPc1(shortReplies, 2, 'This step wants two by the short way.'),
      ),
      hints: [
        'The same command with a larger number.',
        'In the terminal of pc1 again. Arrow up brings the last line back.',
        'The number behind `-c` says how many: 60 now.',
        `At pc1: \`${long}\``,
      ],
    },
    {
      say: 'While they run, cut the short cable between r2 and r5. Keep your eyes on the terminal until replies come again, let a few more come, and end ping with Ctrl-C. (**10 times faster** in the timeline shortens the wait.)',
      act: { label: 'Cut the short cable', action: cut },
      check: all(
        isCut,
        simDuring(
          id,
          { terminal: 'pc1', name: 'ping', example: long },
          atPc1(
            shortReplies,
            1,
            'The cable has to be there when the pings begin. Mend it (click it), wait, and try again.',
          ),
          atPc1(noWay, 1, 'Cut the short cable while they run, and let them run on.'),
          atPc1(longReplies, 1, 'Let them run until replies come again.'),
        ),
      ),
      hints: [
        'The pings should be running when you cut.',
        'The cable is the one at the top, between r2 and r5.',
        'The button of this step cuts it; so does a click on the cable.',
        `Start \`${long}\` at pc1, press **Do it** after some replies, and wait.`,
      ],
    },
    {
      say: 'Five pings once more. How many come back, and after what time?',
      run: five,
      check: inOrder(
        found,
        simDuring(
          id,
          { terminal: 'pc1', name: 'ping', line: /-c\s*5\b/, example: five },
          atPc1(longReplies, 4, 'This step wants four replies of five, by the long way. Ping again.'),
        ),
      ),
      hints: [
        'The first command again, after the cut.',
        'Arrow up in the terminal of pc1 brings it back.',
        'If replies are missing, the routers are still telling each other. Wait some seconds.',
        `At pc1: \`${five}\``,
      ],
    },
    {
      say: 'Ask every router on the way to report. Whose are they?',
      run: trace,
      check: allReport,
      hints: [
        'There is a command that makes routers report (lesson 3.5 takes it apart).',
        'In the terminal of pc1.',
        '`traceroute` lists who reports; `-n` shows addresses instead of names.',
        `At pc1: \`${trace}\``,
      ],
    },
  ],
  saw: {
    id: '1.2a-saw',
    ask: 'Look at the lines between the last old reply and the first new one. What did ping print?',
    options: [
      {
        text: '“Destination Net Unreachable”, again and again',
        right: true,
        feedback:
          'Yes. It comes from a router, first Elm Net’s and then your own: each says what it knows at that moment.',
      },
      {
        text: 'Nothing at all, and then replies as before',
        feedback: 'Scroll up. A router that has no way says so, once for each ping.',
      },
      {
        text: 'A line that names the cable which was cut',
        feedback: 'No router knows that about the whole. It knows whether it has a way to that network, or none.',
      },
    ],
  },
  solution: [
    ...begin,
    ...cutWhileItRuns,
    { type: five, in: 'pc1' },
    { see: ' 0% packet loss', in: 'pc1' },
    { type: trace, in: 'pc1' },
    { see: /6 {2}198\.51\.100\.20/, in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'cuts first and pings afterwards',
      script: [...begin, { act: cut }, { type: long, in: 'pc1' }, { see: /60 packets transmitted/, in: 'pc1' }],
      step: 3,
      saying: 'The cable has to be there when the pings begin.',
    },
    {
      name: 'cuts the cable under the sea instead',
      script: [
        ...begin,
        { type: long, in: 'pc1' },
        { see: 'icmp_seq=3 ttl=61', in: 'pc1' },
        { act: { act: 'cut', cable: 'sea' } },
        { see: /60 packets transmitted/, in: 'pc1' },
      ],
      step: 3,
      saying: 'The short cable between r2 and r5 is still plugged in at both ends.',
    },
    {
      name: 'ends the pings before the routers have found another way',
      script: [
        ...begin,
        { type: long, in: 'pc1' },
        { see: 'icmp_seq=3 ttl=61', in: 'pc1' },
        { act: cut },
        { see: 'Unreachable', in: 'pc1' },
        { press: 'ctrl-c', in: 'pc1' },
      ],
      step: 3,
      saying: 'Let them run until replies come again.',
    },
    {
      name: 'cuts both ways',
      script: [
        ...begin,
        { act: cut },
        { act: { act: 'cut', cable: 'sea' } },
        { pass: 60 },
        { type: five, in: 'pc1' },
        { see: '100% packet loss', in: 'pc1' },
      ],
      step: 4,
      saying: `r2 has no route to ${there}.`,
    },
  ],
};
