import { commandSucceeded } from '../../lab/checks/command-succeeded.ts';
import type { Lab } from '../../lab/lesson.ts';

export const ownAddressesLab: Lab = {
  id: '3.1a',
  title: 'Count your own',
  why: 'Real, because they are your addresses. The lab looks and changes nothing.',
  prediction: {
    id: '3.1a-count',
    ask: 'How many IP addresses does the computer in front of you have right now, IPv4 and IPv6 together?',
    options: [
      { id: 'one', text: 'One' },
      { id: 'two', text: 'Two' },
      { id: 'more', text: 'Three or more' },
    ],
    outcome:
      'Two at least, almost certainly: 127.0.0.1 and ::1, with which it talks to itself. On a network each interface adds one or more, usually one IPv4 address and two or three IPv6 ones. (What the lab lists belongs to the computer on which the lab server runs.)',
  },
  steps: [
    {
      say: 'List every interface with its addresses, as Linux does. Count the lines that begin with `inet` or `inet6`.',
      run: 'ip addr',
      check: commandSucceeded(
        'ip',
        'a',
        'Each `inet` line is one address, and each belongs to the interface above it.',
      ),
      hints: [
        'The operating system knows what its interfaces are called and which addresses they have.',
        'Type in terminal a.',
        'The command is `ip`, and what you want of it is `addr`.',
        'Type `ip addr` and press Enter.',
      ],
    },
    {
      say: 'The same in the older spelling, which macOS still has. The number behind the slash has become a netmask.',
      run: 'ifconfig',
      check: commandSucceeded('ifconfig', 'a', 'The same interfaces, the same addresses, other words.'),
      hints: [
        'On a Mac there is no `ip`.',
        'The older command begins with “if”, for interface.',
        'It needs no more words.',
        'Type `ifconfig` and press Enter.',
      ],
    },
    {
      say: 'And as Windows writes it, loopback and MAC addresses included. The three lists agree; look for one address in all of them.',
      run: 'ipconfig /all',
      check: commandSucceeded('ipconfig', 'a', 'The third spelling. The addresses have not changed.'),
      hints: [
        'Windows has a third spelling.',
        'It begins with “ip” and goes on like ifconfig.',
        '`/all` shows MAC addresses too.',
        'Type `ipconfig /all` and press Enter.',
      ],
    },
  ],
  saw: {
    id: '3.1a-saw',
    ask: 'A neighbour on your network wants to reach a program on your computer. Which address from your list can they use?',
    options: [
      {
        text: 'The one in the line of `lo`, 127.0.0.1',
        feedback: 'On their computer that address leads back to themselves. It never leaves a host.',
      },
      {
        text: 'That of an interface on the same network',
        right: true,
        feedback:
          'Yes: the interface that faces them. With only `lo` in your list there is no such address at the moment.',
      },
      {
        text: 'Any of them, since all belong to the same computer',
        feedback:
          'Addresses belong to interfaces. What leads to one interface need not lead anywhere from another network.',
      },
    ],
  },
  solution: [
    { choose: 'more', question: '3.1a-count' },
    { type: 'ip addr' },
    { see: '127.0.0.1' },
    { type: 'ifconfig' },
    { see: '127.0.0.1' },
    { type: 'ipconfig /all' },
    { see: '127.0.0.1' },
  ],
  mistakes: [
    {
      name: 'asks for an interface that is not there',
      script: [{ choose: 'one', question: '3.1a-count' }, { type: 'ip addr show eth99' }, { see: 'does not exist' }],
      step: 1,
      saying: '`ip` ended with an error (status 1). Its last line says why.',
    },
    {
      name: 'stays with the first command',
      script: [{ choose: 'one', question: '3.1a-count' }, { type: 'ip addr' }, { see: '127.0.0.1' }],
      step: 2,
      saying: '`ifconfig` has not run in terminal a yet.',
    },
  ],
};
