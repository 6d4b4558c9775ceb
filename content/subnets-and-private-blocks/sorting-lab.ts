import {
  addressesSorted,
  addressesToSort,
  ownAddressSorted,
  sortingQuestion,
} from '../../lab/checks/addresses-sorted.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { useOf } from '../../lab/special-blocks.ts';

const id = '3.2b';

const say = (address: string, use: string): Action => ({ choose: use, question: sortingQuestion(id, address) });
const sorted: readonly Action[] = addressesToSort.map((address) => say(address, useOf(address)));

export const sortingLab: Lab = {
  id,
  title: 'Ten addresses',
  why: 'Real for one of them: the tenth is an address of your own computer. Nothing is sent to any of them.',
  prediction: {
    id: '3.2b-impostor',
    ask: 'Which of these two is private: 172.31.0.1 or 172.32.0.1?',
    options: [
      { id: '31', text: '172.31.0.1 only' },
      { id: '32', text: '172.32.0.1 only' },
      { id: 'both', text: 'Both' },
      { id: 'none', text: 'Neither' },
    ],
    outcome:
      '172.31.0.1 only. The block 172.16.0.0/12 fixes twelve bits: all of the 172, and the first four of the next byte, 0001. Those let it run from 16 to 31. 32 is 00100000, which begins with 0010, so 172.32.0.1 may be somebody’s public address.',
  },
  steps: [
    {
      say: 'In the figure below, “Whose address is it?”, say of each of the nine addresses what it is. You may be wrong as often as you like.',
      check: addressesSorted(id),
      hints: [
        'The block decides, and the block is the first bits.',
        'Under the figure, “The same as text” opens the table of blocks.',
        'Two look private and are not: compare where the blocks end.',
        '192.168.1.7, 172.31.0.1 and 10.255.0.1 are private; 172.32.0.1 and 192.169.1.1 are public. The other four each have a block of their own.',
      ],
    },
    {
      say: 'Find an address of your own computer.',
      run: 'ip -4 -br addr',
      check: commandEnded('ip', ['a'], 'Each line is an interface, its state and its addresses.'),
      hints: [
        'The lab may look at the interfaces of the computer that it runs on.',
        'Type in terminal a.',
        '`ip addr` lists them; `-4` leaves IPv6 out, `-br` is brief.',
        'Type `ip -4 -br addr` and press Enter.',
      ],
    },
    {
      say: 'Type it into the last row of the figure, without the slash and what follows, and say what it is.',
      check: ownAddressSorted(id),
      hints: [
        'Any line of the last output will do; the one that is not `lo` tells you more.',
        'The last row of the figure has a field for the address.',
        'Write only the four numbers, then choose.',
        'With only `lo` in the list, 127.0.0.1 will do: it is a loopback address.',
      ],
    },
  ],
  solution: [
    { choose: '31', question: '3.2b-impostor' },
    ...sorted,
    { type: 'ip -4 -br addr' },
    { see: '127.0.0.1' },
    say('own', '127.0.0.1 loopback'),
  ],
  mistakes: [
    {
      name: 'takes 172.32.0.1 for private',
      script: [{ choose: 'both', question: '3.2b-impostor' }, ...sorted, say('172.32.0.1', 'private')],
      step: 1,
      saying: '172.32.0.1 is not a private address.',
    },
    {
      name: 'takes the carrier block for public',
      script: [{ choose: 'none', question: '3.2b-impostor' }, say('100.64.1.1', 'public')],
      step: 1,
      saying: '100.64.1.1 is not a public address.',
    },
    {
      name: 'stops halfway',
      script: [{ choose: '31', question: '3.2b-impostor' }, ...sorted.slice(0, 4)],
      step: 1,
      saying: 'Of 9 addresses 4 are sorted so far',
    },
    {
      name: 'calls its own loopback address private',
      script: [{ choose: '31', question: '3.2b-impostor' }, say('own', '127.0.0.1 private')],
      step: 3,
      saying: '127.0.0.1 is not a private address.',
    },
  ],
};
