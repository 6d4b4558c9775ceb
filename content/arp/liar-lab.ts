import { all } from '../../lab/checks/all.ts';
import type { Check } from '../../lab/checks/check.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simAddress } from '../../lab/checks/sim-address.ts';
import { simArp } from '../../lab/checks/sim-arp.ts';
import { simDead } from '../../lab/checks/sim-dead.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { far, id, macs, network, shared } from './liar-network.ts';

const colons = (mac: string): string => mac.toLowerCase().replaceAll('-', ':');
const off = simDead(id, 'printer-cable', {
  dead: 'The printer is off.',
  alive: 'The printer is still on. The button of this step switches it off.',
});
const taken = simAddress(id, 'spare', `${shared}/24`);
const printerKnown = simArp(id, 'pc1', shared, macs.printer);
const spareKnown = simArp(id, 'pc1', shared, macs.spare);

const toTheDead: Check = (evidence) => {
  const verdict = inOrder(
    all(off, taken),
    simFrames(id, {
      at: 'pc1',
      direction: 'out',
      matching: framesLike(`icmp and ether dst ${colons(macs.printer)}`, 'pings to the printer’s MAC address'),
    }),
  )(evidence);
  if (verdict.passed) return { ...verdict, saying: 'pc1 sent to a MAC address that nobody has any more.' };
  if (!off(evidence).passed)
    return { ...verdict, saying: 'The printer is on in this run of the network. Do steps 1 to 3, then this one.' };
  if (off(evidence).passed && taken(evidence).passed && spareKnown(evidence).passed)
    return {
      ...verdict,
      saying:
        'pc1 has found the spare already: its old row was too old, so it asked anew. Begin the network again (**Reset**) and do steps 1 to 4 within a minute.',
    };
  return verdict;
};

const replies = (from: string) =>
  simFrames(id, {
    at: 'pc1',
    direction: 'in',
    matching: framesLike(`icmp[icmptype] = icmp-echoreply and src host ${from}`, `replies of ${from}`),
  });
const believesMallory = simArp(id, 'pc1', '192.168.1.1', macs.mallory);

const ping = (address: string, sees: string | RegExp): readonly Action[] => [
  { type: `ping -c 1 -W 2 ${address}`, in: 'pc1' },
  { see: sees, in: 'pc1' },
];
const spoof = 'arpspoof 192.168.1.10 192.168.1.1';
const replaced: readonly Action[] = [
  ...ping(shared, '1 received'),
  { act: { act: 'power', device: 'printer', on: false } },
  { type: `ip addr add ${shared}/24 dev eth0`, in: 'spare' },
];

