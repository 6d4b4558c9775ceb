import { all } from '../../lab/checks/all.ts';
import { simMessage } from '../../lab/checks/sim-message.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { SceneAction } from '../../lab/scene/action.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '1.5a';
/** Bytes on the cable. */
const small = 1_500;
const large = 1_500_000;
const megabit = 1_000_000;
const gigabit = 1_000_000_000;
/** Light in fibre: 5 µs a kilometre, so 2 km, 10,000 km and 1,000 km. In ms. */
const [twoKm, tenThousandKm, thousandKm] = [0.01, 50, 5] as const;

const scene: Topology = {
  id,
  seed: 'wide or near',
  devices: [
    { kind: 'host', name: 'pc1', at: { x: 130, y: 100 }, interfaces: [{ mac: '00-00-5E-00-53-10' }] },
    { kind: 'host', name: 'near', looks: 'server', at: { x: 420, y: 100 }, interfaces: [{ mac: '00-00-5E-00-53-11' }] },
    { kind: 'host', name: 'pc2', at: { x: 130, y: 270 }, interfaces: [{ mac: '00-00-5E-00-53-20' }] },
    { kind: 'host', name: 'far', looks: 'server', at: { x: 870, y: 270 }, interfaces: [{ mac: '00-00-5E-00-53-21' }] },
  ],
  cables: [
    { name: 'narrow', ends: ['pc1:eth0', 'near:eth0'], quality: { rate: megabit, delay: twoKm * 1e6 } },
    { name: 'wide', ends: ['pc2:eth0', 'far:eth0'], quality: { rate: gigabit, delay: tenThousandKm * 1e6 } },
  ],
};

const raceOf = (bytes: number): string => `race 'pc1: send --bytes ${bytes} near' 'pc2: send --bytes ${bytes} far'`;
const toFar = `send --bytes ${small} far`;
const widen: SceneAction = { act: 'quality', cable: 'wide', quality: { rate: 10 * gigabit } };
const comeCloser: SceneAction = { act: 'quality', cable: 'wide', quality: { delay: thousandKm * 1e6 } };

const over = (bytes: number) =>
  all(
    simMessage(id, { from: 'pc1', to: 'near', bytes, rate: megabit, delayMs: twoKm }),
    simMessage(id, { from: 'pc2', to: 'far', bytes, rate: gigabit, delayMs: tenThousandKm }),
  );

const raced = (bytes: number): readonly Action[] => [
  { type: raceOf(bytes), in: 'pc1' },
  { see: 'near has all', in: 'pc1' },
  { pass: 1 },
];
const sentFar: readonly Action[] = [
  { type: toFar, in: 'pc2' },
  { see: 'far has all', in: 'pc2' },
];

