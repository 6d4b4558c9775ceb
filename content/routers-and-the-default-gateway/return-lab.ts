import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simDrop } from '../../lab/checks/sim-drop.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simRoute } from '../../lab/checks/sim-route.ts';
import type { Lab } from '../../lab/lesson.ts';
import { path, server } from './path.ts';

const id = '3.4b';
const pc1 = '192.168.1.10';
const home = '192.168.1.0/24';
const cure = `ip route add ${home} via 10.0.0.1`;

const requests = simFrames(id, {
  at: 'server',
  direction: 'in',
  matching: framesLike(`icmp[icmptype] = icmp-echo and src host ${pc1}`, `requests of ${pc1}`),
});
const answer = simFrames(id, {
  at: 'pc1',
  direction: 'in',
  matching: framesLike(`icmp[icmptype] = icmp-echoreply and src host ${server}`, `replies of ${server}`),
});
const lost = simDrop(id, 'r2', 'no-route', 1, framesLike(`dst host ${pc1}`, 'replies').test);

export const returnLab: Lab = {
  id,
  title: 'Listen at the other end',
  why: 'Simulated, because you need to listen in three places and to change a router’s table.',
  scene: path(id, [{ prefix: '198.51.100.0/24', via: '10.0.1.2' }]),
  prediction: {
    id: '3.4b-where',
    ask: 'In this network pc1 pings the server and gets no answer. A second terminal shows each request arriving at the server. Where do you look for the fault?',
    options: [
      { id: 'gateway', text: 'At pc1: its default gateway' },
      { id: 'server', text: 'At the server: it does not answer' },
      { id: 'back', text: 'On the way back from the server' },
      { id: 'cable', text: 'At a cable between the routers' },
    ],
    outcome:
      'On the way back. The requests arrived, so pc1, r1, r2 and r3 all knew a way to the server. The server answered, and r2 had no route to 192.168.1.0/24. Every reply ended there.',
  },
  steps: [
    {
      say: 'First listen at the server.',
      run: 'tcpdump -n icmp',
      terminal: 'server',
      check: (evidence) => {
        const started = evidence.find(
          (fact) => fact.kind === 'command.started' && fact.name === 'tcpdump' && fact.terminal.startsWith('server'),
        );
        if (!started)
          return { passed: false, saying: 'Nobody listens at the server yet. `tcpdump -n icmp` there does.', at: [] };
        return { passed: true, saying: 'tcpdump listens at the server.', at: [started.seq] };
      },
      hints: [
        'A capture shows what comes in and goes out at one interface.',
        'Type in the terminal of the server.',
        '`tcpdump` prints a line for each frame; `-n` keeps addresses as numbers.',
        'At server: `tcpdump -n icmp`',
      ],
    },
    {
      say: 'Then ping from pc1. The pings fail. How many kinds of lines does the server print?',
      run: `ping -c 2 ${server}`,
      check: inOrder(requests, lost),
      hints: [
        'Leave the capture running.',
        'The pings come from pc1.',
        '`ping -c 2` sends two and waits.',
        `At pc1: \`ping -c 2 ${server}\``,
      ],
    },
    {
      say: 'One kind of line is a complaint. Whose address stands in front of it? Read the table of that router.',
      run: 'ip route',
      terminal: 'r2',
      check: inOrder(
        lost,
        commandEnded('ip', ['r2'], 'r2 knows its own two links and the server’s network. 192.168.1.0/24 is missing.'),
      ),
      hints: [
        'The router that gave up has signed its complaint.',
        '10.0.1.1 is the right-hand interface of r2.',
        '`ip route` shows its table. Which network of the drawing is missing?',
        'At r2: `ip route`',
      ],
    },
    {
      say: 'Write into it what is missing: packets for 192.168.1.0/24 go to r1.',
      run: cure,
      terminal: 'r2',
      check: simRoute(id, 'r2', home, '10.0.0.1'),
      hints: [
        'A line needs a network, and the router to hand packets to.',
        'The next router must stand on a link of r2: r1’s nearer address is 10.0.0.1.',
        '`ip route add` NETWORK `via` ROUTER.',
        `At r2: \`${cure}\``,
      ],
    },
    {
      say: 'Ping again.',
      run: `ping -c 1 ${server}`,
      check: inOrder(simRoute(id, 'r2', home, '10.0.0.1'), answer),
      hints: [
        'The same ping as before.',
        'From pc1, to the server.',
        'If it fails, look at the table of r2 once more.',
        `At pc1: \`ping -c 1 ${server}\``,
      ],
    },
  ],
  saw: {
    id: '3.4b-saw',
    ask: 'While the pings failed, which lines did the server’s capture show?',
    options: [
      {
        text: 'Requests, replies, and complaints of a router',
        right: true,
        feedback: 'Yes: in, out, and a note from 10.0.1.1 about each reply that it could not pass on.',
      },
      {
        text: 'Requests, and not one reply to them',
        feedback: 'Look at the lines that begin with 198.51.100.20. The server did answer, each time.',
      },
      {
        text: 'Nothing, until the route was added at r2',
        feedback: 'The requests came through from the start. Only the way back was broken.',
      },
    ],
  },
  solution: [
    { choose: 'back', question: '3.4b-where' },
    { type: 'tcpdump -n icmp', in: 'server' },
    { see: 'listening on', in: 'server' },
    { type: `ping -c 2 ${server}`, in: 'pc1' },
    { see: '0 received', in: 'pc1' },
    { type: 'ip route', in: 'r2' },
    { see: '198.51.100.0/24', in: 'r2' },
    { type: cure, in: 'r2' },
    { pass: 1 },
    { type: `ping -c 1 ${server}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'sends the way back the wrong way, to r3',
      script: [
        { choose: 'back', question: '3.4b-where' },
        { type: `ip route add ${home} via 10.0.1.2`, in: 'r2' },
        { pass: 1 },
      ],
      step: 4,
      saying: 'r2 reaches 192.168.1.0/24 via 10.0.1.2. This step wants via 10.0.0.1.',
    },
    {
      name: 'adds the route at pc1',
      script: [
        { choose: 'gateway', question: '3.4b-where' },
        { type: 'ip route add 198.51.100.0/24 via 192.168.1.1', in: 'pc1' },
        { pass: 1 },
      ],
      step: 4,
      saying: 'r2 has no route to 192.168.1.0/24.',
    },
    {
      name: 'pings before it listens',
      script: [
        { choose: 'server', question: '3.4b-where' },
        { type: `ping -c 2 ${server}`, in: 'pc1' },
        { see: '0 received', in: 'pc1' },
      ],
      step: 1,
      saying: 'Nobody listens at the server yet.',
    },
  ],
};
