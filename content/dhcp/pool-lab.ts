import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { commandEnded } from '../../lab/checks/command-ended.ts';
import { either } from '../../lab/checks/either.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simLease } from '../../lab/checks/sim-lease.ts';
import type { Lab } from '../../lab/lesson.ts';
import type { HostSpec, Topology } from '../../lab/topology/topology.ts';

const id = '3.3b';
const router = '192.168.1.1';
const places = [1, 2, 3, 4, 5, 6] as const;

const pc = (number: (typeof places)[number]): HostSpec => ({
  kind: 'host',
  name: `pc${number}`,
  looks: 'laptop',
  at: { x: number <= 3 ? 100 : 900, y: 90 + ((number - 1) % 3) * 175 },
  interfaces: [{ mac: `00-00-5E-00-53-1${number}`, ...(number === 6 ? {} : { address: 'dhcp' }) }],
});

const network: Topology = {
  id,
  seed: 'five-seats',
  devices: [
    ...places.map(pc),
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 170 }, ports: 8 },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 340, y: 440 },
      interfaces: [{ address: '192.168.1.2/24', mac: '00-00-5E-00-53-02' }],
      services: [{ kind: 'dhcp', pool: ['192.168.1.101', '192.168.1.105'], lease: 28_800, router }],
    },
    {
      kind: 'router',
      name: 'router',
      at: { x: 660, y: 440 },
      interfaces: [{ address: `${router}/24`, mac: '00-00-5E-00-53-01' }],
    },
  ],
  cables: [
    ...places.map((number) => ({ ends: [`pc${number}:eth0`, `sw1:p${number}`] as const })),
    { ends: ['sw1:p7', 'server:eth0'] },
    { ends: ['sw1:p8', 'router:eth0'] },
  ],
};

const guests = ['pc1', 'pc2', 'pc3', 'pc4', 'pc5'];
const seated = all(...guests.map((guest) => simLease(id, guest, 'bound')));

/** Whoever asks before the five are seated gets one of their seats; there is a way back from that. */
const helpedItself: Check = (evidence) => {
  const verdict = simLease(id, 'pc6', 'link-local')(evidence);
  if (verdict.passed || !simLease(id, 'pc6', 'bound')(evidence).passed) return verdict;
  return {
    ...verdict,
    saying:
      'pc6 found a free seat. Give it back with `dhclient -r eth0` at pc6, wait until the other five have one each, and ask again.',
  };
};

const listRead: Check = (evidence) => {
  const verdict = seated(evidence);
  if (!verdict.passed) return { ...verdict, saying: 'Some of the five are still asking. Wait, and look again.' };
  return inOrder(
    seated,
    commandEnded('dhcp', ['server'], 'Five lines, five addresses from 192.168.1.101 to .105. The pool is empty.'),
  )(evidence);
};
const served = inOrder(helpedItself, simLease(id, 'pc6', 'bound'));
const cured = either(inOrder(helpedItself, simLease(id, 'pc5', 'released')), served);

