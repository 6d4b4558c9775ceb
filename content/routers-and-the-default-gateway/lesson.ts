import type { Lesson } from '../../lab/lesson.ts';
import { hopsLab } from './hops-lab.ts';
import { quiz } from './quiz.ts';
import { returnLab } from './return-lab.ts';

export const lesson: Lesson = {
  slug: 'routers-and-the-default-gateway',
  number: '3.4',
  title: 'Which way out?',
  question: 'How does a packet find its way across many networks?',
  module: 'Many networks',
  minutes: { reading: 10, lab: 10 },
  needs: 'how a mask tells near from far, and how ARP finds a neighbour',
  terms: ['next hop', 'routing table', 'longest prefix match', 'default gateway', 'TTL'],
  labs: [hopsLab, returnLab],
  quiz,
  references: [
    {
      source: 'RFC 1122 §3.3.1.1',
      says: 'a host sends directly what is on a network of its own, and to a gateway what is not',
    },
    {
      source: 'RFC 1122 §3.3.1.2',
      says: 'a host keeps a list of default gateways for what it knows no better route to',
    },
    {
      source: 'RFC 1812 §5.2.4.3',
      says: 'how a router chooses the next hop: of the routes that match, those with the longest prefix stay',
    },
    {
      source: 'RFC 1812 §5.3.1',
      says: 'a router takes at least one from the TTL and drops the packet when nothing is left',
    },
    { source: 'RFC 1812 §2.2.3', says: 'what a router is: it forwards between networks, by IP address' },
    { source: 'RFC 791 §3.1', says: 'the TTL field, and that every module that handles a datagram lowers it' },
    {
      source: 'RFC 791 §1.4',
      says: 'IP does two things, addressing and fragmentation, and modules choose a path for each datagram',
    },
    { source: 'RFC 791 §1.2', says: 'no reliability, no flow control, no sequencing: what IP does not promise' },
    { source: 'RFC 1122 §3.3.4', says: 'a host may have several interfaces, each with an address of its own' },
    { source: 'RFC 1918 §3', says: 'routes to private addresses are not told between organisations' },
    { source: 'RFC 792', says: 'net unreachable: what a router reports when it knows no way' },
  ],
  topics: ['000-22', '002-06', '002-11', '003-08', '003-25', '003-26', '003-27', '003-39'],
  corrections: ['C25', 'C27', 'C45', 'C53', 'C54', 'C55'],
  summary:
    'Nobody knows the way: each router knows the next step, writes a new frame for it, and takes one from the TTL.',
};
