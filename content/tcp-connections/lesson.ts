import { all } from '../../lab/checks/all.ts';
import { chatJoined, chatJoinedAgain } from '../../lab/checks/chat-joined.ts';
import { chatLeft } from '../../lab/checks/chat-left.ts';
import { connectFailed } from '../../lab/checks/connect-failed.ts';
import { answeredAfterFin } from '../../lab/checks/half-close.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import { tcpClosed } from '../../lab/checks/tcp-closed.ts';
import type { Action, Lab, Lesson } from '../../lab/lesson.ts';
import { numbersLab } from './numbers-lab.ts';
import { quiz } from './quiz.ts';

const look = 'The card above the lab has it.';
const joined = chatJoined('blue', { look });
const left = chatLeft('blue', 'bye', { look });
const table = "ss -tan '( sport = :{blue} or dport = :{blue} )'";

const join: readonly Action[] = [{ type: 'chat blue' }, { see: /password/i }, { type: 'first-hop' }, { see: /anon-/ }];

const follow: Lab = {
  id: '4.3a',
  title: 'Follow one from birth to burial',
  why: 'Real: both ends are programs on this computer, and `ss` reads what the operating system itself keeps about them.',
  prediction: {
    id: '4.3a-after-bye',
    ask: 'You join room blue, then leave with `/bye`. Right after that you list every TCP connection at its port. What is left of your connection?',
    options: [
      { id: 'nothing', text: 'Nothing: both sides have closed' },
      { id: 'mine', text: 'One line, kept at my end' },
      { id: 'theirs', text: 'One line, kept at the room’s end' },
      { id: 'both', text: 'Two lines, one for each end' },
    ],
    outcome:
      'One line, in TIME-WAIT, with the room’s port in its `Local` column: it is the room’s end. The room answered BYE and sent its FIN first, and whoever closes first has to remember longest. After the half-close in step 5 you were first, so that line had your port on its own side.',
  },
  steps: [
    {
      say: 'Open a connection to room blue: join it. Give it the password when it asks.',
      run: 'chat blue',
      check: joined,
      hints: [
        'One command joins a room by its name, and then asks for the password.',
        'The password is on the card above the lab.',
        'The command is `chat`, followed by the name of the room.',
        'Type `chat blue`, press Enter, then type `first-hop` and press Enter.',
      ],
    },
    {
      say: 'While you are inside, list every TCP row at port {blue} from a second terminal. Two rows are in state ESTAB (established): the same two ends, the other way round.',
      run: table,
      terminal: 'b',
      check: all(
        tableShows({ state: 'LISTEN', port: 'blue' }),
        tableShows({ state: 'ESTAB', port: 'blue' }),
        tableShows({ state: 'ESTAB', remotePort: 'blue' }),
      ),
      hints: [
        'Stay in the room. The list is made in terminal b.',
        'Each end has a row of its own, because both ends are on this computer.',
        '`ss -tan` lists TCP in every state, with numbers. The part in quotes keeps port {blue} only.',
        `In terminal b: \`${table}\``,
      ],
    },
    {
      say: 'Leave politely. The room answers `BYE`, and closes.',
      input: '/bye',
      check: left,
      hints: [
        'Leave by a word to the room, not by force.',
        'Type it where you chat, in terminal a.',
        'Words to the program begin with a slash.',
        'In terminal a, inside the chat: `/bye`',
      ],
    },
    {
      say: 'List again, within a minute. What is left of the pair you saw, and whose is it? (Other rows in TIME-WAIT are what earlier visits left behind.)',
      run: table,
      terminal: 'b',
      check: inOrder(left, tableShows({ state: 'TIME-WAIT', port: 'blue' })),
      hints: [
        'The same list as before, now that you have left.',
        'If a minute has gone by, or you left with Ctrl-C, join, leave with `/bye` and look once more.',
        'Press the arrow up in terminal b to get the last command back.',
        `In terminal b: \`${table}\``,
      ],
    },
    {
      say: 'Now be the first to finish. `nc -N` sends its FIN as soon as its input ends; here the input is one word. See whether an answer still comes.',
      run: 'echo WHO | nc -N 127.0.0.1 {green}',
      terminal: 'b',
      check: answeredAfterFin,
      hints: [
        'Room green lets everybody in, so no password is in the way.',
        '`echo` hands one line to `nc` and ends.',
        'Without `-N`, nc keeps its own direction open.',
        'In terminal b: `echo WHO | nc -N 127.0.0.1 {green}`',
      ],
    },
    {
      say: 'Knock where nobody listens, and watch how long the answer takes.',
      run: 'nc -v 127.0.0.1 5999',
      terminal: 'b',
      check: connectFailed(5999, 'ECONNREFUSED'),
      hints: [
        'Any port without a listener will do; this step takes 5999.',
        '`nc` connects to an address and a port.',
        '`-v` makes it say what happened.',
        'In terminal b: `nc -v 127.0.0.1 5999`',
      ],
    },
    {
      say: 'Join blue once more.',
      run: 'chat blue',
      check: chatJoinedAgain('blue', left, { look }),
      hints: [
        'The same as in step 1.',
        'Terminal a is free again, since you left.',
        'The command is `chat`.',
        'In terminal a: `chat blue`, then `first-hop`',
      ],
    },
    {
      say: 'This time do not say goodbye. `/reset` drops the connection with a RST. The tick waits for the room’s own report.',
      input: '/reset',
      check: all(chatLeft('blue', 'rst', { look }), tcpClosed('blue', 'rst', { by: 'local' })),
      hints: [
        'You have to be inside to leave.',
        'Type it where you chat, in terminal a.',
        'It begins with a slash, as `/bye` did.',
        'In terminal a, inside the chat: `/reset`',
      ],
    },
  ],
  saw: {
    id: '4.3a-saw',
    ask: 'Look at the row that stayed after `/bye` (step 4). Which port stood in its **Local** column?',
    options: [
      {
        text: 'The room’s port, as in the `LISTEN` row',
        right: true,
        feedback: 'Yes, with your port as the peer. It is the room’s note, kept because the room closed first.',
      },
      {
        text: 'My own, a number in the tens of thousands',
        feedback:
          'That is the row’s other column, the peer. Your end was second to close, so it could forget at once. After step 5 you find such a row as well.',
      },
      {
        text: 'Neither: the row had no ports',
        feedback: 'Every row has both. Run the list again and read `Local Address:Port`.',
      },
    ],
  },
  solution: [
    { choose: 'theirs', question: '4.3a-after-bye' },
    ...join,
    { type: table, in: 'b' },
    { see: 'ESTAB', in: 'b' },
    { type: '/bye' },
    { see: 'lab$' },
    { type: table, in: 'b' },
    { see: 'TIME-WAIT', in: 'b' },
    { type: 'echo WHO | nc -N 127.0.0.1 {green}', in: 'b' },
    { see: 'HERE', in: 'b' },
    { see: 'lab$', in: 'b' },
    { type: 'nc -v 127.0.0.1 5999', in: 'b' },
    { see: /refused/i, in: 'b' },
    ...join,
    { type: '/reset' },
    { see: 'lab$' },
  ],
  mistakes: [
    {
      name: 'joins once more and forgets the password',
      script: [
        { choose: 'nothing', question: '4.3a-after-bye' },
        ...join,
        { type: '/bye' },
        { see: 'lab$' },
        { type: 'chat blue' },
        { see: /password/i },
      ],
      step: 7,
      saying: 'The room has your connection, but no accepted password yet. The card above the lab has it.',
    },
    {
      name: 'looks at the table without leaving first',
      script: [
        { choose: 'nothing', question: '4.3a-after-bye' },
        ...join,
        { type: table, in: 'b' },
        { see: 'ESTAB', in: 'b' },
      ],
      step: 4,
      saying: /You are still in room blue as anon-/,
    },
    {
      name: 'gives a wrong password',
      script: [
        { choose: 'nothing', question: '4.3a-after-bye' },
        { type: 'chat blue' },
        { see: /password/i },
        { type: 'first hop' },
        { see: /\bNO\b/ },
      ],
      step: 1,
      saying: /refused that password. The card above the lab has it/,
    },
    {
      name: 'listens on the port it wants to find empty',
      script: [
        { choose: 'nothing', question: '4.3a-after-bye' },
        { type: 'nc -l 5999' },
        { type: 'nc -v 127.0.0.1 5999', in: 'b' },
        { see: /succeeded|connected/i, in: 'b' },
      ],
      step: 6,
      saying: 'Something listens on port 5999: the connect succeeded.',
    },
    {
      name: 'says goodbye where it should reset',
      script: [{ choose: 'nothing', question: '4.3a-after-bye' }, ...join, { type: '/bye' }, { see: 'lab$' }],
      step: 8,
      saying: 'You left room blue with a goodbye. Join again and leave with `/reset`.',
    },
  ],
};

