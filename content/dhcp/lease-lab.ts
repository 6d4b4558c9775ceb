import { commandEnded } from '../../lab/checks/command-ended.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simDead } from '../../lab/checks/sim-dead.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simLease } from '../../lab/checks/sim-lease.ts';
import type { Lab } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';

const id = '3.3a';
const router = '192.168.1.1';

const network: Topology = {
  id,
  seed: 'newcomer',
  devices: [
    { kind: 'host', name: 'pc1', looks: 'laptop', at: { x: 140, y: 200 }, interfaces: [{ mac: '00-00-5E-00-53-10' }] },
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 200 }, ports: 4 },
    {
      kind: 'router',
      name: 'router',
      at: { x: 860, y: 90 },
      interfaces: [{ address: `${router}/24`, mac: '00-00-5E-00-53-01' }],
    },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 860, y: 310 },
      interfaces: [{ address: '192.168.1.2/24', mac: '00-00-5E-00-53-02' }],
      services: [
        {
          kind: 'dhcp',
          pool: ['192.168.1.100', '192.168.1.120'],
          lease: 600,
          router,
          resolvers: ['192.168.1.2'],
          domain: 'lab.test',
        },
      ],
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'sw1:p1'] },
    { ends: ['sw1:p2', 'router:eth0'] },
    { name: 'server-cable', ends: ['sw1:p3', 'server:eth0'] },
  ],
};

const bound = simLease(id, 'pc1', 'bound');
const renewing = simLease(id, 'pc1', 'renewing');
const rebinding = simLease(id, 'pc1', 'rebinding');
const unplugged = simDead(id, 'server-cable', {
  dead: 'The server is unplugged.',
  alive: 'The server is still plugged in.',
});
const reply = simFrames(id, {
  at: 'pc1',
  direction: 'in',
  matching: framesLike(`icmp[icmptype] = icmp-echoreply and src host ${router}`, `replies of ${router}`),
});