export const liarLab: Lab = {
  id,
  title: 'The spare printer and the liar',
  why: 'Simulated, because what Mallory does here is an attack on any network that is not your own.',
  scene: network,
  prediction: {
    id: '2.4b-spare',
    ask: 'The printer breaks. A spare one gets its IP address and is plugged in at once. A second later pc1 pings that address. What happens?',
    options: [
      { id: 'answers', text: 'The spare one answers' },
      { id: 'silence', text: 'Nobody answers' },
      { id: 'asks', text: 'pc1 asks anew who has the address, then the spare one answers' },
    ],
    outcome:
      'Nobody answered. pc1 had a row that was a few seconds old, saw no reason to ask, and sent its frame to a MAC address that no longer existed. The spare one’s announcement corrected the row at once; without it pc1 would have had to wait until the row was too old.',
  },
  steps: [
    {
      say: 'Ping the printer from pc1. From now on the clock runs: pc1 keeps what it learned for a minute or so.',
      run: `ping -c 1 -W 2 ${shared}`,
      check: printerKnown,
      hints: [
        'pc1 learns the printer’s MAC address when it sends something.',
        'The printer has 192.168.1.20.',
        'One ping is enough: `-c 1`. `-W 2` waits two seconds for a reply.',
        `At pc1: \`ping -c 1 -W 2 ${shared}\``,
      ],
    },
    {
      say: 'The printer breaks.',
      act: { label: 'Switch the printer off', action: { act: 'power', device: 'printer', on: false } },
      check: off,
      hints: [
        'This step is done by hand, not by a command.',
        'Its button stands under these words.',
        'A device that is off has a dead cable; the drawing shows it.',
        'Press **Do it** beside “Switch the printer off”.',
      ],
    },
    {
      say: 'The spare one gets the address.',
      run: `ip addr add ${shared}/24 dev eth0`,
      terminal: 'spare',
      check: taken,
      hints: [
        'Type at the spare printer, not at pc1.',
        'It has a network card of its own and no address yet.',
        '`ip addr add` gives one to an interface.',
        `At spare: \`ip addr add ${shared}/24 dev eth0\``,
      ],
    },
    {
      say: 'Ping the address from pc1. Follow the frame in the drawing: where does it end?',
      run: `ping -c 1 -W 2 ${shared}`,
      terminal: 'pc1',
      check: toTheDead,
      hints: [
        'The address is the same as in step 1. The MAC address behind it is another now.',
        'Open pc1’s table in the drawing: which MAC address does it hold?',
        'The command of step 1 again.',
        `At pc1: \`ping -c 1 -W 2 ${shared}\``,
      ],
    },
    {
      say: 'Let the spare one tell everybody. Nobody has asked.',
      run: `arping -U -c 1 -I eth0 ${shared}`,
      terminal: 'spare',
      check: spareKnown,
      hints: [
        'The one who has the address can say so without being asked.',
        'Say it at spare, the new owner.',
        '`arping -U` broadcasts an announcement.',
        `At spare: \`arping -U -c 1 -I eth0 ${shared}\``,
      ],
    },
    {
      say: 'Ping once more from pc1.',
      run: `ping -c 1 -W 2 ${shared}`,
      terminal: 'pc1',
      check: inOrder(
        spareKnown,
        simFrames(id, {
          at: 'pc1',
          direction: 'in',
          matching: framesLike(
            `icmp[icmptype] = icmp-echoreply and ether src ${colons(macs.spare)}`,
            'replies of the spare printer',
          ),
        }),
      ),
      hints: [
        'pc1’s row is right again.',
        'The same ping as before, at pc1.',
        '`ping -c 1 -W 2` and the address.',
        `At pc1: \`ping -c 1 -W 2 ${shared}\``,
      ],
    },
    {
      say: 'Now to Mallory. First let it learn the router’s true MAC address, by a ping to the server.',
      run: `ping -c 1 -W 2 ${far}`,
      terminal: 'pc1',
      check: all(simArp(id, 'pc1', '192.168.1.1', macs.router), replies(far)),
      hints: [
        'The server stands beyond the router.',
        'Its address is 198.51.100.20.',
        'One ping from pc1.',
        `At pc1: \`ping -c 1 -W 2 ${far}\``,
      ],
    },
    {
      say: 'Mallory tells pc1 that the router’s address is at her MAC address, again and again. Let it run.',
      run: spoof,
      terminal: 'mallory',
      check: believesMallory,
      hints: [
        'Mallory sends answers to a question that nobody asked.',
        'Type at mallory. The first word names whom she lies to, the second the address she claims.',
        'The command is `arpspoof`.',
        `At mallory: \`${spoof}\``,
      ],
    },
    {
      say: 'When step 8 has its tick, ping the server once more from pc1, and follow the frame. Then read the ping’s output: one line in it is new.',
      run: `ping -c 1 -W 2 ${far}`,
      terminal: 'pc1',
      check: inOrder(
        believesMallory,
        simFrames(id, {
          at: 'mallory',
          direction: 'in',
          matching: framesLike(
            'icmp and src host 192.168.1.10 and dst host 198.51.100.20',
            'pings of pc1 to the server',
          ),
        }),
      ),
      hints: [
        'pc1 sends the frame for the router to whom it believes to be the router.',
        'Leave arpspoof running at mallory, and type at pc1.',
        'The command of step 7 again.',
        `At pc1: \`ping -c 1 -W 2 ${far}\``,
      ],
    },
  ],
  saw: {
    id: '2.4b-saw',
    ask: 'In step 4 the ping went unanswered. Where did its frame end?',
    options: [
      {
        text: 'Nowhere: the switch flooded it, and nobody took it',
        right: true,
        feedback:
          'Yes. The switch had forgotten the dead port, so it sent the frame out of all others, and no card had that MAC address. Nobody owed anybody an error message.',
      },
      {
        text: 'At the spare printer, which dropped it as not for its IP address',
        feedback:
          'The IP address was right. The MAC address in the frame was the old one, and that is looked at first.',
      },
      {
        text: 'It never left pc1, because pc1 waited for an ARP answer',
        feedback: 'pc1 had a row for the address and asked nobody. Look at its frame in Packets.',
      },
    ],
  },
  solution: [
    { choose: 'silence', question: '2.4b-spare' },
    ...replaced,
    ...ping(shared, '0 received'),
    { type: `arping -U -c 1 -I eth0 ${shared}`, in: 'spare' },
    { see: 'Sent 1', in: 'spare' },
    ...ping(shared, '1 received'),
    ...ping(far, '1 received'),
    { type: spoof, in: 'mallory' },
    { pass: 3 },
    { type: `ping -c 1 -W 2 ${far}`, in: 'pc1' },
    { see: 'received', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'gives the spare one an address of its own',
      script: [
        { choose: 'answers', question: '2.4b-spare' },
        { type: 'ip addr add 192.168.1.21/24 dev eth0', in: 'spare' },
      ],
      step: 3,
      saying: 'spare has 192.168.1.21/24. This step wants 192.168.1.20/24.',
    },
    {
      name: 'takes its time: the row is too old, and pc1 asks anew',
      script: [{ choose: 'asks', question: '2.4b-spare' }, ...replaced, { pass: 120 }, ...ping(shared, '1 received')],
      step: 4,
      saying: 'pc1 has found the spare already',
    },
    {
      name: 'pings on without the announcement',
      script: [{ choose: 'silence', question: '2.4b-spare' }, ...replaced, ...ping(shared, '0 received')],
      step: 5,
      saying: 'pc1 believes that 192.168.1.20 is at 00:00:5e:00:53:20.',
    },
  ],
};
