import type { Lesson } from '../../lab/lesson.ts';
import { broadcastLab } from './broadcast-lab.ts';
import { doorsLab } from './doors-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'lan-to-wan',
  number: '1.3',
  title: 'How big is a network?',
  question: 'What do PAN, LAN, CAN, MAN and WAN really tell me?',
  module: 'The big picture',
  minutes: { reading: 10, lab: 8 },
  needs: 'who carries packets from network to network, and what a router is',
  terms: ['LAN', 'WAN', 'PAN', 'broadcast', 'broadcast domain'],
  labs: [broadcastLab, doorsLab],
  quiz,
  references: [
    {
      source: 'RFC 919',
      url: 'https://www.rfc-editor.org/rfc/rfc919',
      says: 'broadcasts: one packet for all hosts of a network',
    },
    {
      source: 'RFC 1812 §5.3.4',
      url: 'https://www.rfc-editor.org/rfc/rfc1812#section-5.3.4',
      says: 'a router does not forward what was broadcast on a link',
    },
    {
      source: 'RFC 1918 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc1918#section-3',
      says: 'private addresses: anybody may use them inside, and no route leads to them from outside',
    },
    {
      source: 'RFC 1122 §1.1.2',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-1.1.2',
      says: 'the Internet is a network of networks, which routers join',
    },
    {
      source: 'RFC 1122 §3.2.1.3',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3',
      says: 'addresses that begin with 127 stay inside a host',
    },
    {
      source: 'RFC 1930 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc1930#section-3',
      says: 'one administration, one set of routes: an autonomous system',
    },
    {
      source: 'RFC 5694 §2',
      url: 'https://www.rfc-editor.org/rfc/rfc5694#section-2',
      says: 'peer-to-peer describes how a system’s parts serve each other, not the network below them',
    },
  ],
  topics: [
    '000-03',
    '000-07',
    '000-08',
    '000-33',
    '000-34',
    '000-35',
    '001-06',
    '001-07',
    '001-08',
    '001-09',
    '001-10',
    '002-07',
    '002-08',
    '003-25',
    '003-28',
  ],
  corrections: ['C01', 'C04', 'C05', 'C06'],
  summary:
    'The labels tell the scale; what you need to know is whether a router lies between, who owns what, and at which address a program waits.',
};
