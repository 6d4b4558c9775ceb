import { all } from '../../lab/checks/all.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simArp } from '../../lab/checks/sim-arp.ts';
import { simAsked, simForgot, simRemembered } from '../../lab/checks/sim-asked.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '2.4a';
const pc2 = '192.168.1.20';
const far = '198.51.100.20';

/** The hosts file of every host: the names that stand in the drawing. */
const hosts = { pc1: '192.168.1.10', pc2, router: '192.168.1.1', server: far };

const network: Topology = {
  id,
  seed: 'who-has',
  devices: [
    {
      kind: 'host',
      hosts,
      name: 'pc1',
      at: { x: 110, y: 110 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
    },
    {
      kind: 'host',
      hosts,
      name: 'pc2',
      at: { x: 110, y: 370 },
      interfaces: [{ address: `${pc2}/24`, mac: '00-00-5E-00-53-20' }],
      gateway: '192.168.1.1',
    },
    { kind: 'switch', name: 'sw1', at: { x: 370, y: 240 }, ports: 4 },
    {
      kind: 'router',
      name: 'router',
      at: { x: 630, y: 240 },
      interfaces: [
        { address: '192.168.1.1/24', mac: '00-00-5E-00-53-01' },
        { address: '198.51.100.1/24', mac: '00-00-5E-00-53-02' },
      ],
    },
    {
      kind: 'host',
      hosts,
      name: 'server',
      looks: 'server',
      at: { x: 890, y: 240 },
      interfaces: [{ address: `${far}/24`, mac: '00-00-5E-00-53-99' }],
      gateway: '198.51.100.1',
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'sw1:p1'] },
    { ends: ['pc2:eth0', 'sw1:p2'] },
    { ends: ['router:eth0', 'sw1:p3'] },
    { ends: ['router:eth1', 'server:eth0'] },
  ],
};

const echoTo = (address: string) =>
  framesLike(`icmp[icmptype] = icmp-echo and dst host ${address}`, `pings to ${address}`);
const replyFrom = (address: string) =>
  simFrames(id, {
    at: 'pc1',
    direction: 'in',
    matching: framesLike(`icmp[icmptype] = icmp-echoreply and src host ${address}`, `replies of ${address}`),
  });
const flushed = simForgot(id, 'pc1', pc2, true);

