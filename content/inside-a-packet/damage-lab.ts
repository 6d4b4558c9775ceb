import { framesLike } from '../../lab/checks/frames-like.ts';
import { simDamage } from '../../lab/checks/sim-damage.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab, Step } from '../../lab/lesson.ts';
import type { SceneAction } from '../../lab/scene/action.ts';
import { headersBefore, smallNetwork, spoken } from './network.ts';

const id = '1.4b';

/** The next line that pc1 says is damaged on its first cable. @param bit counted from the first bit of the frame */
const flip = (bit: number, recomputeFcs = false): SceneAction => ({
  act: 'hand',
  order: { do: 'flip', link: 'cable1', from: 'pc1:eth0', filter: spoken, bit, recomputeFcs },
});

/** The first letter that is said: `SAY ` comes before it. */
const inMessage = flip((headersBefore + 4) * 8 + 7);
/** The last bit of the destination address: 192.168.1.20 becomes 192.168.1.21. */
const inIpHeader = flip(33 * 8 + 7);
/** Where the FCS of `SAY tests` begins: 10 bytes with the end of the line. */
const inFcs = flip((headersBefore + 10) * 8);
const inMessageUnnoticed = flip((headersBefore + 4) * 8 + 7, true);

const say = (what: string): readonly Action[] => [
  { type: `SAY ${what}`, in: 'pc1' },
  { see: new RegExp(`MSG \\S+ ${what}`), in: 'pc1' },
];
const enter: readonly Action[] = [
  { type: 'nc 192.168.1.20 5001', in: 'pc1' },
  { see: 'OK you=', in: 'pc1' },
];

const hintsFor = (label: string, line: string): Step['hints'] => [
  'First the damage is set up, then a line has to come along that it can hit.',
  'The button is in this step; the line is typed on pc1, where `nc` runs.',
  `Press **Do it** once beside “${label}”, then say a line as long as the one in this step.`,
  `Press **Do it**, then in the terminal of pc1: \`${line}\``,
];

const hurt = (label: string, text: string, action: SceneAction, line: string, check: Step['check']): Step => ({
  say: text,
  act: { label, action },
  input: line,
  terminal: 'pc1',
  check,
  hints: hintsFor(label, line),
});

export const damageLab: Lab = {
  id,
  title: 'Break one bit',
  why: 'Simulated, because it takes a broken cable, and a bit that breaks where you want it.',
  scene: smallNetwork(id),
  prediction: {
    id: '1.4b.fcs',
    ask: 'Noise on the cable flips one single bit, and it hits the FCS, the 4 check bytes behind the frame. Your message itself is whole. What does the switch do with the frame?',
    options: [
      { id: 'pass', text: 'It passes it on: the message is whole' },
      { id: 'repair', text: 'It repairs the FCS and passes the frame on' },
      { id: 'drop', text: 'It throws the whole frame away' },
      { id: 'ask', text: 'It asks pc1 to send it again' },
    ],
    outcome:
      'It threw the frame away, without a word to anybody. A switch that finds FCS and bytes at odds cannot know which of the two is wrong. Your line arrived all the same, because TCP at pc1 heard no acknowledgment and sent it again.',
  },
  steps: [
    {
      say: 'Enter the room from pc1, and say one line over a healthy cable.',
      run: 'nc 192.168.1.20 5001',
      input: 'SAY hello',
      terminal: 'pc1',
      check: simFrames(id, {
        at: 'server:eth0',
        direction: 'in',
        matching: framesLike(spoken, 'a line that begins with SAY'),
      }),
      hints: [
        'Two things: be in the room, then say something.',
        'Run once starts `nc`; run again says the line.',
        '`nc` with address and port, then SAY and a word.',
        'On pc1: `nc 192.168.1.20 5001`, then `SAY hello`',
      ],
    },
    hurt(
      'Flip a bit in the message',
      'Damage the **payload**: one bit in the first letter of your next line. Then say that line, and watch where it ends.',
      inMessage,
      'SAY ones',
      simDamage(id, 'sw1', 'fcs', 'segment'),
    ),
    hurt(
      'Flip a bit in the IP header',
      'Now the **IP header**: the last bit of the destination address, so that 192.168.1.20 reads 192.168.1.21.',
      inIpHeader,
      'SAY twos',
      simDamage(id, 'sw1', 'fcs', 'IP header'),
    ),
    hurt(
      'Flip a bit in the FCS',
      'And the **FCS** itself. All that you said and all headers are whole. (For this one the length matters: send the line as it is here.)',
      inFcs,
      'SAY tests',
      simDamage(id, 'sw1', 'fcs', 'none'),
    ),
    hurt(
      'Flip a bit in the message, and make the FCS fit again',
      'What if the bit tips over inside a box, which then writes a fresh FCS? We imitate that: the FCS is made to fit the damaged bytes. Does anybody notice?',
      inMessageUnnoticed,
      'SAY last',
      simDamage(id, 'server', 'tcp-checksum', 'segment'),
    ),
  ],
  saw: {
    id: '1.4b.saw',
    ask: 'You damaged four lines. Count the `MSG` lines in the terminal of pc1: how many of the four reached the room?',
    options: [
      {
        text: 'All four of them, undamaged',
        right: true,
        feedback:
          'Yes. Each damaged frame was thrown away, and pc1 sent its line once more 0.2 seconds later. The checks find damage; TCP’s patience repairs it.',
      },
      {
        text: 'None of the four',
        feedback: 'The damaged frames were all lost. Look at the terminal: the lines came back as `MSG` none the less.',
      },
      {
        text: 'Only the one with the broken FCS',
        feedback: 'Its frame was thrown away like the others. Scroll up in the terminal and count again.',
      },
    ],
  },
  solution: [
    { choose: 'drop', question: '1.4b.fcs' },
    ...enter,
    ...say('hello'),
    { act: inMessage },
    ...say('ones'),
    { act: inIpHeader },
    ...say('twos'),
    { act: inFcs },
    ...say('tests'),
    { act: inMessageUnnoticed },
    ...say('last'),
  ],
  mistakes: [
    {
      name: 'sends a longer line, whose FCS is further back',
      script: [...enter, { act: inFcs }, ...say('something longer')],
      step: 4,
      saying: 'was damaged in its segment. This step wants one damaged in its FCS and nowhere else.',
    },
    {
      name: 'sets up the damage and says nothing',
      script: [...enter, ...say('hello'), { act: inMessage }, { pass: 5 }],
      step: 2,
      saying: 'No frame ended at sw1 yet (wrong FCS).',
    },
    {
      name: 'says the line before the damage is set up',
      script: [...enter, ...say('ones'), ...say('twos')],
      step: 3,
      saying: 'No frame ended at sw1 yet (wrong FCS).',
    },
    {
      name: 'lets the FCS give the damage away, where it should fit',
      script: [...enter, { act: inMessage }, ...say('last')],
      step: 5,
      saying: 'No frame ended at server yet (wrong TCP checksum).',
    },
  ],
};
