import { bound } from '../../lab/checks/bound.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { queuesFilled, stoodStillThenWhole } from '../../lab/checks/flow-control.ts';
import { tcpOpened } from '../../lab/checks/tcp-opened.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const look = "ss -tn '( sport = :5006 or dport = :5006 )'";
const sum = 'slowreader where';

const start: readonly Action[] = [
  { choose: 'waits', question: '4.4b.full' },
  { type: 'slowreader start' },
  { see: 'sleeps' },
];

export const slowReaderLab: Lab = {
  id: '4.4b',
  title: 'Nobody reads',
  why: 'Real, because your own operating system does it, and shows how full its queues are.',
  prediction: {
    id: '4.4b.full',
    ask: 'A program accepts your connection and reads nothing. You send it 16 megabytes. What happens?',
    options: [
      { id: 'refused', text: 'The first byte is already refused' },
      { id: 'waits', text: 'Some megabytes go, then you wait' },
      { id: 'lost', text: 'All of it goes, and most is lost' },
      { id: 'queued', text: 'All of it goes, and waits over there' },
    ],
    outcome:
      'Some megabytes go, then you wait: they fill the queues of the operating system at both ends. Once the reader woke, everything arrived, and nothing was lost.',
  },
  steps: [
    {
      say: 'Start a program that listens on port 5006, accepts whoever comes, and reads nothing.',
      run: 'slowreader start',
      check: bound({ transport: 'tcp', port: 5006 }),
      hints: [
        'First there has to be somebody who does not read.',
        'The command is called after what it does.',
        'It is `slowreader`, and it wants to be told what to do.',
        'Type `slowreader start` in terminal a.',
      ],
    },
    {
      say: 'Send it 16 megabytes. Wait until your terminal has nothing more to say, and leave it so.',
      run: 'slowreader feed 16mb',
      check: tcpOpened(5006),
      hints: [
        'Feed it.',
        'The same command as before, with another verb.',
        '`slowreader feed` and an amount.',
        'Type `slowreader feed 16mb` in terminal a.',
      ],
    },
    {
      say: 'From terminal b, look at both ends. Recv-Q: arrived and not read. Send-Q: sent and not acknowledged.',
      run: look,
      terminal: 'b',
      check: queuesFilled(5006),
      hints: [
        'The table of connections has two columns that you did not need before.',
        'Terminal a is busy, so use b, and look before you wake anybody.',
        '`ss -tn` prints the table; what is in quotes keeps port 5006.',
        `In terminal b: \`${look}\``,
      ],
    },
    {
      say: 'And where are all the bytes that have left your program? Add them up.',
      run: sum,
      terminal: 'b',
      check: commandEnded(
        'slowreader',
        ['b'],
        'Its lines add up to what was taken from the sender, and none was read.',
      ),
      hints: [
        'The queues of the system hold most of them, not all.',
        'From terminal b, while the reader still sleeps.',
        'The reader knows where they are. The verb is a question.',
        `In terminal b: \`${sum}\``,
      ],
    },
    {
      say: 'Wake the reader. At the end both sides print a sum, a short number made from every byte: compare the two.',
      run: 'slowreader wake',
      terminal: 'b',
      check: stoodStillThenWhole(5006, 1000),
      hints: [
        'Let it read.',
        'From terminal b, while a still waits.',
        'The verb is wake.',
        'In terminal b: `slowreader wake`',
      ],
    },
  ],
  saw: {
    id: '4.4b.saw',
    ask: 'While the sender stood still: on whose row was **Recv-Q** full?',
    options: [
      {
        text: 'The reader’s, with port 5006 as its own',
        right: true,
        feedback: 'Yes. Those bytes have arrived, and wait for a program that sleeps.',
      },
      {
        text: 'The sender’s, with port 5006 as its peer',
        feedback: 'Its full column is Send-Q: bytes the other side had no room for.',
      },
      {
        text: 'On both of them, with the same number',
        feedback: 'Each end has another queue full: Send-Q at the sender, Recv-Q at the reader.',
      },
    ],
  },
  solution: [
    ...start,
    { type: 'slowreader feed 16mb' },
    { see: 'Blocked' },
    { type: look, in: 'b' },
    { see: '5006', in: 'b' },
    { type: sum, in: 'b' },
    { see: /read +0/, in: 'b' },
    { type: 'slowreader wake', in: 'b' },
    { see: 'to the end', in: 'b' },
    { see: 'standing still' },
  ],
  mistakes: [
    {
      name: 'looks before anything was sent',
      script: [...start, { type: `${look}; ${sum}`, in: 'b' }, { see: 'Nobody has connected', in: 'b' }],
      step: 3,
      saying: 'The table had no connection to port 5006',
    },
    {
      name: 'wakes the reader first',
      script: [
        ...start,
        { type: 'slowreader wake', in: 'b' },
        { see: 'Awake', in: 'b' },
        { type: 'slowreader feed 16mb' },
        { see: 'Sum' },
      ],
      step: 5,
      saying: 'the sender never had to wait. Let the reader sleep',
    },
    {
      name: 'leaves it asleep',
      script: [...start, { type: 'slowreader feed 16mb' }, { see: 'Blocked' }],
      step: 5,
      saying: /The sender is not done: [\d,]+ bytes are gone. Wake the reader./,
    },
  ],
};
