import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { either } from '../../lab/checks/either.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simCable } from '../../lab/checks/sim-cable.ts';
import { simDuring } from '../../lab/checks/sim-during.ts';
import { simFdb } from '../../lab/checks/sim-fdb.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { fourPcs } from './networks.ts';

const scene = fourPcs.id;
const listing = 'You have read the table of sw1.';
/** `show mac` is how many switches spell it. */
const looked: Check = either(commandEnded('mac', ['sw1'], listing), commandEnded('show', ['sw1'], listing));
const learned = all(simFdb(scene, 'sw1', 'pc1', 'p1'), simFdb(scene, 'sw1', 'pc3', 'p3'));
const ping = { terminal: 'pc1', name: 'ping', line: /\b(pc3|192\.168\.1\.30)\b/, example: 'ping -c 1 pc3' } as const;
const echoToPc3 = framesLike('icmp[icmptype] = icmp-echo and ether dst 00:00:5e:00:53:30', 'ping to pc3');
const pulled = simCable(scene, 'pc3-cable', 'cut', 'the cable of pc3');
const plugged = simCable(scene, 'pc3-cable', 'mended', 'the cable of pc3');

const pinged: readonly Action[] = [
  { type: 'ping -c 1 pc3', in: 'pc1' },
  { see: 'packet loss', in: 'pc1' },
];
const listed: readonly Action[] = [{ type: 'mac', in: 'sw1' }];

export const switchLab: Lab = {
  id: scene,
  title: 'Watch it learn',
  why: 'Simulated: you may look into this switch, and pull its cables while others work.',
  scene: fourPcs,
  prediction: {
    id: '2.3b-rows',
    ask: 'The table of sw1 is empty. pc1 pings pc3 once and gets its answer; pc2 and pc4 say nothing. How many rows does the table have then?',
    options: [
      { id: 'none', text: 'None: nobody configured it' },
      { id: 'two', text: 'Two: pc1 and pc3' },
      { id: 'four', text: 'Four: everybody who has a cable' },
    ],
    outcome:
      'Two. It wrote pc1 down when the first frame came in at p1, and pc3 when the answer came in at p3. Frames went out to pc2 and pc4 as well, and taught it nothing: whoever is silent is not in the table.',
  },
  steps: [
    {
      say: 'Open the console of the switch, and read its table.',
      run: 'mac',
      terminal: 'sw1',
      check: looked,
      hints: [
        'The switch has a terminal of its own.',
        'Its name is sw1, and its prompt ends in `#`.',
        'The command is `mac`.',
        'In terminal sw1: `mac`',
      ],
    },
    {
      say: 'Let pc1 ping pc3. Before you run it: the first frame is a question to everybody, the second its answer. Where does each go?',
      run: 'ping -c 1 pc3',
      terminal: 'pc1',
      check: all(learned, commandEnded('ping', ['pc1'], 'pc3 has answered.')),
      hints: [
        'Somebody has to speak before the switch can learn.',
        'In terminal pc1.',
        '`ping -c 1` and a name.',
        'In terminal pc1: `ping -c 1 pc3`',
      ],
    },
    {
      say: 'Read the table again: address, port, age. The address of pc1 ends in 10, that of pc3 in 30.',
      run: 'mac',
      terminal: 'sw1',
      check: inOrder(learned, looked),
      hints: [
        'The same list as in step 1, now that two have spoken.',
        'In the console of sw1.',
        'Arrow up brings the command back.',
        'In terminal sw1: `mac`',
      ],
    },
    {
      say: 'Pull the cable of pc3. Then type `mac` once more: what has become of its row?',
      act: { label: 'Pull the cable of pc3', action: { act: 'cut', cable: 'pc3-cable' } },
      terminal: 'sw1',
      check: pulled,
      hints: [
        'A cable can be cut while the network runs.',
        'It is the one between pc3 and p3.',
        'The button of this step does it; a click on the cable opens the same.',
        'Press **Pull the cable of pc3**.',
      ],
    },
    {
      say: 'Plug it in again. Nobody speaks yet.',
      act: { label: 'Plug it in again', action: { act: 'mend', cable: 'pc3-cable' } },
      terminal: 'sw1',
      check: inOrder(pulled, plugged),
      hints: [
        'The same cable.',
        'Between pc3 and p3.',
        'The button of this step does it; a click on the cable opens the same.',
        'Press **Plug it in again**.',
      ],
    },
    {
      say: 'pc1 still remembers pc3’s MAC address. Does the switch know where to send to it? Ping once more, and watch pc2.',
      run: 'ping -c 1 pc3',
      terminal: 'pc1',
      check: inOrder(
        plugged,
        simDuring(scene, ping, {
          at: 'pc2:eth0',
          direction: 'in',
          matching: echoToPc3,
          least: 1,
          otherwise:
            'The switch knew where to go. Pull pc3’s cable, plug it in, and ping before pc3 has said anything.',
        }),
      ),
      hints: [
        'The same ping as in step 2.',
        'In terminal pc1, after the cable is back.',
        '`ping -c 1` and pc3.',
        'In terminal pc1: `ping -c 1 pc3`',
      ],
    },
  ],
  saw: {
    id: '2.3b-saw',
    ask: 'In step 6, what did pc2 receive?',
    options: [
      {
        text: 'Nothing at all, as in step 2',
        feedback:
          'In step 2 it received the question to everybody. In step 6, look at the cable of pc2 when the ping starts.',
      },
      {
        text: 'A frame with pc3’s address on it',
        right: true,
        feedback:
          'Yes. The switch did not know where pc3 is, so it sent the frame to everybody but the sender. pc2 dropped it.',
      },
      {
        text: 'The answer of pc3 to pc1',
        feedback: 'Where pc1 is the switch knew all the time, so that answer went out of p1 and nowhere else.',
      },
    ],
  },
  solution: [
    { choose: 'four', question: '2.3b-rows' },
    ...listed,
    ...pinged,
    ...listed,
    { act: { act: 'cut', cable: 'pc3-cable' } },
    { pass: 1 },
    { act: { act: 'mend', cable: 'pc3-cable' } },
    { pass: 1 },
    ...pinged,
  ],
  mistakes: [
    {
      name: 'looks for a host that has not spoken',
      script: [
        { choose: 'four', question: '2.3b-rows' },
        { type: 'ping -c 1 pc2', in: 'pc1' },
        { see: 'packet loss', in: 'pc1' },
      ],
      step: 2,
      saying: 'The table of sw1 has no row for pc3. It learns from frames that pc3 sends.',
    },
    {
      name: 'pings while the cable is out',
      script: [
        { choose: 'four', question: '2.3b-rows' },
        ...pinged,
        { act: { act: 'cut', cable: 'pc3-cable' } },
        ...pinged,
      ],
      step: 6,
      saying: 'The cable of pc3 is not plugged in yet.',
    },
    {
      name: 'pings with the cable never pulled',
      script: [{ choose: 'two', question: '2.3b-rows' }, ...pinged, ...pinged],
      step: 4,
      saying: 'The cable of pc3 is still plugged in at both ends.',
    },
  ],
};
