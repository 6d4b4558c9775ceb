import { framesLike } from '../../lab/checks/frames-like.ts';
import { type HandshakeNumber, numberQuestion, numbersPredicted } from '../../lab/checks/handshake-numbers.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '4.3b';

/** Two hosts and one cable, long enough (10 ms each way) that a segment can be seen on it. */
const scene: Topology = {
  id,
  seed: 'two strangers',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 200, y: 140 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
    },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 800, y: 140 },
      interfaces: [{ address: '192.168.1.20/24', mac: '00-00-5E-00-53-20' }],
      services: [{ kind: 'room', name: 'green', port: 5002 }],
    },
  ],
  cables: [{ ends: ['pc1:eth0', 'server:eth0'], quality: { delay: 10_000_000 } }],
};

const expect = (which: HandshakeNumber, number: number): Action => ({
  choose: String(number),
  question: numberQuestion(id, which),
});

/** The two numbers that are chosen, in a run with the inputs of `begin`: the seed makes them. */
const pc1Start = 3_664_987_169;
const serverStart = 3_210_112_951;

const begin: readonly Action[] = [
  { choose: 'second', question: '4.3b.connected' },
  { type: 'ping -c 1 192.168.1.20', in: 'pc1' },
  { see: ' 0% packet loss', in: 'pc1' },
  { type: 'nc -v 192.168.1.20 5002', in: 'pc1' },
  // The SYN is on the cable.
  { pass: 0.005 },
];
const answered: readonly Action[] = [expect('synack.ack', pc1Start + 1), { pass: 0.01 }];

export const numbersLab: Lab = {
  id,
  title: 'Say the next number',
  why: 'Simulated, so that you can hold the time and look at segments that no program on your computer may see. The bytes are those of a real handshake.',
  scene,
  prediction: {
    id: '4.3b.connected',
    ask: 'pc1 calls the server. With `-v`, nc says so as soon as it is connected. When will that be?',
    options: [
      { id: 'first', text: 'Once the SYN, the first segment, has arrived' },
      { id: 'second', text: 'Once the second segment has arrived' },
      { id: 'third', text: 'Once the third segment has arrived' },
      { id: 'text', text: 'Once the first line of text has arrived' },
    ],
    outcome:
      'Once the second has arrived. pc1 then has the server’s start and knows that its own has come through, so it may begin. The third segment was still on the cable. Only when it arrives does the server know as much.',
  },
  steps: [
    {
      say: 'Let pc1 find the server first, so that nothing but TCP crosses the cable afterwards.',
      run: 'ping -c 1 192.168.1.20',
      terminal: 'pc1',
      check: simFrames(id, {
        at: 'pc1:eth0',
        direction: 'in',
        matching: framesLike('icmp[icmptype] = icmp-echoreply', 'an echo reply'),
      }),
      hints: [
        'One ping is enough.',
        'The address of the server stands in the drawing.',
        '`ping -c 1` sends one and ends.',
        'In the terminal of pc1: `ping -c 1 192.168.1.20`',
      ],
    },
    {
      say: 'Now stop the time: press **Freeze**, the two bars below the drawing. Then connect. The SYN leaves, and hangs on the cable.',
      run: 'nc -v 192.168.1.20 5002',
      terminal: 'pc1',
      check: simFrames(id, {
        at: 'pc1:eth0',
        direction: 'out',
        matching: framesLike('tcp[tcpflags] & tcp-syn != 0', 'a SYN'),
      }),
      hints: [
        'A connection begins when a program asks for one.',
        'Freeze is the second key below the drawing. Once time stands still, it is a triangle.',
        '`nc -v` takes the address, then the port, 5002.',
        'In the terminal of pc1: `nc -v 192.168.1.20 5002`',
      ],
    },
    {
      say: 'Say three numbers, each before its segment leaves. They are asked below, under **Say the next number**. After the first, press **Next frame** until the server has answered; say the other two; press it again. Keep an eye on the terminal: when does it say that it is connected?',
      check: numbersPredicted(id),
      hints: [
        'An acknowledgment names the number that is expected next.',
        'The figure shows the two numbers that were chosen; all three follow from them.',
        'A SYN uses up one number, although it carries no byte.',
        'From the start of pc1, plus one: the acknowledgment in segment 2, and the sequence number in segment 3. From the start of the server, plus one: the acknowledgment in segment 3.',
      ],
    },
  ],
  saw: {
    id: '4.3b.saw',
    ask: 'Open the three segments in **Packets**. How many bytes of anybody’s text did they carry together?',
    options: [
      {
        text: 'None: every one of them has Len 0',
        right: true,
        feedback: 'Yes. Two numbers were used up all the same, one by each SYN, so that a SYN can be acknowledged.',
      },
      {
        text: 'Two: one for each SYN that was sent',
        feedback: 'Each SYN uses up a number without carrying a byte. Look at the length in the list.',
      },
      {
        text: 'The whole first line of the room',
        feedback: 'That came in a segment of its own, after these three. It is the next row of the list.',
      },
    ],
  },
  solution: [
    ...begin,
    ...answered,
    expect('ack.seq', pc1Start + 1),
    expect('ack.ack', serverStart + 1),
    { see: 'OK you=', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'acknowledges the number that came instead of the next one',
      script: [...begin, expect('synack.ack', pc1Start), { pass: 0.01 }],
      step: 3,
      saying: 'That would say: I still wait for your SYN.',
    },
    {
      name: 'repeats the number of the SYN in the third segment',
      script: [...begin, ...answered, expect('ack.seq', pc1Start), { see: 'OK you=', in: 'pc1' }],
      step: 3,
      saying: 'That number is used up: it was the SYN’s own.',
    },
    {
      name: 'mixes up the two directions',
      script: [
        ...begin,
        ...answered,
        expect('ack.seq', pc1Start + 1),
        expect('ack.ack', pc1Start + 1),
        { see: 'OK you=', in: 'pc1' },
      ],
      step: 3,
      saying: 'An acknowledgment speaks of the other side’s numbers.',
    },
    {
      name: 'says the first number and waits',
      script: [...begin, ...answered],
      step: 3,
      saying: 'Still to be predicted: the sequence number of the third segment.',
    },
  ],
};