export const nextHopLab: Lab = {
  id,
  title: 'Who has 192.168.1.20?',
  why: 'Simulated, because a page may not read or empty the ARP cache of your computer. The frames are real ones, byte for byte.',
  scene: network,
  prediction: {
    id: '2.4a-asked-for',
    ask: 'pc1 will also ping 198.51.100.20, which stands beyond the router. For which address does pc1 ask who has it?',
    options: [
      { id: 'server', text: 'For 198.51.100.20, the server’s' },
      { id: 'router', text: 'For 192.168.1.1, the router’s' },
      { id: 'both', text: 'For both, one after the other' },
      { id: 'nobody', text: 'For none: IP is enough' },
    ],
    outcome:
      'For 192.168.1.1, the router’s address on pc1’s own link. The packet inside the frame still says 198.51.100.20. No frame from pc1 ever reaches the server; the router asks on its other side, for itself, and writes a new frame.',
  },
  steps: [
    {
      say: 'Look into the ARP cache of pc1 before anything has happened.',
      run: 'arp -a',
      check: commandEnded('arp', ['pc1'], 'A cache has no rows before anything was sent.'),
      hints: [
        'Every host keeps a list of which MAC address belongs to which IP address.',
        'Type in the terminal of pc1.',
        'The command is `arp`, and `-a` shows all rows.',
        'Type `arp -a` and press Enter.',
      ],
    },
    {
      say: 'Ping pc2 once. Then open **Packets** and choose the cable of pc1 there: four frames crossed it, question, answer, ping, reply. Which of them went to everybody?',
      run: `ping -c 1 ${pc2}`,
      check: all(simArp(id, 'pc1', pc2, '00-00-5E-00-53-20'), replyFrom(pc2)),
      hints: [
        'pc1 has to send something before it needs a MAC address.',
        'pc2 has the address 192.168.1.20.',
        '`ping -c 1` sends one request and waits for the reply.',
        `At pc1: \`ping -c 1 ${pc2}\``,
      ],
    },
    {
      say: 'Ping it once more, soon. How many frames cross pc1’s cable now?',
      run: `ping -c 1 ${pc2}`,
      check: simRemembered(id, 'pc1', pc2, echoTo(pc2).test),
      hints: [
        'The same as before, while the answer is still remembered.',
        'If more than a minute has gone by, do it twice in a row.',
        'The arrow up brings the last command back.',
        `At pc1: \`ping -c 1 ${pc2}\``,
      ],
    },
    {
      say: 'Make pc1 forget everybody, and ping again.',
      run: `ip neigh flush all; ping -c 1 ${pc2}`,
      check: inOrder(flushed, simAsked(id, 'pc1', pc2)),
      hints: [
        'Two things: empty the cache, then send.',
        'On Linux the cache is called the neighbour table, `ip neigh`.',
        '`ip neigh flush all` empties it. A semicolon lets a second command follow.',
        `At pc1: \`ip neigh flush all; ping -c 1 ${pc2}\``,
      ],
    },
    {
      say: 'Now the far one: the server beyond the router. Then read the cache. Who stands in it, and who does not?',
      run: `ping -c 1 ${far}; arp -a`,
      check: all(simArp(id, 'pc1', '192.168.1.1', '00-00-5E-00-53-01'), replyFrom(far)),
      hints: [
        'The server has an address of another network.',
        'It is 198.51.100.20, at the right of the drawing.',
        'Ping as before, with the new address, and then `arp -a`.',
        `At pc1: \`ping -c 1 ${far}; arp -a\``,
      ],
    },
  ],
  saw: {
    id: '2.4a-saw',
    ask: 'Click pc1’s frame that carried the ping to 198.51.100.20. To which MAC address did it go?',
    options: [
      {
        text: 'To the router’s, ending in 53:01',
        right: true,
        feedback: 'Yes. The frame goes to the next hop, and the packet inside says where it shall end.',
      },
      {
        text: 'To the server’s, ending in 53:99',
        feedback: 'That one appears on the router’s other cable only. Look at the frame on the cable of pc1.',
      },
      {
        text: 'To everybody, ff:ff:ff:ff:ff:ff',
        feedback: 'That was the question before it. The ping itself had one receiver.',
      },
    ],
  },
  solution: [
    { choose: 'router', question: '2.4a-asked-for' },
    { type: 'arp -a', in: 'pc1' },
    { see: 'empty', in: 'pc1' },
    { type: `ping -c 1 ${pc2}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { type: `ping -c 1 ${pc2}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { type: `ip neigh flush all; ping -c 1 ${pc2}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { type: `ping -c 1 ${far}; arp -a`, in: 'pc1' },
    { see: '192.168.1.1) at 00:00:5e:00:53:01', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'pings an address that nobody has',
      script: [
        { choose: 'server', question: '2.4a-asked-for' },
        { type: 'ping -c 1 192.168.1.21', in: 'pc1' },
        { see: /Unreachable|0 received/i, in: 'pc1' },
      ],
      step: 2,
      saying: 'pc1 has not asked who has 192.168.1.20 yet.',
    },
    {
      name: 'waits two minutes before the second ping',
      script: [
        { choose: 'router', question: '2.4a-asked-for' },
        { type: `ping -c 1 ${pc2}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
        { pass: 120 },
        { type: `ping -c 1 ${pc2}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 3,
      saying: 'its row was gone, of age or by your hand',
    },
    {
      name: 'flushes and does not ping',
      script: [
        { choose: 'router', question: '2.4a-asked-for' },
        { type: `ping -c 1 ${pc2}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
        { type: 'ip neigh flush all', in: 'pc1' },
      ],
      step: 4,
      saying: 'Do it once more, now.',
    },
  ],
};
