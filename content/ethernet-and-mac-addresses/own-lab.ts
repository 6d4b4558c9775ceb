import { interfacesRead, macsClassified } from '../../lab/checks/macs-classified.ts';
import type { Lab } from '../../lab/lesson.ts';

export const ownLab: Lab = {
  id: '2.1a',
  title: 'Your own names',
  why: 'Real, and it only looks: your own addresses surprise you more than invented ones. They stay in this page.',
  prediction: {
    id: '2.1a-how-many',
    ask: 'How many MAC addresses does your computer have?',
    options: [
      { id: 'one', text: 'One: it is one computer' },
      { id: 'more', text: 'One for each interface that needs one' },
      { id: 'none', text: 'None while it is offline' },
    ],
    outcome:
      'One for each interface. Wi-Fi, a cable, the networks of virtual machines each bring an address of their own. Loopback needs none and shows zeros.',
  },
  steps: [
    {
      say: 'List the interfaces of your computer.',
      run: 'ip link',
      check: interfacesRead,
      hints: [
        'The operating system keeps a list of its interfaces.',
        'The line that begins with `link/` has the address.',
        'The command is `ip`, and what you want is `link`.',
        'In terminal a: `ip link`',
      ],
    },
    {
      say: 'They stand in the figure below now. Say what each of them is. Read the first two digits only.',
      check: macsClassified,
      hints: [
        'Two bits of the first octet tell it.',
        'The second hexadecimal digit holds both. Write it as four bits.',
        'The last bit is the group bit, the one before it the local bit. Choose in the figure below the lab.',
        'For `lo` choose **all zeros**. A second digit of 2, 6, a or e is **local**; 0, 4, 8 or c is **universal**; an odd one is **group**.',
      ],
    },
  ],
  solution: [
    { choose: 'one', question: '2.1a-how-many' },
    { type: 'ip link' },
    { see: 'link/' },
    { see: 'lab$' },
    { choose: 'zeros', question: '2.1a-mac-1' },
  ],
  mistakes: [
    {
      name: 'takes the zeros of loopback for somebody’s block',
      script: [
        { choose: 'one', question: '2.1a-how-many' },
        { type: 'ip link' },
        { see: 'link/' },
        { see: 'lab$' },
        { choose: 'universal', question: '2.1a-mac-1' },
      ],
      step: 2,
      saying: /Look at the address of `lo0?` once more. All its bits are zero/,
    },
    {
      name: 'answers before anything is listed',
      script: [
        { choose: 'one', question: '2.1a-how-many' },
        { choose: 'local', question: '2.1a-mac-1' },
      ],
      step: 2,
      saying: 'List your interfaces first, then say what each address is.',
    },
  ],
};
