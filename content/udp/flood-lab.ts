import { stoodStillThenWhole } from '../../lab/checks/flow-control.ts';
import { udpLost } from '../../lab/checks/udp.ts';
import type { Lab } from '../../lab/lesson.ts';

const port = 5008;
const overTcp = `flood tcp ${port} --slow-reader 3s`;

export const floodLab: Lab = {
  id: '4.2b',
  title: 'Five thousand, all at once',
  why: 'Real: no wire is cut and no chance is simulated. Your own system has to decide what to do with what nobody reads.',
  prediction: {
    id: '4.2b.flood',
    ask: 'A program is busy for one second. Meanwhile 5,000 datagrams of 512 bytes come for it. How many will it get in the end?',
    options: [
      { id: 'all', text: 'All 5,000' },
      { id: 'most', text: 'Most of them' },
      { id: 'hundreds', text: 'A few hundred at most' },
      { id: 'none', text: 'None' },
    ],
    outcome:
      'A few hundred at most; on our computer about 166. That is what the system had room to keep while the program was busy. TCP carried eight times as many bytes whole, to a reader that was busy for three times as long, and made the sender wait.',
  },
  steps: [
    {
      say: 'Let it rain. Both ends are programs on your computer; there is no cable between them.',
      run: `flood udp ${port}`,
      check: udpLost(port, 1_000),
      hints: [
        'One command does it all: reader, sender, counting.',
        'In terminal a. It is named after what it does.',
        '`flood`, then what to flood with, then the port.',
        `In terminal a: \`flood udp ${port}\``,
      ],
    },
    {
      say: 'Now over TCP: eight times as much, to a reader that is busy for three times as long. (As little as you sent by UDP may fit whole into TCP’s buffers, and then nobody has to wait.) Look at the longest wait.',
      run: overTcp,
      check: stoodStillThenWhole(port, 300),
      hints: [
        'TCP instead of UDP, and a longer nap.',
        'In terminal a: the arrow up brings the last command back. One word changes, and a flag comes.',
        '`flood tcp`, the port, and with `--slow-reader` how long the reader is busy. If nobody had to wait, make it longer.',
        `In terminal a: \`${overTcp}\``,
      ],
    },
  ],
  saw: {
    id: '4.2b.saw',
    ask: 'In the first run, how many errors was the **sender** told of?',
    options: [
      {
        text: 'As many as there were datagrams lost',
        feedback: 'Look at the line that begins with errors in what `flood udp` printed.',
      },
      {
        text: 'None at all, although nearly all was lost',
        right: true,
        feedback: 'Yes. For the sender each one of them was a success: the system had taken it.',
      },
      {
        text: 'One, when the buffer was full',
        feedback: 'The full buffer was the receiver’s. Nothing goes back from there.',
      },
    ],
  },
  solution: [
    { choose: 'hundreds', question: '4.2b.flood' },
    { type: `flood udp ${port}` },
    { see: 'done after' },
    { type: overTcp },
    { see: /longest wait[\s\S]*done after/ },
  ],
  mistakes: [
    {
      name: 'sends so little that it all fits',
      script: [{ type: `flood udp ${port} --count 5` }, { see: 'done after' }],
      step: 1,
      saying: 'got 5 of 5. This step wants at least 1,000 lost.',
    },
    {
      name: 'gives TCP a reader that is not busy',
      script: [{ type: `flood tcp ${port} --slow-reader 0ms --count 500` }, { see: 'done after' }],
      step: 2,
      saying: 'the sender never had to wait.',
    },
  ],
};