export const leaseLab: Lab = {
  id,
  title: 'Ten minutes with an address',
  why: 'Simulated, because a lease at home takes hours to run out, and here time can be hurried.',
  scene: network,
  prediction: {
    id: '3.3a-half',
    ask: 'pc1 has an address for ten minutes. The server is unplugged after one. When do the users of pc1 notice?',
    options: [
      { id: 'at-once', text: 'At once: the address needs its server' },
      { id: 'half', text: 'After five minutes, when it cannot be renewed' },
      { id: 'end', text: 'After ten minutes, when the lease ends' },
      { id: 'never', text: 'Never: an address that was given stays' },
    ],
    outcome:
      'After ten minutes, and only if the server stays away so long. At half time pc1 asked for more, got no answer, and went on using the address, since it was still its own. At seven eighths it asked everybody. When the server was back, the next question was answered, and nobody had noticed anything.',
  },
  steps: [
    {
      say: 'pc1 has no address. Ask for one, and wait for the line `bound to`: before that pc1 tests for some seconds that nobody else has the address. In **Packets**, look at whom the first of the four messages is addressed to, and from whom.',
      run: 'dhclient eth0',
      check: bound,
      hints: [
        'A newcomer asks everybody on its link.',
        'Type in the terminal of pc1.',
        'The command is `dhclient`, and the name of the interface.',
        'At pc1: `dhclient eth0`',
      ],
    },
    {
      say: 'An address alone would not be much. See what else came in the ACK: the length of the prefix, and a way out.',
      run: 'ip addr; ip route',
      check: inOrder(
        bound,
        commandEnded(
          'ip route',
          ['pc1'],
          'pc1 has an address with its prefix length, and a default route through the router.',
        ),
      ),
      hints: [
        'Two tables: the addresses of the interfaces, and the routes.',
        'Both are read with the command `ip`.',
        '`ip addr` and `ip route`.',
        'At pc1: `ip addr; ip route`',
      ],
    },
    {
      say: 'Unplug the server. Then hurry: choose **60 times faster** in the timeline above the terminal, and wait until pc1 does something about its lease. This step gets its tick then. Go back to **real time** at once, or the lease is over before you have looked.',
      act: { label: 'Unplug the server', action: { act: 'cut', cable: 'server-cable' } },
      check: inOrder(unplugged, renewing),
      hints: [
        'Half of ten minutes is five.',
        'The button of this step cuts the cable between sw1 and the server.',
        'In the ladder you see ARP questions without answers, from five minutes after the ACK on.',
        'Press the button, choose **60 times faster** in the timeline, and wait five seconds.',
      ],
    },
    {
      say: 'pc1 asks for more time and hears nothing. Does its address still work?',
      run: `ping -c 1 ${router}`,
      check: inOrder(renewing, reply),
      hints: [
        'Send something, and see whether it comes back.',
        'The router is still plugged in, at 192.168.1.1.',
        'One ping will do.',
        `At pc1: \`ping -c 1 ${router}\``,
      ],
    },
    {
      say: 'Hurry again, at **10 times faster**, until pc1 tries something else, at seven eighths of the lease: the tick tells when. Then freeze the time. To whom does it send now? **Packets** has it in the last line.',
      check: inOrder(unplugged, renewing, rebinding),
      hints: [
        'Seven eighths of 600 seconds are 525.',
        'Let time run; nothing has to be typed.',
        'Compare the destination of this request with that of the earlier ones.',
        'Choose **10 times faster** in the timeline and wait until 525 seconds have passed since the ACK. If you were late and pc1 has lost its address, plug the server in, and begin again with step 1.',
      ],
    },
    {
      say: 'Plug the server in, and let the time go on. The next request of pc1, a minute after the last, finds it.',
      act: { label: 'Plug it in', action: { act: 'mend', cable: 'server-cable' } },
      check: inOrder(unplugged, rebinding, bound),
      hints: [
        'The server has to hear one of the requests.',
        'The button of this step mends the cable.',
        'pc1 repeats its request a minute after the first one to everybody.',
        'Press the button, and let time run on. If you were late, pc1 begins anew with a discover, and that is fine.',
      ],
    },
  ],
  saw: {
    id: '3.3a-saw',
    ask: 'Look at the first message, DISCOVER. Which source address stands in its IP header?',
    options: [
      {
        text: '0.0.0.0',
        right: true,
        feedback: 'Yes: “I have none yet”. It goes to 255.255.255.255, everybody on this link.',
      },
      {
        text: '192.168.1.100',
        feedback: 'That is the address it got in the end. When it sent the DISCOVER nobody had offered it.',
      },
      {
        text: '169.254.0.1',
        feedback: 'Addresses that begin so are taken when nobody answers. Here the server did.',
      },
    ],
  },
  solution: [
    { choose: 'end', question: '3.3a-half' },
    { type: 'dhclient eth0', in: 'pc1' },
    { see: 'bound to', in: 'pc1' },
    { type: 'ip addr; ip route', in: 'pc1' },
    { see: 'default via', in: 'pc1' },
    { act: { act: 'cut', cable: 'server-cable' } },
    { pass: 320 },
    { type: `ping -c 1 ${router}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { pass: 230 },
    { act: { act: 'mend', cable: 'server-cable' } },
    { pass: 60 },
  ],
  mistakes: [
    {
      name: 'plugs the server in before pc1 asks everybody',
      script: [
        { choose: 'half', question: '3.3a-half' },
        { type: 'dhclient eth0', in: 'pc1' },
        { see: 'bound to', in: 'pc1' },
        { act: { act: 'cut', cable: 'server-cable' } },
        { pass: 320 },
        { act: { act: 'mend', cable: 'server-cable' } },
        { pass: 250 },
      ],
      step: 5,
      saying: 'The DHCP client of pc1 is bound',
    },
    {
      name: 'unplugs the server before pc1 has an address',
      script: [
        { choose: 'at-once', question: '3.3a-half' },
        { act: { act: 'cut', cable: 'server-cable' } },
        { type: 'dhclient eth0', in: 'pc1' },
        { see: /No DHCPOFFERS/, in: 'pc1' },
      ],
      step: 1,
      saying: 'The DHCP client of pc1 is link-local',
    },
    {
      name: 'does not unplug anything',
      script: [
        { choose: 'never', question: '3.3a-half' },
        { type: 'dhclient eth0', in: 'pc1' },
        { see: 'bound to', in: 'pc1' },
        { pass: 400 },
      ],
      step: 3,
      saying: 'The server is still plugged in.',
    },
  ],
};