export const poolLab: Lab = {
  id,
  title: 'Six guests, five seats',
  why: 'Simulated, because a second DHCP server in a real network would give wrong addresses to everybody in it.',
  scene: network,
  prediction: {
    id: '3.3b-sixth',
    ask: 'A server has five addresses to give, and five computers have them. A sixth asks. What does it get?',
    options: [
      { id: 'refusal', text: 'A message that there are none left' },
      { id: 'share', text: 'The address of one of the others' },
      { id: 'silence', text: 'No answer at all' },
      { id: 'steal', text: 'One that is taken from who is idle' },
    ],
    outcome:
      'No answer at all. A server that has nothing to offer offers nothing, and from outside that looks like no server. After some silence pc6 gave itself an address that begins with 169.254. Given back is given free: with the seat of pc5 empty, pc6 got it.',
  },
  steps: [
    {
      say: 'Five guests arrive, and each asks. When the drawing shows an address under pc1 to pc5 (**10 times faster** helps), read the list of the server.',
      run: 'dhcp leases',
      terminal: 'server',
      check: listRead,
      hints: [
        'The server keeps a list of what it has given away.',
        'Type in the terminal of the server. The list has a line for each guest who has an address.',
        '`dhcp leases` shows it. While fewer than five are `bound`, wait and run it again.',
        'At server: `dhcp leases`',
      ],
    },
    {
      say: 'Now ask at pc6, and give it a minute of the network’s time; the timeline can go faster. What does it end up with?',
      run: 'dhclient eth0',
      terminal: 'pc6',
      check: helpedItself,
      hints: [
        'The sixth one asks as the others did.',
        'Type in the terminal of pc6.',
        'It takes about half a minute; the timeline can go faster.',
        'At pc6: `dhclient eth0`',
      ],
    },
    {
      say: 'Can pc6 use the network now? Ping the router.',
      run: `ping -c 1 ${router}`,
      terminal: 'pc6',
      check: inOrder(
        helpedItself,
        commandEnded('ping', ['pc6'], 'With an address that begins with 169.254, pc6 knows no way to the router.'),
      ),
      hints: [
        'An address is of use if something comes back.',
        'The router has 192.168.1.1. Does a host with 169.254 know a way there?',
        'One ping, at pc6.',
        `At pc6: \`ping -c 1 ${router}\``,
      ],
    },
    {
      say: 'Now cure it, in one of two ways. Either the user of pc5 goes home and gives the address back: that is the line below. Or you make the pool larger, at the server: `dhcp pool 192.168.1.101 192.168.1.110`.',
      run: 'dhclient -r eth0',
      terminal: 'pc5',
      check: cured,
      hints: [
        'A seat has to become free, or there must be more seats.',
        'Type in the terminal of pc5, or in that of the server.',
        '`dhclient -r` releases an address; `dhcp pool` changes the range.',
        'At pc5: `dhclient -r eth0`',
      ],
    },
    {
      say: 'Ask again at pc6. Have you seen the address that it gets before?',
      run: 'dhclient eth0',
      terminal: 'pc6',
      check: served,
      hints: [
        'There is a free seat now.',
        'pc6 would find it by itself within a minute or so.',
        '`dhclient` asks at once.',
        'At pc6: `dhclient eth0`',
      ],
    },
  ],
  saw: {
    id: '3.3b-saw',
    ask: 'What did pc6 send while it had no answer?',
    options: [
      {
        text: 'The same question, at growing intervals',
        right: true,
        feedback: 'Yes: about 4, then 8, then 16 seconds apart. It went on asking with the makeshift address in hand.',
      },
      {
        text: 'A single question, and then nothing',
        feedback: 'Count the DISCOVER lines in its terminal, and look at the times in **Packets**.',
      },
      {
        text: 'One question to each of the others',
        feedback: 'It asks everybody at once, by broadcast. The other computers hear it and have nothing to say.',
      },
    ],
  },
  solution: [
    { choose: 'silence', question: '3.3b-sixth' },
    { pass: 10 },
    { type: 'dhcp leases', in: 'server' },
    { see: '192.168.1.105', in: 'server' },
    { type: 'dhclient eth0', in: 'pc6' },
    { see: '169.254.', in: 'pc6' },
    { type: `ping -c 1 ${router}`, in: 'pc6' },
    { see: /unreachable|transmitted/i, in: 'pc6' },
    { pass: 2 },
    { type: 'dhclient -r eth0', in: 'pc5' },
    { see: 'DHCPRELEASE', in: 'pc5' },
    { type: 'dhclient eth0', in: 'pc6' },
    { see: 'bound to', in: 'pc6' },
  ],
  mistakes: [
    {
      name: 'asks again without freeing a seat',
      script: [
        { choose: 'refusal', question: '3.3b-sixth' },
        { pass: 10 },
        { type: 'dhclient eth0', in: 'pc6' },
        { see: '169.254.', in: 'pc6' },
        { type: 'dhclient eth0', in: 'pc6' },
        { pass: 60 },
      ],
      step: 5,
      saying: /The DHCP client of pc6 is (selecting|link-local)/,
    },
    {
      name: 'frees a seat before the sixth has asked',
      script: [
        { choose: 'steal', question: '3.3b-sixth' },
        { pass: 20 },
        { type: 'dhclient -r eth0', in: 'pc5' },
        { see: 'DHCPRELEASE', in: 'pc5' },
        { type: 'dhclient eth0', in: 'pc6' },
        { see: 'bound to', in: 'pc6' },
      ],
      step: 2,
      saying: 'pc6 found a free seat.',
    },
  ],
};
