import { bound } from '../../lab/checks/bound.ts';
import { udpGot, udpLetGo, udpRefused, udpUnheard } from '../../lab/checks/udp.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const port = 5007;
const call = `nc -u 127.0.0.1 ${port}`;

const listening: readonly Action[] = [
  { choose: 'both', question: '4.2a.nobody' },
  { type: `nc -lu ${port}` },
  { type: call, in: 'b' },
  { type: 'one', in: 'b' },
  { see: 'one' },
];

export const helloNobodyLab: Lab = {
  id: '4.2a',
  title: 'A line for nobody',
  why: 'Real, because only a real operating system can say what it tells a program, and what it keeps to itself.',
  prediction: {
    id: '4.2a.nobody',
    ask: 'The program at port 5007 ends. Two senders write to it all the same, one with `nc -u`, one with `udp send`. Who hears that nobody is there?',
    options: [
      { id: 'both', text: 'Both of them' },
      { id: 'neither', text: 'Neither: UDP never tells' },
      { id: 'one', text: 'One of them' },
    ],
    outcome:
      'One of them. Your computer answered both datagrams with ICMP port unreachable. `nc -u` had connected its socket, so the answer had an owner; `udp send` had not, and heard nothing.',
  },
  steps: [
    {
      say: 'Hold UDP port 5007 in terminal a.',
      run: `nc -lu ${port}`,
      check: bound({ transport: 'udp', port }),
      hints: [
        'Somebody has to be there first.',
        'The tool is the one you used for TCP, with another flag.',
        '`nc` with `-l` to wait and `-u` for UDP.',
        `In terminal a: \`nc -lu ${port}\``,
      ],
    },
    {
      say: 'From terminal b, send two lines. Each is one datagram. (Nothing happens before you type: there is no handshake.)',
      run: call,
      input: 'one',
      terminal: 'b',
      check: udpGot(port, 2),
      hints: [
        'Start the sender first. What you type into it is sent, line by line.',
        'In terminal b. Run starts `nc`; Run again types a line. The second line is yours.',
        '`nc -u`, this computer’s address and the port; then a word and Enter, two times.',
        `In terminal b: \`${call}\`, then \`one\`, then \`two\``,
      ],
    },
    {
      say: 'Now end the program in terminal a with Ctrl-C.',
      check: udpLetGo(port),
      hints: [
        'Nobody shall hold the port any more.',
        'Click into terminal a.',
        'Ctrl-C ends what runs there.',
        'In terminal a, press Ctrl and C together.',
      ],
    },
    {
      say: 'Send one more line from b, to nobody.',
      input: 'anybody there?',
      terminal: 'b',
      check: udpRefused(port),
      hints: [
        'A third line, from where the first two came.',
        'Terminal b, where `nc` is still running.',
        'Type any words into it, and press Enter.',
        'In terminal b, inside `nc`: `anybody there?`',
      ],
    },
    {
      say: 'And one with `udp send`, to the same port. (It counts six bytes: five letters and the end of the line.)',
      run: `udp send ${port} hello`,
      terminal: 'b',
      check: udpUnheard(port),
      hints: [
        'The same port, the same emptiness, another sender.',
        'Terminal b is free again.',
        '`udp send`, a port and a word.',
        `In terminal b: \`udp send ${port} hello\``,
      ],
    },
  ],
  saw: {
    id: '4.2a.saw',
    ask: 'What did `nc -u` print when you started it, before you typed anything?',
    options: [
      {
        text: 'That it was connected to the other side',
        feedback: 'Look again at terminal b. There was no handshake, so there was nothing to report.',
      },
      {
        text: 'Nothing, and it waited for my first line',
        right: true,
        feedback:
          'Yes. It connected its socket, and not one byte left for that. Who is at the other end showed only at your first datagram.',
      },
      {
        text: 'That it was trying, and then a timeout',
        feedback: 'A timeout would need something to wait for. UDP asks nobody for permission.',
      },
    ],
  },
  solution: [
    { choose: 'one', question: '4.2a.nobody' },
    ...listening.slice(1),
    { type: 'two', in: 'b' },
    { see: 'two' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
    { type: 'anybody there?', in: 'b' },
    { see: 'refused', in: 'b' },
    { type: `udp send ${port} hello`, in: 'b' },
    { see: 'Sent 1 datagram', in: 'b' },
  ],
  mistakes: [
    {
      name: 'sends one line only',
      script: [...listening],
      step: 2,
      saying: '1 datagram came to UDP port 5007 so far. This step wants 2.',
    },
    {
      name: 'leaves the receiver running',
      script: [...listening, { type: 'two', in: 'b' }, { see: 'two' }],
      step: 4,
      saying: 'still holds UDP port 5007, so there is nothing to refuse.',
    },
    {
      name: 'sends the unconnected one while somebody is there',
      script: [{ type: `nc -luk ${port}` }, { type: `udp send ${port} hello`, in: 'b' }, { see: 'hello' }],
      step: 5,
      saying: 'a program of yours held UDP port 5007 and got it.',
    },
  ],
};
