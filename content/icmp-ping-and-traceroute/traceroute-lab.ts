import { all } from '../../lab/checks/all.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simSilentHop } from '../../lab/checks/sim-silent-hop.ts';
import type { Lab } from '../../lab/lesson.ts';
import { r2, r3, server, way } from './way.ts';

const id = '3.5b';
const exceeded = framesLike('icmp[icmptype] = icmp-timxceed', 'time exceeded');
const portUnreachable = framesLike(
  `icmp[icmptype] = icmp-unreach and icmp[icmpcode] = 3 and src host ${server}`,
  'port unreachable',
);
const probe = framesLike(`udp and dst host ${server} and ip[8] = 1`, 'UDP with TTL 1');

export const tracerouteLab: Lab = {
  id,
  title: 'Where does it stop?',
  why: 'Simulated, because Node and the browser have no ICMP sockets, and so that a router can be told to keep quiet.',
  scene: way(id),
  prediction: {
    id: '3.5b-third',
    ask: 'traceroute finds every router on the way, although none of them was asked to take part. Who sends the answer that becomes its third line?',
    options: [
      { id: 'target', text: 'The server at the end of the way' },
      { id: 'third', text: 'The third router, at which a packet died' },
      { id: 'first', text: 'pc1’s gateway, which knows the way' },
      { id: 'dns', text: 'DNS, which keeps a list of routers' },
    ],
    outcome:
      'The third router. traceroute sends a packet with TTL 3; r1 makes it 2, r2 makes it 1, and r3 cannot pass it on. It drops the packet and reports to the sender. That report, time exceeded, has r3 as its sender, and that is all traceroute wants.',
  },
  steps: [
    {
      say: 'Trace the way to the server. `-n` leaves addresses as numbers. Watch the first packets go; then choose **real time** in the timeline, or the whole trace takes you a minute.',
      run: `traceroute -n ${server}`,
      check: all(
        simFrames(id, { at: 'pc1', direction: 'in', matching: exceeded, count: 2 }),
        simFrames(id, { at: 'pc1', direction: 'in', matching: portUnreachable }),
      ),
      hints: [
        'One command finds the routers between here and there.',
        `The server has the address ${server}.`,
        '`traceroute -n` and the address.',
        `At pc1: \`traceroute -n ${server}\``,
      ],
    },
    {
      say: 'Which TTL did those packets leave with? Let tcpdump listen in a second terminal of pc1. It will print the first four that the next trace sends.',
      run: 'tcpdump -n -v -c 4 udp',
      terminal: 'pc1.2',
      check: (evidence) => {
        const started = evidence.find((fact) => fact.kind === 'command.started' && fact.name === 'tcpdump');
        if (!started) return { passed: false, saying: 'Nothing captures yet. `tcpdump -n -v -c 4 udp` does.', at: [] };
        return { passed: true, saying: 'tcpdump listens.', at: [started.seq] };
      },
      hints: [
        'A capture at pc1 shows what leaves it.',
        'Open a second terminal at pc1.',
        '`tcpdump -v` shows the TTL of each packet.',
        'At pc1.2: `tcpdump -n -v -c 4 udp`',
      ],
    },
    {
      say: 'Trace again, and read the `ttl` of the four packets in the other terminal. Which line of the trace came of the first three, and which of the fourth?',
      run: `traceroute -n ${server}`,
      check: (evidence) => {
        const verdict = simFrames(id, { at: 'pc1', direction: 'out', matching: probe, count: 6 })(evidence);
        if (!verdict.passed)
          return { ...verdict, saying: 'Only one trace so far. Trace once more, while tcpdump listens.' };
        return { ...verdict, saying: 'Three packets left with TTL 1, then three with TTL 2, and so on.' };
      },
      hints: [
        'The same command as before.',
        'tcpdump stays in the other terminal.',
        'The arrow up brings the last command back.',
        `At pc1: \`traceroute -n ${server}\``,
      ],
    },
    {
      say: 'Now r2 stops reporting what it drops. It passes packets on as before. Trace a third time: what stands in line 2, and what in line 3?',
      act: { label: 'Silence r2', action: { act: 'mute', device: 'r2', echo: true, errors: true } },
      run: `traceroute -n ${server}`,
      check: simSilentHop(id, { to: server, silent: r2, after: r3 }),
      hints: [
        'Two things: silence r2, then trace.',
        'The button of this step silences it.',
        'traceroute waits some seconds for each answer that does not come.',
        `Press the button, then at pc1: \`traceroute -n ${server}\``,
      ],
    },
  ],
  saw: {
    id: '3.5b-saw',
    ask: 'In the last trace, what stood in the lines after the stars?',
    options: [
      {
        text: 'r3 and the server, as before',
        right: true,
        feedback: 'Yes. To reach them, every packet went through r2. It does its work and keeps quiet.',
      },
      {
        text: 'Stars down to the last line',
        feedback: 'That is what a broken path looks like. Here the lines after the stars have addresses again.',
      },
      {
        text: 'Nothing: the trace ended there',
        feedback: 'traceroute cannot know why it hears nothing, so it goes on with the next TTL.',
      },
    ],
  },
  solution: [
    { choose: 'third', question: '3.5b-third' },
    { type: `traceroute -n ${server}`, in: 'pc1' },
    { see: / 4 .*198\.51\.100\.20/, in: 'pc1' },
    { pass: 10 },
    { type: 'tcpdump -n -v -c 4 udp', in: 'pc1.2' },
    { see: 'listening on', in: 'pc1.2' },
    { type: `traceroute -n ${server}`, in: 'pc1' },
    { see: / 4 .*198\.51\.100\.20/, in: 'pc1' },
    { pass: 10 },
    { act: { act: 'mute', device: 'r2', echo: true, errors: true } },
    { type: `traceroute -n ${server}`, in: 'pc1' },
    { see: / 4 .*198\.51\.100\.20/, in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'pings instead of tracing',
      script: [
        { choose: 'target', question: '3.5b-third' },
        { type: `ping -c 1 ${server}`, in: 'pc1' },
        { see: '1 received', in: 'pc1' },
      ],
      step: 1,
      saying: 'No frame (time exceeded) was seen at pc1 yet.',
    },
    {
      name: 'traces a router, not the server',
      script: [{ choose: 'first', question: '3.5b-third' }, { type: `traceroute -n ${r3}`, in: 'pc1' }, { pass: 30 }],
      step: 1,
      saying: 'No frame (port unreachable) was seen at pc1 yet.',
    },
    {
      name: 'does not silence r2 before the last trace',
      script: [
        { choose: 'third', question: '3.5b-third' },
        { type: `traceroute -n ${server}`, in: 'pc1' },
        { see: / 4 .*198\.51\.100\.20/, in: 'pc1' },
      ],
      step: 4,
      saying: 'In the last trace 10.0.0.2 reported what it dropped.',
    },
  ],
};
