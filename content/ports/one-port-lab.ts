import { chatJoined } from '../../lab/checks/chat-joined.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import type { Action, Lab, Step } from '../../lab/lesson.ts';

const join = (terminal: string, say: string): Step => ({
  say,
  run: 'chat green',
  terminal,
  check: chatJoined('green', { fromTerminal: terminal }),
  hints: [
    'Each terminal can be a member of its own.',
    `Use terminal ${terminal}. The sign + beside the terminals opens another one.`,
    'Room green is open: it asks for no password.',
    `In terminal ${terminal}, type \`chat green\` and press Enter.`,
  ],
});

const joins = (...terminals: readonly string[]): readonly Action[] =>
  terminals.flatMap((terminal): Action[] => [
    { type: 'chat green', in: terminal },
    { see: /anon-/, in: terminal },
  ]);

const list = "ss -tn 'sport = :{green}'";

export const onePortLab: Lab = {
  id: '4.1c',
  title: 'Count the ports',
  why: 'Real, because the table that answers the question is your operating system’s own.',
  prediction: {
    id: '4.1c.how-many-ports',
    ask: 'Three members join room green, which listens on port 5002. How many ports does the room’s side use for the three connections?',
    options: [
      { id: 'one', text: 'One, the same for all' },
      { id: 'three', text: 'Three, one for each member' },
      { id: 'four', text: 'Four, one more for listening' },
    ],
    outcome:
      'One. Every line of the table had the same local port. The peers’ ports differ, and so the system can tell the lines apart.',
  },
  steps: [
    join('b', 'Join room green from terminal b.'),
    join('c', 'Join it once more, from a third terminal, c.'),
    join('d', 'And once more, from d.'),
    {
      say: 'Back in terminal a, list the connections whose near end is the port of room green. Compare the two address columns.',
      run: list,
      check: tableShows({ transport: 'tcp', state: 'ESTAB', port: 'green', times: 3, distinctPeers: true }),
      hints: [
        'The table of connections has a line for each end on this computer.',
        'You want the lines of the room’s end: their local port is the port of the room.',
        '`ss -tn` lists TCP connections; a filter in quotes chooses the source port, “sport”.',
        `In terminal a, type \`${list}\` and press Enter.`,
      ],
    },
  ],
  saw: {
    id: '4.1c.saw',
    ask: 'Three lines for three members. In which part did they differ?',
    options: [
      {
        text: 'In the port of the peer',
        right: true,
        feedback: 'Yes. Same local address, same local port, same peer address: the peer’s port tells them apart.',
      },
      {
        text: 'In the port of the room',
        feedback: 'Look at the local column again. It has the same number three times.',
      },
      {
        text: 'In the address of the peer',
        feedback: 'All three members are on this computer, so the address is 127.0.0.1 each time.',
      },
    ],
  },
  solution: [
    { choose: 'one', question: '4.1c.how-many-ports' },
    ...joins('b', 'c', 'd'),
    { type: list },
    { see: /ESTAB[\s\S]*ESTAB[\s\S]*ESTAB/ },
  ],
  mistakes: [
    {
      name: 'lists too early',
      script: [...joins('b', 'c'), { type: list }, { see: /ESTAB[\s\S]*lab\$/ }],
      step: 4,
      saying: /The table showed 2 rows .* This step wants 3 at the same moment\./,
    },
    {
      name: 'joins twice from one terminal',
      script: [...joins('b'), { type: '/bye', in: 'b' }, { see: 'lab$', in: 'b' }, ...joins('b')],
      step: 2,
      saying: 'You have no connection to room green from terminal c yet. `chat green` opens one.',
    },
  ],
};
