import type { Lesson } from '../../lab/lesson.ts';
import { pingLab } from './ping-lab.ts';
import { quiz } from './quiz.ts';
import { tracerouteLab } from './traceroute-lab.ts';

export const lesson: Lesson = {
  slug: 'icmp-ping-and-traceroute',
  number: '3.5',
  title: 'Is it alive, and where does it stop?',
  question: 'How do network tools learn anything from a network that promises nothing?',
  module: 'Many networks',
  minutes: { reading: 10, lab: 9 },
  needs: 'how routers pass packets on, and what the TTL is',
  terms: ['ICMP', 'echo request', 'destination unreachable', 'time exceeded', 'traceroute'],
  labs: [pingLab, tracerouteLab],
  quiz,
  references: [
    {
      source: 'RFC 792',
      says: 'the Internet Control Message Protocol: echo (8 and 0), destination unreachable (3) and its codes, time exceeded (11), and the quoted beginning of the packet',
    },
    {
      source: 'RFC 1122 §3.2.2',
      says: 'every host has ICMP; no error may be sent about an error, a broadcast, or a fragment other than the first',
    },
    { source: 'RFC 1122 §3.2.2.6', says: 'every host must answer echo requests' },
    {
      source: 'RFC 1812 §5.2.7.3',
      says: 'a router that drops a packet because its TTL ran out must report it, unless its owner has switched that off',
    },
    { source: 'RFC 1812 §4.3.2.8', says: 'a router should be able to limit how many errors it sends' },
    { source: 'RFC 2151 §3.4', says: 'traceroute: rising TTLs, three probes each, UDP to a port nobody listens at' },
    { source: 'RFC 2151 §3.2', says: 'ping, and what its lines mean' },
    { source: 'RFC 4443', says: 'ICMP for IPv6 is a protocol of its own' },
  ],
  topics: ['003-08', '003-32', '003-46'],
  corrections: ['C26', 'C120'],
  summary:
    'Routers report what they drop, if they feel like it; ping and traceroute live on those reports, and silence proves nothing.',
};
