import { chatDenied } from '../../lab/checks/chat-denied.ts';
import { chatGreeted } from '../../lab/checks/chat-joined.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { commandListens } from '../../lab/checks/command-listens.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { inWords } from '../../lab/checks/in-words.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

/** The name that `room hide` gives its room. */
const room = 'hidden';

const knock: readonly Action[] = [
  { type: 'room hide', in: 'b' },
  { see: 'room named hidden', in: 'b' },
  { type: 'nc -zv 127.0.0.1 5000-5999' },
];

export const hiddenRoomLab: Lab = {
  id: '4.1b',
  title: 'The uninvited guest',
  why: 'Real, because how long a search takes should be measured, on a machine that is yours.',
  prediction: {
    id: '4.1b.how-long',
    ask: 'A room hides behind one of a thousand ports, and nobody tells you which. You try them all. How long until you stand at its door?',
    options: [
      { id: 'hours', text: 'Hours: one has to try by hand' },
      { id: 'minutes', text: 'Minutes: a thousand connections' },
      { id: 'seconds', text: 'Seconds, if it is on this computer' },
      { id: 'never', text: 'Never: it does not answer strangers' },
    ],
    outcome:
      'Seconds at most. A closed port answers at once, so a thousand questions take no longer than a thousand answers. At the door, the password was still asked.',
  },
  steps: [
    {
      say: 'In terminal b, let a room hide somewhere between 5000 and 5999. It does not tell where. Leave it running.',
      run: 'room hide',
      terminal: 'b',
      check: commandListens('room'),
      hints: [
        'First somebody has to hide.',
        'The command that opens rooms can also hide one. Use terminal b, so that a stays free.',
        'The command is `room`, followed by what it shall do.',
        'In terminal b, type `room hide` and press Enter.',
      ],
    },
    {
      say: 'In terminal a, knock at all the thousand doors.',
      run: 'nc -zv 127.0.0.1 5000-5999',
      check: inWords(chatGreeted(room), { seen: 'You knocked at the hidden room, and it answered.' }),
      hints: [
        'Try every door, and note which of them open.',
        '`nc` can try many ports in one go and report which of them answer.',
        '`nc -z` knocks and leaves; with `-v` it tells; a range is written with a dash.',
        'In terminal a, type `nc -zv 127.0.0.1 5000-5999` and press Enter.',
      ],
    },
    {
      say: 'One of the doors that answered is none you know (`rooms` lists those). Go there with `nc 127.0.0.1` and the number, and try a password: `PASS open-sesame`',
      check: chatDenied(room),
      hints: [
        'You have found the door. Now try to get in without being invited.',
        'Connect with `nc` to the port you found, and speak the room’s language.',
        'After its HELLO, send `PASS` and a word of your choice.',
        'Type `nc 127.0.0.1` and the port you found, press Enter, then type `PASS open-sesame` and press Enter.',
      ],
    },
    {
      say: 'Go away from the door with Ctrl-C in terminal a. Then close the hidden room: Ctrl-C in terminal b.',
      terminal: 'b',
      check: inOrder(chatDenied(room), commandEnded('room', ['b'])),
      hints: [
        'A room is gone when the program that serves it ends.',
        'It still runs in terminal b. Click into a terminal before you press keys for it.',
        'Ctrl-C ends what runs in the terminal you are in.',
        'Press Ctrl-C in terminal a, then in terminal b.',
      ],
    },
  ],
  saw: {
    id: '4.1b.saw',
    ask: 'What kept you out in the end?',
    options: [
      {
        text: 'The room, which asked for a password',
        right: true,
        feedback: 'Yes. It answers whoever connects, and lets in whoever knows the word.',
      },
      {
        text: 'The port, which only friends knew',
        feedback: 'You had the port within seconds, and nobody had told you.',
      },
      {
        text: 'The computer, which refused strangers',
        feedback: 'It refused at the doors with nobody behind. At this one it connected you at once.',
      },
    ],
  },
  solution: [
    { choose: 'seconds', question: '4.1b.how-long' },
    ...knock,
    { see: /(?<door>5(?!4[1-7]\d)[1-9]\d{2}) port[^\n]*succeeded[\s\S]*lab\$/i },
    { type: 'nc 127.0.0.1 {door}' },
    { see: 'HELLO chat/1' },
    { type: 'PASS open-sesame' },
    { see: 'NO wrong-password' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
    { press: 'ctrl-c', in: 'b' },
    { see: 'lab$', in: 'b' },
  ],
  mistakes: [
    {
      name: 'leaves the room open',
      script: [
        ...knock,
        { see: /(?<door>5(?!4[1-7]\d)[1-9]\d{2}) port[^\n]*succeeded[\s\S]*lab\$/i },
        { type: 'nc 127.0.0.1 {door}' },
        { see: 'HELLO chat/1' },
        { type: 'PASS open-sesame' },
        { see: 'NO wrong-password' },
      ],
      step: 4,
      saying: '`room` still runs in terminal b. Ctrl-C ends it.',
    },
    {
      name: 'hides a room and looks for nobody',
      script: [
        { type: 'room hide', in: 'b' },
        { see: 'room named hidden', in: 'b' },
      ],
      step: 2,
      saying: 'Room hidden has not seen a connection of yours yet.',
    },
    {
      name: 'tries the password at the wrong room',
      script: [
        { type: 'nc 127.0.0.1 {blue}' },
        { see: 'HELLO chat/1' },
        { type: 'PASS open-sesame' },
        { see: 'NO wrong-password' },
        { press: 'ctrl-c' },
        { see: 'lab$' },
      ],
      step: 3,
      saying: 'You have no connection to room hidden yet, so it cannot refuse you.',
    },
    {
      name: 'finds the door and does not try it',
      script: [...knock, { see: /succeeded[\s\S]*lab\$/i }],
      step: 3,
      saying: 'Your connection to room hidden ended before you offered it a password.',
    },
  ],
};
