import { all } from '../../lab/checks/all.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { inWords } from '../../lab/checks/in-words.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '1.1a';
const printer = '192.168.1.30';
const mainframe = '192.168.2.50';
const hosts = { 'printer.lab.test': printer, 'mainframe.lab.test': mainframe };

const scene: Topology = {
  id,
  seed: 'four things',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      at: { x: 130, y: 100 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
      hosts,
    },
    {
      kind: 'host',
      name: 'printer',
      looks: 'printer',
      at: { x: 130, y: 300 },
      interfaces: [{ address: `${printer}/24`, mac: '00-00-5E-00-53-30' }],
      gateway: '192.168.1.1',
    },
    { kind: 'switch', name: 'sw1', at: { x: 370, y: 200 }, ports: 3 },
    {
      kind: 'router',
      name: 'r1',
      at: { x: 620, y: 200 },
      interfaces: [
        { address: '192.168.1.1/24', mac: '00-00-5E-00-53-01' },
        { address: '192.168.2.1/24', mac: '00-00-5E-00-53-02' },
      ],
    },
    {
      kind: 'host',
      name: 'mainframe',
      looks: 'mainframe',
      at: { x: 870, y: 200 },
      interfaces: [{ address: `${mainframe}/24`, mac: '00-00-5E-00-53-50' }],
      gateway: '192.168.2.1',
    },
  ],
  cables: [
    { name: 'pc-cable', ends: ['pc1:eth0', 'sw1:p1'] },
    { name: 'printer-cable', ends: ['printer:eth0', 'sw1:p2'], cut: true },
    { name: 'router-cable', ends: ['sw1:p3', 'r1:eth0'] },
    { name: 'mainframe-cable', ends: ['r1:eth1', 'mainframe:eth0'], cut: true },
  ],
};

const plugPrinter = { act: 'mend', cable: 'printer-cable' } as const;
const plugMainframe = { act: 'mend', cable: 'mainframe-cable' } as const;
const toPrinter = 'ping -c 1 printer.lab.test';
const toMainframe = 'ping -c 1 mainframe.lab.test';

const asked = inWords(
  simFrames(id, {
    at: 'pc1',
    direction: 'out',
    matching: framesLike(`arp and dst host ${printer}`, 'a question where the printer is'),
  }),
  { missing: 'pc1 has sent nothing for the printer yet.' },
);
const gaveUp = inWords(commandEnded('ping', ['pc1']), {
  seen: 'pc1 asked for the printer, nobody answered, and `ping` gave up.',
  missing: '`ping` still waits for an answer. After a few seconds it gives up.',
});

const reached = (at: string, goal: 'printer' | 'mainframe') =>
  inWords(
    simFrames(id, {
      at,
      direction: 'in',
      matching: framesLike(
        `icmp[icmptype] = icmp-echo and dst host ${hosts[`${goal}.lab.test`]}`,
        `a ping for the ${goal}`,
      ),
    }),
    {
      seen: at === goal ? `Your bytes have come to the ${goal}.` : `Your bytes for the ${goal} have passed ${at}.`,
      missing: `Nothing from you has come to the ${goal} yet.`,
    },
  );

const lost: readonly Action[] = [
  { type: toPrinter, in: 'pc1' },
  { see: '100% packet loss', in: 'pc1' },
];
const printed: readonly Action[] = [
  { act: plugPrinter },
  { type: toPrinter, in: 'pc1' },
  { see: ' 0% packet loss', in: 'pc1' },
];

export const plugLab: Lab = {
  id,
  title: 'Plug it together',
  why: 'Simulated, because you may not have a mainframe at hand, or a router to spare.',
  scene,
  prediction: {
    id: '1.1a.who',
    ask: 'Everything is plugged in, and pc1 sends some bytes to the mainframe. Which cables do these bytes cross?',
    options: [
      { id: 'all', text: 'All four: a network is one big wire' },
      { id: 'three', text: 'Three: not the one to the printer' },
      { id: 'one', text: 'One of its own, laid for the two of them' },
    ],
    outcome:
      'Three. The switch and the router each sent the ping out on one cable only, the one that leads on. The printer’s cable did light up before, for a question that goes to everybody: who has the router’s address? Lesson 2.4 is about it.',
  },
  steps: [
    {
      say: 'The printer stands there, and its cable hangs loose. Send it something all the same: `ping` sends a few bytes and asks for them back. Watch the drawing above the terminal, and wait until `ping` gives up.',
      run: toPrinter,
      terminal: 'pc1',
      check: inOrder(asked, gaveUp),
      hints: [
        'pc1 is a computer with a terminal of its own.',
        'The command goes into the terminal of pc1.',
        '`ping` takes a name; `-c 1` sends one and stops.',
        'In the terminal of pc1: `ping -c 1 printer.lab.test`',
      ],
    },
    {
      say: 'Plug the printer in, and send again.',
      act: { label: 'Plug in the printer', action: plugPrinter },
      run: toPrinter,
      terminal: 'pc1',
      check: reached('printer', 'printer'),
      hints: [
        'First the cable, then the same command.',
        'The button in this step plugs it in. You can also click the cable in the drawing, and mend it.',
        'With the arrow up the terminal of pc1 brings the last command back.',
        'Press **Do it**, then in the terminal of pc1: `ping -c 1 printer.lab.test`',
      ],
    },
    {
      say: 'The mainframe is in another network, behind the router. Plug that in as well, and send something there.',
      act: { label: 'Plug in the mainframe', action: plugMainframe },
      run: toMainframe,
      terminal: 'pc1',
      check: all(reached('r1', 'mainframe'), reached('mainframe', 'mainframe')),
      hints: [
        'Again first the cable, then the command, with another name.',
        'The cable is the one on the right, between the router and the mainframe.',
        'The name is mainframe.lab.test.',
        'Press **Do it**, then in the terminal of pc1: `ping -c 1 mainframe.lab.test`',
      ],
    },
  ],
  saw: {
    id: '1.1a.saw',
    ask: 'Go back in the timeline and watch the last ping again. How many devices handed it on, between pc1 and the mainframe?',
    options: [
      {
        text: 'None: it went straight across',
        feedback: 'There is no cable from pc1 to the mainframe. Follow the capsule: it stops twice on the way.',
      },
      {
        text: 'Two: the switch and the router',
        right: true,
        feedback: 'Yes. Three cables with two boxes between them. Each box knew where to send it next, and no more.',
      },
      {
        text: 'Three: switch, printer and router',
        feedback: 'The printer is a host. It hands nothing on, and this ping did not come to it.',
      },
    ],
  },
  solution: [
    { choose: 'three', question: '1.1a.who' },
    ...lost,
    ...printed,
    { act: plugMainframe },
    { type: toMainframe, in: 'pc1' },
    { see: ' 0% packet loss', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'sends again without plugging in',
      script: [...lost, ...lost],
      step: 2,
      saying: 'Nothing from you has come to the printer yet.',
    },
    {
      name: 'plugs in and sends nothing',
      script: [...lost, { act: plugPrinter }],
      step: 2,
      saying: 'Nothing from you has come to the printer yet.',
    },
    {
      name: 'calls the mainframe while its cable hangs loose',
      script: [...lost, ...printed, { type: toMainframe, in: 'pc1' }, { see: '100% packet loss', in: 'pc1' }],
      step: 3,
      saying: 'Nothing from you has come to the mainframe yet.',
    },
  ],
};
