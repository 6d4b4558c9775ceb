import { framesLike } from '../../lab/checks/frames-like.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { heardQuestion, type Said, saidWhoHears, simHeard } from '../../lab/checks/sim-heard.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { office, places } from './places.ts';

const id = '1.3a';
const others = ['printer', 'phone', 'watch', 'r1', 'office'] as const;
const campus = ['lab2', 'r2', 'office', 'pc1'] as const;
const home = { from: 'pc1', others };
const building = { from: 'lab1', others: campus };
const call = 'send all hello';
const farPing = `ping -c 1 ${office}`;

const say = (from: string, said: Readonly<Record<string, Said>>): Action[] =>
  Object.entries(said).map(([other, choose]) => ({ choose, question: heardQuestion(id, from, other) }));
const atHome = say('pc1', { printer: 'hears', phone: 'hears', watch: 'not', r1: 'hears', office: 'not' });
const inBuilding = say('lab1', { lab2: 'hears', r2: 'hears', office: 'not', pc1: 'not' });
const calls = (terminal: string): Action[] => [{ type: call, in: terminal }, { pass: 1 }];

export const broadcastLab: Lab = {
  id,
  title: 'Who hears a broadcast from here?',
  why: 'Simulated, because calling everybody in a real school is rude, and often blocked.',
  scene: places(id),
  prediction: {
    id: '1.3a-far',
    ask: 'pc1 calls to everybody: one frame for all. It stands at home; the office stands on a campus in another town. What decides who hears it?',
    options: [
      { id: 'distance', text: 'How far away they are' },
      { id: 'owner', text: 'Who owns them: all devices of one owner' },
      { id: 'router', text: 'Whether a router lies between' },
      { id: 'all', text: 'Nothing: everybody hears it' },
    ],
    outcome:
      'Whether a router lies between. The watch lies nearest of all and heard nothing, for the phone is its router. The office has the same owner as lab1, and heard nothing of it, for r2 lies between.',
  },
  steps: [
    {
      say: 'Nothing is sent yet. In **Who will hear it**, above this lab, say for each device whether it will hear a broadcast from pc1. (A switch only passes frames on, so it is not in the list.)',
      check: saidWhoHears(id, home),
      hints: [
        'Follow the cables from pc1 with a finger. What stops a broadcast?',
        'A switch passes a broadcast on by all its other cables.',
        'A router takes a broadcast in, and passes it on to nobody. The phone is one.',
        'The printer hears it, and so do the phone and r1. The watch and the office do not.',
      ],
    },
    {
      say: 'Call. `send all` puts one frame on the cable for everybody. Watch where it goes, then correct your list if you have to.',
      run: call,
      check: simHeard(id, home),
      hints: [
        'The frame leaves pc1 and is copied by the switch.',
        'Type in the terminal of pc1.',
        '`send all` and a word.',
        `At pc1: \`${call}\`. Then make the list say what you saw.`,
      ],
    },
    {
      say: 'Now lab1, on the campus. The office belongs to the same university, in the next building. Say who will hear lab1, in the second list.',
      check: saidWhoHears(id, building),
      hints: [
        'One owner does not make one link.',
        'What is between the two buildings?',
        'r2 has a leg in each building.',
        'lab2 and r2 hear it. The office and pc1 do not.',
      ],
    },
    {
      say: 'Call from lab1.',
      run: call,
      terminal: 'lab1',
      check: simHeard(id, building),
      hints: [
        'The same command at another device.',
        'Click lab1 in the drawing to open its terminal.',
        '`send all` and a word.',
        `At lab1: \`${call}\``,
      ],
    },
    {
      say: 'Last, something for one receiver only: from the watch to the office. Which of the networks does it cross?',
      run: farPing,
      terminal: 'watch',
      check: simFrames(id, {
        at: 'office',
        direction: 'in',
        matching: framesLike(`icmp[icmptype] = icmp-echo and dst host ${office}`, 'pings for the office'),
      }),
      hints: [
        'Being out of earshot does not mean being out of reach.',
        'Click the watch in the drawing to open its terminal.',
        '`ping -c 1` sends one, to the address under the office.',
        `At watch: \`${farPing}\``,
      ],
    },
  ],
  saw: {
    id: '1.3a-saw',
    ask: 'What did the phone do with the broadcast of pc1?',
    options: [
      {
        text: 'It passed it on to the watch',
        feedback: 'Go back in the timeline and watch the cable between phone and watch: nothing moves on it.',
      },
      {
        text: 'It took it in and passed it on to nobody',
        right: true,
        feedback:
          'Yes. It heard the frame, as a neighbour. Towards the watch it is a router, and routers pass on no broadcasts.',
      },
      {
        text: 'It never got the frame',
        feedback: 'The switch sent it a copy as to everybody. Look at the cable between sw1 and the phone.',
      },
    ],
  },
  solution: [
    { choose: 'router', question: '1.3a-far' },
    ...atHome,
    ...calls('pc1'),
    ...inBuilding,
    ...calls('lab1'),
    { type: farPing, in: 'watch' },
    { see: '1 received', in: 'watch' },
  ],
  mistakes: [
    {
      name: 'thinks that what is near hears it',
      script: [
        { choose: 'distance', question: '1.3a-far' },
        ...say('pc1', { printer: 'hears', phone: 'hears', watch: 'hears', r1: 'hears', office: 'not' }),
        ...calls('pc1'),
      ],
      step: 2,
      saying: 'You say that watch hears pc1. No frame came to it. Correct it.',
    },
    {
      name: 'thinks that routers hear nothing',
      script: [
        { choose: 'router', question: '1.3a-far' },
        ...say('pc1', { printer: 'hears', phone: 'not', watch: 'not', r1: 'not', office: 'not' }),
        ...calls('pc1'),
      ],
      step: 2,
      saying: 'You say that phone does not hear pc1. It got the frame. Correct it.',
    },
    {
      name: 'thinks that one owner is one network',
      script: [
        { choose: 'owner', question: '1.3a-far' },
        ...say('lab1', { lab2: 'hears', r2: 'hears', office: 'hears', pc1: 'not' }),
        ...calls('lab1'),
      ],
      step: 4,
      saying: 'You say that office hears lab1. No frame came to it. Correct it.',
    },
    {
      name: 'leaves a device out',
      script: say('pc1', { printer: 'hears', phone: 'hears', r1: 'hears', office: 'not' }),
      step: 1,
      saying: 'Nothing is said yet of watch. Say whether it hears pc1.',
    },
  ],
};