export const twoLinksLab: Lab = {
  id,
  title: 'Wide or near',
  why: 'Simulated, because then nothing else is on the cables, and times are exact to the nanosecond.',
  scene,
  prediction: {
    id: '1.5a.winner',
    ask: 'The link to “near” is 2 km long and carries 1 Mb/s. The one to “far” is 10,000 km long and carries 1 Gb/s. A message of 1,500 bytes, and then one of 1.5 million bytes, leaves for both at once. Where does each arrive first?',
    options: [
      { id: 'near-both', text: 'Both of them at near' },
      { id: 'far-both', text: 'Both of them at far' },
      { id: 'split', text: 'The small one at near, the large one at far' },
      { id: 'split-back', text: 'The small one at far, the large one at near' },
    ],
    outcome:
      'The small one at near: 12.010 ms against 50.012 ms. The large one at far: 0.062 s against 12.096 s. So the question which link is faster has no answer until you say how much you send.',
  },
  steps: [
    {
      say: 'Start both small messages in the same instant. Each sender prints the time from its first bit out to its last bit in.',
      run: raceOf(small),
      terminal: 'pc1',
      check: over(small),
      hints: [
        'Two hosts have to begin at the same moment. No pair of hands can do that, but a command can.',
        'The command goes into the terminal of pc1. It names both hosts, and what each of them does.',
        '`race` takes one text in quotes for each host; `send --bytes` sends a message of that size.',
        `In the terminal of pc1: \`${raceOf(small)}\``,
      ],
    },
    {
      say: 'Now the large ones, a thousand times the size. The slow one takes a while.',
      run: raceOf(large),
      terminal: 'pc1',
      check: over(large),
      hints: [
        'The same race with another number.',
        'Arrow up at pc1 brings the last line back.',
        '1.5 million bytes are 1500000, twice.',
        `In the terminal of pc1: \`${raceOf(large)}\``,
      ],
    },
    {
      say: 'Press **Do it** to make the long link ten times as wide, then send the small message again from pc2. How much sooner is it there?',
      act: { label: 'Widen it to 10 Gb/s', action: widen },
      run: toFar,
      terminal: 'pc2',
      check: simMessage(id, { from: 'pc2', to: 'far', bytes: small, rate: 10 * gigabit, delayMs: tenThousandKm }),
      hints: [
        'First the button, then the command.',
        'The button changes the cable; the command goes into the terminal of pc2.',
        'One message is enough now, so `race` is not needed.',
        `Press **Do it**, then in the terminal of pc2: \`${toFar}\``,
      ],
    },
    {
      say: 'Now press **Do it** to bring far closer, to 1,000 km; it stays at 10 Gb/s. Send the small message from pc2 once more.',
      act: { label: 'Shorten it to 1,000 km', action: comeCloser },
      run: toFar,
      terminal: 'pc2',
      check: simMessage(id, { from: 'pc2', to: 'far', bytes: small, rate: 10 * gigabit, delayMs: thousandKm }),
      hints: [
        'The same once more, with the other button.',
        'Button first, then pc2.',
        'Arrow up at pc2 brings the last line back.',
        `Press **Do it**, then in the terminal of pc2: \`${toFar}\``,
      ],
    },
  ],
  saw: {
    id: '1.5a.saw',
    ask: 'You made the long link ten times as wide. By how much did the small message get quicker?',
    options: [
      {
        text: 'Ten times: 5 ms instead of 50',
        feedback: 'That was the last step, where the distance shrank. Look at the one before it.',
      },
      {
        text: 'By about a hundredth of a millisecond',
        right: true,
        feedback: 'Yes, from 50.012 to 50.001 ms. Of its 50.012 ms only 0.012 had to do with the width.',
      },
      {
        text: 'Not at all, to the last digit',
        feedback: 'Nearly. Putting its bits on the link took 0.012 ms before and 0.0012 ms after.',
      },
    ],
  },
  solution: [
    { choose: 'split', question: '1.5a.winner' },
    ...raced(small),
    ...raced(large),
    { act: widen },
    ...sentFar,
    { act: comeCloser },
    ...sentFar,
  ],
  mistakes: [
    {
      name: 'sends to near only',
      script: [
        { type: `send --bytes ${small} near`, in: 'pc1' },
        { see: 'near has all', in: 'pc1' },
      ],
      step: 1,
      saying: 'No message of 1,500 bytes from pc2 to far was sent yet.',
    },
    {
      name: 'sends the small ones where the large ones are wanted',
      script: [...raced(small), ...raced(small)],
      step: 2,
      saying: 'No message of 1,500,000 bytes from pc1 to near was sent yet; the last one had 1,500 bytes.',
    },
    {
      name: 'sends again without widening the link',
      script: [...raced(small), ...sentFar],
      step: 3,
      saying: 'The last message of 1,500 bytes from pc2 to far went at 1 Gb/s. This step wants 10 Gb/s.',
    },
    {
      name: 'sends again without shortening it',
      script: [{ act: widen }, ...sentFar],
      step: 4,
      saying: 'took 50.001 ms. On the cable that this step means it takes 5.001 ms.',
    },
  ],
};