export const lesson: Lesson = {
  slug: 'tcp-connections',
  number: '4.3',
  title: 'How two strangers agree',
  question: 'What happens between connect and close?',
  module: 'Processes',
  minutes: { reading: 11, lab: 14 },
  needs: 'what a port is',
  terms: ['segment', 'handshake', 'half-close', 'TIME-WAIT', 'RST'],
  labs: [follow, numbersLab],
  stage: [{ figure: 'TcpLadder', label: 'This computer' }],
  quiz,
  references: [
    {
      source: 'RFC 9293 §3.5',
      says: 'the three segments of the handshake; a SYN may carry data, kept until it is complete',
    },
    {
      source: 'RFC 9293 §3.4.1',
      says: 'a connection is defined by a pair of sockets, and how initial numbers are chosen',
    },
    { source: 'RFC 9293 §3.4', says: 'a SYN and a FIN each use up one number' },
    { source: 'RFC 9293 §3.8.4', says: 'keep-alives are optional, and off unless a program asks for them' },
    { source: 'RFC 9293 §3.6', says: 'closing: two directions, two FINs, and who waits in TIME-WAIT' },
    {
      source: 'RFC 9293 §3.6.1',
      says: 'half-closed connections, and TIME-WAIT for twice the longest life of a segment',
    },
    { source: 'RFC 9293 §3.3.2', says: 'the states and their names' },
    { source: 'RFC 9293 §3.5.2', says: 'when a reset is sent, and the TIME-WAIT of its sender' },
    { source: 'RFC 7413', says: 'TCP Fast Open: data in a SYN, handed over before the handshake is complete' },
  ],
  topics: ['000-10', '000-23', '001-19', '002-29', '003-06', '003-08', '003-30', '004-06'],
  corrections: ['C12', 'C24', 'C73', 'C74'],
  summary:
    'A connection is two notes that agree, one at each end: a handshake writes them, two FINs close them, a RST tears them up.',
};
