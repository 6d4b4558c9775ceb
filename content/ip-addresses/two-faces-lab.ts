import { all } from '../../lab/checks/all.ts';
import { commandSucceeded } from '../../lab/checks/command-succeeded.ts';
import { roomSaw } from '../../lab/checks/room-saw.ts';
import { tableShows } from '../../lab/checks/table-shows.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '3.1b';
const room = 5001;
const wired = { laptop: '192.168.1.7', server: '192.168.1.30' };
const radio = { laptop: '10.20.0.7', server: '10.20.0.30' };

const network: Topology = {
  id,
  seed: 'two-faces',
  devices: [
    {
      kind: 'host',
      name: 'laptop',
      looks: 'laptop',
      at: { x: 150, y: 230 },
      interfaces: [
        { label: 'eth0', address: `${wired.laptop}/24`, mac: '00-00-5E-00-53-07' },
        { label: 'wlan0', address: `${radio.laptop}/24`, mac: '00-00-5E-00-53-08' },
      ],
    },
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 110 }, ports: 4 },
    { kind: 'access-point', name: 'ap1', at: { x: 500, y: 350 }, stations: 4 },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 850, y: 230 },
      interfaces: [
        { label: 'eth0', address: `${wired.server}/24`, mac: '00-00-5E-00-53-30' },
        { label: 'eth1', address: `${radio.server}/24`, mac: '00-00-5E-00-53-31' },
      ],
      services: [{ kind: 'room', name: 'blue', port: room }],
    },
  ],
  cables: [
    { ends: ['laptop:eth0', 'sw1:p1'] },
    { ends: ['sw1:p2', 'server:eth0'] },
    { ends: ['laptop:wlan0', 'ap1:w1'] },
    { ends: ['ap1:eth0', 'server:eth1'] },
  ],
};

const saw = (from: string) => roomSaw({ host: 'server', room: 'blue', from });
const enter = (address: string, terminal: string): readonly Action[] => [
  { type: `nc ${address} ${room}`, in: terminal },
  { see: 'HELLO chat/1', in: terminal },
];

export const twoFacesLab: Lab = {
  id,
  title: 'One laptop, two interfaces',
  why: 'Simulated, because the rooms on your computer listen at its loopback only, and two interfaces are more than many computers have.',
  scene: network,
  prediction: {
    id: '3.1b-peer',
    ask: 'The laptop has 192.168.1.7 on its cable and 10.20.0.7 on its radio. It enters the room at 192.168.1.30, then again at 10.20.0.30. Whom does the room see?',
    options: [
      { id: 'same', text: 'The same address twice: it is one laptop' },
      { id: 'first', text: '192.168.1.7 and, for the second, the laptop’s name' },
      { id: 'two', text: 'Two addresses, one for each visit' },
    ],
    outcome:
      'Two addresses. The laptop sends each packet through the interface that faces the destination, and signs it with that interface’s address. Nothing in the packets says that the two visitors are one machine.',
  },
  steps: [
    {
      say: 'Count the laptop’s addresses.',
      run: 'ip addr',
      check: commandSucceeded('ip', 'laptop', 'Three: one for each of its two interfaces, and 127.0.0.1 at `lo`.'),
      hints: [
        'The same command as on your own computer.',
        'Type in the terminal of the laptop.',
        'It is `ip addr`.',
        'At laptop: `ip addr`',
      ],
    },
    {
      say: 'Enter the room at the server’s address on the cable side, and stay.',
      run: `nc ${wired.server} ${room}`,
      check: saw(wired.laptop),
      hints: [
        'The server has two addresses too. Take the one that looks like the cable’s.',
        'It is 192.168.1.30, and the room listens on port 5001.',
        '`nc` connects to an address and a port.',
        `At laptop: \`nc ${wired.server} ${room}\``,
      ],
    },
    {
      say: 'In a second terminal of the laptop, enter the same room at the server’s other address.',
      run: `nc ${radio.server} ${room}`,
      terminal: 'laptop.2',
      check: saw(radio.laptop),
      hints: [
        'The first visit goes on. The second one needs a terminal of its own.',
        'The server’s other address is 10.20.0.30.',
        'The same program, the same port, another address.',
        `At laptop.2: \`nc ${radio.server} ${room}\``,
      ],
    },
    {
      say: 'Now stand at the server, and look at its connections. Read the column `Peer`.',
      run: 'ss -tn',
      terminal: 'server',
      check: all(
        tableShows({ state: 'ESTAB', port: room, address: wired.server }),
        tableShows({ state: 'ESTAB', port: room, address: radio.server }),
      ),
      hints: [
        'The server’s operating system keeps a row for each connection.',
        'Both visits must still be there. Type at server.',
        '`ss -tn` lists TCP connections with numbers.',
        'At server: `ss -tn`',
      ],
    },
    {
      say: 'One visit more: from the server to itself. Which address does the room see this time?',
      run: `nc 127.0.0.1 ${room}`,
      terminal: 'server.2',
      check: saw('127.0.0.1'),
      hints: [
        'Every host can talk to itself.',
        'The address for that is the same on every host.',
        'It is 127.0.0.1, with the room’s port.',
        `At server.2: \`nc 127.0.0.1 ${room}\``,
      ],
    },
  ],
  saw: {
    id: '3.1b-saw',
    ask: 'In step 5 a packet went from the server to the server. On which cable did you see it?',
    options: [
      {
        text: 'On the cable to sw1, and back again',
        feedback: 'That cable was still. What is sent to 127.0.0.1 never reaches a wire.',
      },
      {
        text: 'On none of the four cables',
        right: true,
        feedback: 'Yes. Loopback is a way from a host to itself, inside its operating system.',
      },
      {
        text: 'On the radio side, as it has fewer users',
        feedback: 'Nothing moved there either. A host that talks to itself needs no network.',
      },
    ],
  },
  solution: [
    { choose: 'two', question: '3.1b-peer' },
    { type: 'ip addr', in: 'laptop' },
    { see: radio.laptop, in: 'laptop' },
    ...enter(wired.server, 'laptop'),
    ...enter(radio.server, 'laptop.2'),
    { type: 'ss -tn', in: 'server' },
    { see: radio.laptop, in: 'server' },
    ...enter('127.0.0.1', 'server.2'),
  ],
  mistakes: [
    {
      name: 'enters twice at the same address',
      script: [
        { choose: 'same', question: '3.1b-peer' },
        ...enter(wired.server, 'laptop'),
        ...enter(wired.server, 'laptop.2'),
      ],
      step: 3,
      saying: 'Room blue has seen visitors from 192.168.1.7. This step wants one from 10.20.0.7.',
    },
    {
      name: 'knocks at its own loopback, where no room is',
      script: [
        { choose: 'first', question: '3.1b-peer' },
        { type: `nc 127.0.0.1 ${room}`, in: 'laptop' },
        { see: /refused|nothing listens/i, in: 'laptop' },
      ],
      step: 2,
      saying: 'Room blue has not seen a visitor yet.',
    },
    {
      name: 'looks at the server after one visit only',
      script: [
        { choose: 'two', question: '3.1b-peer' },
        ...enter(wired.server, 'laptop'),
        { type: 'ss -tn', in: 'server' },
        { see: wired.laptop, in: 'server' },
      ],
      step: 4,
      saying: 'in it at that moment',
    },
  ],
};
