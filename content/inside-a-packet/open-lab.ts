import { bytesFound } from '../../lab/checks/byte-clicks.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simTcp } from '../../lab/checks/sim-tcp.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { headersBefore, smallNetwork, spoken } from './network.ts';

const id = '1.4a';
const find = (field: string, byte: number): Action => ({ choose: String(byte), question: `${id}.byte ${field}` });

const send: readonly Action[] = [
  { type: 'nc 192.168.1.20 5001', in: 'pc1' },
  { see: 'OK you=', in: 'pc1' },
  { type: 'SAY hi', in: 'pc1' },
  { see: /MSG \S+ hi/, in: 'pc1' },
];

export const openLab: Lab = {
  id,
  title: 'Catch your own words',
  why: 'Simulated, byte for byte: catching packets on a real cable needs rights that this page does not ask you for.',
  scene: smallNetwork(id),
  prediction: {
    id: '1.4a.how-many',
    ask: 'You say `hi` in a chat room. With the word SAY, a space and the end of the line that makes 7 bytes. How many bytes leave your computer for it?',
    options: [
      { id: '7', text: '7: what I typed is what is sent' },
      { id: '20', text: 'About 20' },
      { id: '75', text: 'About 75' },
      { id: '1500', text: 'About 1,500: packets have a fixed size' },
    ],
    outcome:
      '77. The message is 7 bytes; in front of it came 32 of TCP, 20 of IPv4 and 14 of Ethernet, and behind it 4. That is eleven times what you said. (A long line pays the same 70, so it pays off better.)',
  },
  steps: [
    {
      say: 'On pc1, call room blue at the server. No `chat` this time: with `nc`, what you type is what goes out.',
      run: 'nc 192.168.1.20 5001',
      terminal: 'pc1',
      check: simTcp(id, 'pc1', 'ESTAB', 5001),
      hints: [
        'The room is at an address and a port.',
        'The server is 192.168.1.20, as the drawing says; the room is at port 5001.',
        '`nc` takes the address, then the port.',
        'In the terminal of pc1: `nc 192.168.1.20 5001`',
      ],
    },
    {
      say: 'Say something short. Then look above the terminal, in **Packets**: the row from 192.168.1.10 that carries your words.',
      input: 'SAY hi',
      terminal: 'pc1',
      check: simFrames(id, {
        at: 'pc1:eth0',
        direction: 'out',
        matching: framesLike(spoken, 'a line that begins with SAY'),
      }),
      hints: [
        'The room takes lines, and each begins with a word that says what it is.',
        'Type it where `nc` is running, in the terminal of pc1.',
        'The word is SAY; then a space and your text.',
        'In the terminal of pc1, while `nc` runs: `SAY hi`',
      ],
    },
    {
      say: 'Find five things in the bytes of your frame. They are asked below, under **Find it in your frame**.',
      check: bytesFound({
        scene: id,
        filter: spoken,
        fields: ['data.data', 'tcp.dstport', 'ip.dst', 'ip.proto', 'ip.len'],
      }),
      hints: [
        'Colours tell whose header a byte belongs to. A wrong click tells you where you are.',
        'The Packets view above the terminal shows the same bytes beside the names of their fields.',
        'Open your frame there, tick **All fields**, and click a field: its bytes light up.',
        'Counted from 0: the message begins at byte 66, the port is at 36, the address at 30, the protocol at 23, the length at 16.',
      ],
    },
  ],
  saw: {
    id: '1.4a.saw',
    ask: 'In the **Packets** list your words are in two rows, one for each cable. What did the switch change between them?',
    options: [
      {
        text: 'Nothing: the bytes are the same',
        right: true,
        feedback: 'Yes. A switch passes a frame on as it is. A router would not: lesson 3.4 shows what it changes.',
      },
      {
        text: 'The Ethernet addresses only',
        feedback:
          'Compare the first 12 bytes of both rows. They are the same: the frame was for the server all the way.',
      },
      {
        text: 'The IP addresses only',
        feedback: 'Compare bytes 26 to 33 of both rows. A switch does not even look at them.',
      },
    ],
  },
  solution: [
    { choose: '75', question: '1.4a.how-many' },
    ...send,
    find('data.data', headersBefore),
    find('tcp.dstport', 36),
    find('ip.dst', 30),
    find('ip.proto', 23),
    find('ip.len', 17),
  ],
  mistakes: [
    {
      name: 'talks without the word that the room expects',
      script: [
        { type: 'nc 192.168.1.20 5001', in: 'pc1' },
        { see: 'OK you=', in: 'pc1' },
        { type: 'hi', in: 'pc1' },
      ],
      step: 2,
      saying: 'No frame (a line that begins with SAY) was seen at pc1:eth0 yet.',
    },
    {
      name: 'takes the address of the sender for that of the receiver',
      script: [...send, find('ip.dst', 26)],
      step: 3,
      saying: 'Byte 26 is Source Address (IPv4). 5 places left to find.',
    },
    {
      name: 'clicks where the port of the sender is',
      script: [...send, find('data.data', 70), find('tcp.dstport', 35)],
      step: 3,
      saying: 'Byte 35 is Source Port (TCP). 4 places left to find.',
    },
    {
      name: 'calls a port where nobody listens',
      script: [
        { type: 'nc 192.168.1.20 5010', in: 'pc1' },
        { see: /refused/i, in: 'pc1' },
      ],
      step: 1,
      saying: 'No TCP connection at pc1 (port 5001) yet.',
    },
  ],
};
