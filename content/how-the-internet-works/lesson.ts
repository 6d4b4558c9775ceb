import type { Lesson } from '../../lab/lesson.ts';
import { detourLab } from './detour-lab.ts';
import { quiz } from './quiz.ts';
import { rolesLab } from './roles-lab.ts';

export const lesson: Lesson = {
  slug: 'how-the-internet-works',
  number: '1.2',
  title: 'Who carries my message?',
  question: 'How does a message cross networks owned by strangers?',
  module: 'The big picture',
  minutes: { reading: 9, lab: 9 },
  needs: 'what a network, a link and a packet are',
  terms: ['Internet', 'ISP', 'client', 'server', 'peer-to-peer'],
  labs: [detourLab, rolesLab],
  quiz,
  references: [
    {
      source: 'RFC 1122 §1.1.2',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-1.1.2',
      says: 'the Internet is networks joined by routers, which forward IP and keep no state of connections',
    },
    {
      source: 'RFC 1930 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc1930#section-3',
      says: 'autonomous systems: the routes of one administration, seen as one by all others',
    },
    {
      source: 'RFC 4271 §1',
      url: 'https://www.rfc-editor.org/rfc/rfc4271#section-1',
      says: 'BGP, by which autonomous systems tell each other what they can reach',
    },
    {
      source: 'RFC 2453 §3.8',
      url: 'https://www.rfc-editor.org/rfc/rfc2453#section-3.8',
      says: 'the timers of RIP, which the routers of the lab speak: they tell each other every 30 seconds',
    },
    {
      source: 'RFC 9110 §3.3',
      url: 'https://www.rfc-editor.org/rfc/rfc9110#section-3.3',
      says: 'client and server are roles in a connection; one program may be client in one and server in another',
    },
    {
      source: 'RFC 9293 §3.4.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.4.1',
      says: 'a connection is known by the addresses and ports of its two ends',
    },
    {
      source: 'RFC 5694 §2',
      url: 'https://www.rfc-editor.org/rfc/rfc5694#section-2',
      says: 'peer-to-peer: systems whose parts both give and use a service',
    },
  ],
  topics: ['000-03', '000-11', '000-12', '002-02', '002-03', '002-04', '003-02', '004-04'],
  corrections: ['C02', 'C06', 'C07', 'C08', 'C13'],
  summary:
    'Your packets are passed on by networks of many owners, each deciding its own next step; client and server are what two programs are to each other, for one conversation.',
};
